#include <nlohmann/json.hpp>

#include "app/register/public_record.h"
#include "app/register/register.h"
#include "base/text.h"

namespace hoshirube {

namespace {

struct Wanted {
    std::string corporate_number, name;
};

Result<std::vector<Wanted>> checked(const FollowFields& fields) {
    std::vector<Wanted> wanted;
    for (std::size_t i = 0; i < fields.corporate_numbers.size(); ++i) {
        const auto& typed = fields.corporate_numbers[i];
        auto number = TRY(parse_corporate_number("corporate_numbers." + std::to_string(i), typed));
        const auto name = fields.names.find(typed);
        wanted.push_back(
            {std::move(number), name == fields.names.end() ? "" : TRY(clean_text("names." + typed, name->second, 200))});
    }
    return wanted;
}

} // namespace

Result<Receipt> follow_firms(World& world, const Act& act, const std::string& organisation_id, const FollowFields& fields) {
    if (fields.corporate_numbers.empty()) return invalid("follow.none", "corporate_numbers");
    if (fields.corporate_numbers.size() > kMaxFollowsAtOnce)
        return invalid("follow.too_many", "corporate_numbers", {{"max", std::to_string(kMaxFollowsAtOnce)}});
    const auto wanted = TRY(checked(fields));
    const auto note = TRY(clean_text("note", fields.note, 500));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::FollowFirms, organisation));
        Json numbers = Json::array();
        for (const auto& [number, name] : wanted) {
            TRY(transaction.register_().add_follow({organisation_id, number, note, act.actor_id, act.now, name}));
            numbers.push_back(number);
        }
        TRY(record(transaction, act, "firms.followed", organisation_id, organisation_id,
                   Json{{"corporate_numbers", std::move(numbers)}}));
        return Receipt{organisation_id, static_cast<std::int64_t>(wanted.size())};
    });
}

Result<Receipt> unfollow_firm(World& world, const Act& act, const std::string& organisation_id,
                              const std::string& corporate_number) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::FollowFirms, organisation));
        TRY(transaction.register_().remove_follow(organisation_id, corporate_number));
        TRY(record(transaction, act, "firm.unfollowed", organisation_id, organisation_id,
                   Json{{"corporate_number", corporate_number}}));
        return Receipt{corporate_number, 0};
    });
}

Result<Json> follows_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::FollowFirms, organisation));
    std::map<std::string, RegisterEntry> known;
    for (auto& entry : TRY(transaction->register_().followed(organisation_id)))
        if (!entry.certificates.empty()) known.emplace(entry.organisation.corporate_number, std::move(entry));
    Json items = Json::array();
    for (const auto& follow : TRY(transaction->register_().follows(organisation_id))) {
        const auto entry = known.find(follow.corporate_number);
        items.push_back({{"corporate_number", follow.corporate_number},
                         {"name", follow.name},
                         {"note", follow.note},
                         {"added_at", follow.added_at.iso8601()},
                         {"record", entry == known.end() ? unknown_record_json(world, viewer, follow.corporate_number)
                                                         : record_json(world, viewer, entry->second)}});
    }
    return Json{{"items", std::move(items)}};
}

} // namespace hoshirube
