#include <nlohmann/json.hpp>

#include "app/grant/grant.h"
#include "app/grant/receiver.h"
#include "scheme/account/grant.h"

namespace hoshirube {

Result<Receipt> declare_work(World& world, const Act& act, const std::string& organisation_id, const WorkFields& fields) {
    const auto kind = TRY(parse_work_kind(fields.kind));
    auto first_on = Day::parse(fields.first_on);
    if (!first_on) return std::move(first_on.error()).at("first_on");
    std::optional<Day> last_on;
    if (!fields.last_on.empty()) {
        auto typed = Day::parse(fields.last_on);
        if (!typed) return std::move(typed.error()).at("last_on");
        if (*typed < *first_on) return invalid("work.ends_before_it_begins", "last_on");
        last_on = *typed;
    }
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto client = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::GrantMandate, client));
        const auto doer = TRY(receiver_of(transaction, client, "doer_number", fields.doer_number));
        TRY(transaction.grants().declare_work(
            {doer.id, client.id, kind, fields.is_paid, *first_on, last_on, act.actor_id, act.now}));
        TRY(record(transaction, act, "work.declared", client.id, client.id,
                   Json{{"doer", doer.corporate_number},
                        {"kind", to_text(kind)},
                        {"is_paid", fields.is_paid},
                        {"first_on", first_on->iso8601()},
                        {"last_on", last_on ? Json(last_on->iso8601()) : Json()}}));
        return Receipt{doer.id, 1};
    });
}

Result<Json> work_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto client = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadGrants, client));
    Json items = Json::array();
    for (const auto& work : TRY(transaction->grants().work_for(organisation_id))) {
        const auto doer = transaction->organisations().get(work.doer_id);
        if (!doer) continue; // A person who worked in the product itself: the record of acts says what.
        items.push_back({{"doer_name", doer->legal_name},
                         {"doer_number", doer->corporate_number},
                         {"kind", to_text(work.kind)},
                         {"is_paid", work.is_paid},
                         {"first_on", work.first_on.iso8601()},
                         {"last_on", work.last_on ? Json(work.last_on->iso8601()) : Json()},
                         {"recorded_at", work.recorded_at.iso8601()}});
    }
    return Json{{"items", std::move(items)}};
}

} // namespace hoshirube
