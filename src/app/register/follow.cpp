#include <nlohmann/json.hpp>

#include "app/register/public_record.h"
#include "app/register/register.h"
#include "base/text.h"

namespace hoshirube {

Result<Receipt> follow_firms(World& world, const Act& act, const std::string& organisation_id,
                             const std::vector<std::string>& typed, const std::string& typed_note) {
    if (typed.empty()) return invalid("follow.none", "corporate_numbers");
    if (typed.size() > kMaxFollowsAtOnce)
        return invalid("follow.too_many", "corporate_numbers", {{"max", std::to_string(kMaxFollowsAtOnce)}});
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < typed.size(); ++i)
        numbers.push_back(TRY(parse_corporate_number("corporate_numbers." + std::to_string(i), typed[i])));
    const auto note = TRY(clean_text("note", typed_note, 500));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::FollowFirms, organisation));
        for (const auto& number : numbers)
            TRY(transaction.register_().add_follow({organisation_id, number, note, act.actor_id, act.now}));
        TRY(record(transaction, act, "firms.followed", organisation_id, organisation_id, Json{{"corporate_numbers", numbers}}));
        return Receipt{organisation_id, static_cast<std::int64_t>(numbers.size())};
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
                         {"note", follow.note},
                         {"added_at", follow.added_at.iso8601()},
                         {"record", entry == known.end() ? unknown_record_json(world, viewer, follow.corporate_number)
                                                         : record_json(world, viewer, entry->second)}});
    }
    return Json{{"items", std::move(items)}};
}

} // namespace hoshirube
