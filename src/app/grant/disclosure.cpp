#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/grant/grant.h"
#include "app/grant/receiver.h"
#include "app/organisation/firm_name.h"
#include "base/text.h"
#include "scheme/account/grant.h"

namespace hoshirube {

namespace {

// What is disclosed must be the holder's: another's answers as if it were not there.
Result<Done> check_owner(Transaction& transaction, const Organisation& holder, DisclosureLevel level,
                         const std::string& object_id) {
    if (level == DisclosureLevel::Evidence) {
        if (TRY(transaction.evidence().get(object_id)).organisation_id != holder.id) return not_found("evidence.not_found");
    } else if (TRY(transaction.assessments().get(object_id)).organisation_id != holder.id) {
        return not_found("assessment.not_found");
    }
    return Done{};
}

Json disclosure_json(const DisclosureView& view, const std::string& organisation_id, Instant now, Language language) {
    const auto& d = view.disclosure;
    const auto today = now.tokyo_day();
    const bool is_in_force = d.from_on <= today && today <= d.to_on && (!d.ended_at || now < *d.ended_at);
    return Json{{"id", d.id},
                {"direction", d.organisation_id == organisation_id ? "given" : "received"},
                {"object_id", d.object_id},
                {"level", to_text(d.level)},
                {"holder_name", firm_name(language, view.holder_name, view.holder_name_en)},
                {"holder_number", view.holder_number},
                {"receiver_name", firm_name(language, view.receiver_name, view.receiver_name_en)},
                {"receiver_number", view.receiver_number},
                {"purpose", d.purpose},
                {"from_on", d.from_on.iso8601()},
                {"to_on", d.to_on.iso8601()},
                {"ended_at", d.ended_at ? Json(d.ended_at->iso8601()) : Json()},
                {"is_in_force", is_in_force}};
}

Json criteria_json(const Present& present) {
    Json list = Json::array();
    const auto answers = present.counted_answers();
    for (const Criterion* c : present.criteria) {
        const auto answer = answers.find(c->number);
        const bool is_known = answer != answers.end();
        list.push_back({{"criterion", c->number},
                        {"state", to_text(is_known ? answer->second.state : AnswerState::Unknown)},
                        {"note", is_known ? answer->second.note : ""}});
    }
    return list;
}

// The highest level that reaches the viewer, and until when; the holder's own people see what Detail shows.
struct Reach {
    DisclosureLevel level = DisclosureLevel::Basic;
    std::optional<Disclosure> disclosure;
};
Result<Reach> reach_of(Transaction& transaction, const Viewer& viewer, const std::string& assessment_id) {
    Reach reach;
    for (auto& d : TRY(transaction.grants().disclosures_to(viewer.person_id, assessment_id, viewer.now)))
        if (d.level != DisclosureLevel::Evidence && (!reach.disclosure || reach.level < d.level)) {
            reach.level = d.level;
            reach.disclosure = std::move(d);
        }
    if (!reach.disclosure) reach.level = DisclosureLevel::Detail; // Permitted all the same: one of the holder's own.
    return reach;
}

} // namespace

Result<Receipt> disclose(World& world, const Act& act, const std::string& organisation_id, const DisclosureFields& fields) {
    const auto level = TRY(parse_level(fields.level));
    const auto purpose = TRY(required_text("purpose", fields.purpose, 500));
    const auto to_on = TRY(read_end(fields.to_on, act.today()));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto holder = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::Disclose, holder));
        TRY(check_owner(transaction, holder, level, fields.object_id));
        const auto receiver = TRY(receiver_of(transaction, holder, "receiver_number", fields.receiver_number));
        const Disclosure disclosure{new_id(),    holder.id, fields.object_id, level,   receiver.id, purpose,
                                    act.today(), to_on,     act.actor_id,     act.now, {}};
        TRY(transaction.grants().add_disclosure(disclosure));
        TRY(record(transaction, act, "disclosure.granted", holder.id, disclosure.id,
                   Json{{"object", disclosure.object_id},
                        {"level", to_text(level)},
                        {"receiver", receiver.corporate_number},
                        {"to_on", to_on.iso8601()}}));
        return Receipt{disclosure.id, 1};
    });
}

Result<Receipt> end_disclosure(World& world, const Act& act, const std::string& organisation_id,
                               const std::string& disclosure_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto holder = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::Disclose, holder));
        const auto disclosure = TRY(transaction.grants().get_disclosure(disclosure_id));
        if (disclosure.organisation_id != holder.id) return not_found("disclosure.not_found");
        if (!disclosure.ended_at) {
            TRY(transaction.grants().end_disclosure(disclosure_id, act.now));
            TRY(record(transaction, act, "disclosure.ended", holder.id, disclosure.id, Json::object()));
        }
        return Receipt{disclosure.id, 2};
    });
}

Result<Json> disclosures_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadGrants, organisation));
    Json items = Json::array();
    for (const auto& view : TRY(transaction->grants().disclosures_of(organisation_id)))
        items.push_back(disclosure_json(view, organisation_id, viewer.now, viewer.language));
    return Json{{"items", std::move(items)}};
}

Result<Json> disclosed_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadDisclosed, present.assessment));
    const auto reach = TRY(reach_of(*transaction, viewer, assessment_id));
    const auto organisation = TRY(transaction->organisations().get(present.assessment.organisation_id));
    Json json{{"id", present.assessment.id},
              {"level", to_text(reach.level)},
              {"to_on", reach.disclosure ? Json(reach.disclosure->to_on.iso8601()) : Json()},
              {"purpose", reach.disclosure ? reach.disclosure->purpose : ""},
              {"organisation_name", firm_name(viewer.language, organisation.legal_name, organisation.legal_name_en)},
              {"corporate_number", organisation.corporate_number},
              {"is_invented", organisation.is_invented},
              {"edition", present.assessment.edition},
              {"star", present.assessment.star},
              {"scope", scope_json(present.assessment.scope)}};
    if (reach.level >= DisclosureLevel::Summary) {
        json["state"] = to_text(present.assessment.state);
        json["progress"] = progress_json(progress(present.criteria, present.counted_answers()));
        json["categories"] = categories_json(present);
    }
    if (reach.level >= DisclosureLevel::Detail) json["criteria"] = criteria_json(present);
    return json;
}

} // namespace hoshirube
