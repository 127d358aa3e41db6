#include "app/organisation/organisation.h"

#include <nlohmann/json.hpp>

#include "app/assessment/present.h"

namespace hoshirube {

namespace {

Json to_json(const Organisation& o) {
    return Json{{"id", o.id},
                {"version", o.version},
                {"corporate_number", o.corporate_number},
                {"legal_name", o.legal_name},
                {"legal_name_kana", o.legal_name_kana},
                {"trade_name", o.trade_name},
                {"legal_name_en", o.legal_name_en},
                {"prefecture", o.prefecture},
                {"industry", o.industry},
                {"staff", o.staff},
                {"parent_corporate_number", o.parent_corporate_number},
                {"is_invented", o.is_invented},
                {"registered_at", o.registered_at.iso8601()}};
}

// The public facts of an entry, for its event.
Json facts(const Organisation& o) {
    return Json{{"corporate_number", o.corporate_number},
                {"legal_name", o.legal_name},
                {"prefecture", o.prefecture},
                {"industry", o.industry},
                {"staff", o.staff},
                {"is_invented", o.is_invented}};
}

// "declared" or "confirmed" where an assessment of the firm stands sealed, "" where none does: the legal name is part of what was
// confirmed, so a page asks before it changes.
Result<std::string> sealed_as(World& world, Transaction& transaction, const std::string& organisation_id) {
    std::string standing;
    for (auto& summary : TRY(transaction.assessments().of_organisation(organisation_id))) {
        const auto state = summary.assessment.state;
        if (!is_sealed(state)) continue;
        const auto present = TRY(load_present(world, transaction, std::move(summary.assessment)));
        const auto seal = TRY(load_seal(world, transaction, present, Depth::Records));
        if (seal && seal->is_intact() && standing != "declared") standing = to_text(state);
    }
    return standing;
}

constexpr int kMaxRegisteredADay = 10; // Enough for who looks after many firms; too few for who floods the list.

// How many the actor entered today, by its role in each.
Result<Done> check_daily_limit(Transaction& transaction, const Act& act) {
    int entered = 0;
    for (const auto& view : TRY(transaction.accounts().memberships_of(act.actor_id))) {
        const auto& membership = view.membership;
        if (membership.role != Role::Applicant || membership.from_on != act.today()) continue;
        const auto event = TRY(transaction.events().latest_of(membership.organisation_id, "organisation.registered"));
        entered += event && event->event.actor_id == act.actor_id;
    }
    if (entered < kMaxRegisteredADay) return Done{};
    auto error = unavailable("organisation.daily_limit");
    error.params = {{"max", std::to_string(kMaxRegisteredADay)}};
    return error;
}

// Whoever keeps the register is told which firm has the number and is led to it; nobody else learns more than that it is taken.
Error exists_already(Transaction& transaction, const std::string& corporate_number, bool is_operator) {
    Error::Params params{{"corporate_number", corporate_number}, {"next", is_operator ? "operator" : "other"}};
    if (is_operator) {
        const auto holder = transaction.organisations().find_by_number(corporate_number);
        if (!holder) return holder.error();
        if (*holder) {
            params.emplace_back("holder", " (" + (*holder)->legal_name + ")");
            params.emplace_back("organisation", (*holder)->id);
        }
    }
    return conflict("organisation.exists", std::move(params)).at("corporate_number");
}

} // namespace

Result<Receipt> register_organisation(World& world, const Act& act, const Organisation& typed) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act,
                    Permission::RegisterOrganisation)); // First: whoever may not learns nothing of what was typed.
        auto organisation = TRY(checked(typed));
        organisation.id = new_id();
        organisation.version = 1;
        organisation.registered_at = act.now;
        const bool is_operator = TRY(judge(world, transaction, act, Permission::OperateScheme, {})).is_allowed;
        if (!is_operator) TRY(check_daily_limit(transaction, act));
        auto added = transaction.organisations().add(organisation);
        if (!added && added.error().key == "organisation.exists")
            return exists_already(transaction, organisation.corporate_number, is_operator);
        if (!added) return added.error();
        TRY(record(transaction, act, "organisation.registered", organisation.id, organisation.id, facts(organisation)));
        if (!is_operator) // Whoever enters a firm works for it; the operator enters firms for others.
            TRY(transaction.accounts().add_membership({act.actor_id, organisation.id, Role::Applicant, act.today(), {}}));
        return Receipt{organisation.id, organisation.version};
    });
}

Result<Receipt> save_organisation(World& world, const Act& act, const Organisation& typed) {
    auto wanted = TRY(checked(typed));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto present = TRY(transaction.organisations().get(typed.id));
        TRY(require(world, transaction, act, Permission::EditOrganisation, present));
        if (wanted.corporate_number != present.corporate_number) return conflict("organisation.number_fixed");
        auto changed = wanted;
        changed.is_invented = present.is_invented;
        changed.registered_at = present.registered_at;
        TRY(told_by_whom(transaction, act, transaction.organisations().save(changed), changed.id, "organisation.changed"));
        TRY(record(transaction, act, "organisation.changed", changed.id, changed.id, facts(changed)));
        for (const auto& summary : TRY(transaction.assessments().of_organisation(changed.id)))
            TRY(note_seal(world, transaction, act, summary.assessment));
        return Receipt{changed.id, changed.version + 1};
    });
}

Result<Receipt> save_profile(World& world, const Act& act, const std::string& organisation_id, const Profile& typed) {
    const auto profile = TRY(world.guide.checked(typed));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::EditOrganisation, organisation));
        TRY(transaction.organisations().save_profile(organisation_id, profile, act.now));
        Json answers = profile;
        answers.erase("person_in_charge"); // A name: personal data stays out of the events.
        TRY(record(transaction, act, "profile.saved", organisation_id, organisation_id, answers));
        return Receipt{organisation_id, 1};
    });
}

Result<Json> organisation_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadOrganisation, organisation));
    auto json = to_json(organisation);
    json["sealed_as"] = TRY(sealed_as(world, *transaction, organisation_id));
    return json;
}

Result<Json> organisations_json(World& world, const Viewer& viewer, const std::string& typed, int offset) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::FindOrganisations));
    Json items = Json::array();
    for (const auto& organisation : TRY(transaction->organisations().search(organisation_search_key(typed), offset, 50)))
        items.push_back(to_json(organisation));
    return Json{{"items", std::move(items)}};
}

Result<Json> profile_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadOrganisation, organisation));
    return Json{{"answers", TRY(transaction->organisations().profile(organisation_id))}};
}

} // namespace hoshirube
