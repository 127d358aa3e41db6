#include <nlohmann/json.hpp>

#include "app/grant/grant.h"
#include "app/grant/receiver.h"
#include "app/organisation/firm_name.h"
#include "base/text.h"
#include "scheme/account/grant.h"

namespace hoshirube {

namespace {

// Whether somebody there could work by a mandate today: docs/access.md says which roles do.
Result<bool> has_worker(Transaction& transaction, const std::string& taker_id, Day today) {
    for (const auto& view : TRY(transaction.accounts().members_of(taker_id))) {
        const auto role = view.membership.role;
        if (holds_on(view.membership, today) && (role == Role::Applicant || role == Role::Expert)) return true;
    }
    return false;
}

Json mandate_json(const MandateView& view, const std::string& organisation_id, Instant now, Language language) {
    const auto& m = view.mandate;
    const auto today = now.tokyo_day();
    const bool is_in_force = m.from_on <= today && today <= m.to_on && (!m.ended_at || now < *m.ended_at);
    return Json{{"id", m.id},
                {"direction", m.giver_id == organisation_id ? "given" : "received"},
                {"giver_name", firm_name(language, view.giver_name, view.giver_name_en)},
                {"giver_number", view.giver_number},
                {"taker_name", firm_name(language, view.taker_name, view.taker_name_en)},
                {"taker_number", view.taker_number},
                {"purpose", to_text(m.purpose)},
                {"reason", m.reason},
                {"from_on", m.from_on.iso8601()},
                {"to_on", m.to_on.iso8601()},
                {"ended_at", m.ended_at ? Json(m.ended_at->iso8601()) : Json()},
                {"is_in_force", is_in_force}};
}

} // namespace

Result<Receipt> grant_mandate(World& world, const Act& act, const std::string& organisation_id, const MandateFields& fields) {
    const auto purpose = TRY(parse_purpose(fields.purpose));
    const auto reason = TRY(clean_text("reason", fields.reason, 500));
    const auto to_on = TRY(read_end(fields.to_on, act.today()));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::GrantMandate, organisation));
        const auto taker = TRY(receiver_of(transaction, organisation, "taker_number", fields.taker_number));
        const Mandate mandate{new_id(),    organisation.id, taker.id,     purpose, reason,
                              act.today(), to_on,           act.actor_id, act.now, {}};
        TRY(transaction.grants().add_mandate(mandate));
        TRY(record(transaction, act, "mandate.granted", organisation.id, mandate.id,
                   Json{{"taker", taker.corporate_number}, {"purpose", to_text(purpose)}, {"to_on", to_on.iso8601()}}));
        return Receipt{mandate.id, 1};
    });
}

Result<Receipt> end_mandate(World& world, const Act& act, const std::string& organisation_id, const std::string& mandate_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::GrantMandate, organisation));
        const auto mandate = TRY(transaction.grants().get_mandate(mandate_id));
        if (mandate.giver_id != organisation.id) return not_found("mandate.not_found");
        if (!mandate.ended_at) {
            TRY(transaction.grants().end_mandate(mandate_id, act.now));
            TRY(record(transaction, act, "mandate.ended", organisation.id, mandate.id, Json::object()));
        }
        return Receipt{mandate.id, 2};
    });
}

Result<Json> mandates_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadGrants, organisation));
    Json items = Json::array();
    for (const auto& view : TRY(transaction->grants().mandates_of(organisation_id))) {
        auto item = mandate_json(view, organisation_id, viewer.now, viewer.language);
        item["taker_has_worker"] = TRY(has_worker(*transaction, view.mandate.taker_id, viewer.today()));
        items.push_back(std::move(item));
    }
    return Json{{"items", std::move(items)}};
}

} // namespace hoshirube
