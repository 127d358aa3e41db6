#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/assessment.h"
#include "app/assessment/present.h"
#include "app/assessment/summary.h"
#include "app/organisation/firm_name.h"
#include "app/register/certificate_json.h"
#include "scheme/assessment/self_check.h"

namespace hoshirube {

namespace {

// What the page offers. Where only a fresh proof is missing, the act is offered and the proof asked for then.
Json permissions_json(const Viewer& viewer, const Subject& subject, const Facts& facts) {
    constexpr std::pair<Permission, const char*> kNames[] = {
        {Permission::AnswerAssessment, "answer"},   {Permission::SubmitAssessment, "submit"},
        {Permission::ReviewAssessment, "review"},   {Permission::AdviseAssessment, "advise"},
        {Permission::DeclareConformity, "declare"}, {Permission::RegisterStar, "register"}};
    Json names = Json::array();
    const Asker asker(viewer);
    for (const auto& [permission, name] : kNames) {
        const auto verdict = may(asker.actor, permission, subject.object, facts, asker.now);
        if (verdict.is_allowed || verdict.needs_step_up()) names.push_back(name);
    }
    return names;
}

} // namespace

Json summary_json(World& world, const AssessmentSummary& s, std::string_view capacity, Language language) {
    const auto edition = world.shelf.find(s.assessment.edition);
    const std::size_t criteria = edition ? (*edition)->criteria_for(s.assessment.star).size() : 0;
    return Json{{"id", s.assessment.id},
                {"organisation_id", s.assessment.organisation_id},
                {"organisation_name", firm_name(language, s.organisation_name, s.organisation_name_en)},
                {"corporate_number", s.corporate_number},
                {"edition", s.assessment.edition},
                {"star", s.assessment.star},
                {"state", to_text(s.assessment.state)},
                {"round", s.assessment.round},
                {"opened_at", s.assessment.opened_at.iso8601()},
                {"criteria", criteria},
                {"answered", s.answered},
                {"capacity", capacity}};
}

Result<Json> sealed_summary_json(World& world, Transaction& transaction, const AssessmentSummary& summary, Language language) {
    auto json = summary_json(world, summary, "", language);
    if (!is_sealed(summary.assessment.state)) return json;
    const auto present = TRY(load_present(world, transaction, summary.assessment));
    const auto seal = TRY(load_seal(world, transaction, present, Depth::Records));
    json["is_seal_intact"] = seal && seal->is_intact();
    return json;
}

Result<Json> assessments_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ListAssessments, organisation));
    Json items = Json::array();
    for (const auto& summary : TRY(transaction->assessments().of_organisation(organisation_id))) {
        items.push_back(TRY(sealed_summary_json(world, *transaction, summary, viewer.language)));
        if (summary.assessment.state != AssessmentState::Registered) continue;
        const auto certificate = TRY(transaction->register_().of_assessment(summary.assessment.id));
        if (certificate) items.back()["certificate_state"] = certificate_state(*certificate, viewer.today());
    }
    return Json{{"items", std::move(items)}};
}

Result<Json> visible_assessments_json(World& world, const Viewer& viewer) {
    constexpr std::string_view kWays[] = {"own", "confirmer", "adviser", "mandate", "disclosed"};
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::UseAccount));
    Json items = Json::array();
    for (const auto& one : TRY(transaction->assessments().visible(viewer.person_id, viewer.now, 200))) {
        auto item = summary_json(world, one.summary, kWays[static_cast<std::size_t>(one.way)], viewer.language);
        if (one.way == VisibleAssessment::Way::Disclosed) // How much of it, its page says by the level.
            for (const char* inner : {"state", "round", "opened_at", "answered"}) item.erase(inner);
        items.push_back(std::move(item));
    }
    return Json{{"items", std::move(items)}};
}

namespace {

// Why the star of this firm stands as it does, for those who read the firm's record; empty where nothing was done to it.
Result<std::string> reason_of(World& world, Transaction& transaction, const Viewer& viewer, const Organisation& firm,
                              const std::optional<Certificate>& certificate) {
    if (!certificate || !certificate->standing.since_on) return std::string();
    if (!TRY(judge(world, transaction, viewer, Permission::ReadAudit, firm)).is_allowed) return std::string();
    for (auto& change : TRY(transaction.register_().changes_of(certificate->id)))
        if (change.state == StarChange::State::Done) return std::move(change.reason);
    return std::string();
}

} // namespace

Result<Json> assessment_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    const auto& assessment = present.assessment;
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, assessment));
    const auto facts = TRY(facts_on(world, *transaction, viewer, assessment, Needs::all()));
    const auto organisation = TRY(transaction->organisations().get(assessment.organisation_id));
    const auto seal = TRY(load_seal(world, *transaction, present, Depth::Records));
    const auto certificate = TRY(transaction->register_().of_assessment(assessment.id));
    const auto reason = TRY(reason_of(world, *transaction, viewer, organisation, certificate));
    Names names(*transaction);
    return Json{{"id", assessment.id},
                {"organisation_id", organisation.id},
                {"organisation_name", firm_name(viewer.language, organisation.legal_name, organisation.legal_name_en)},
                {"corporate_number", organisation.corporate_number},
                {"is_invented", organisation.is_invented},
                {"edition", assessment.edition},
                {"star", assessment.star},
                {"scope", scope_json(assessment.scope)},
                {"state", to_text(assessment.state)},
                {"round", assessment.round},
                {"version", assessment.version},
                {"opened_at", assessment.opened_at.iso8601()},
                {"remark", assessment.remark},
                {"confirmer_id", assessment.confirmer_id},
                {"confirmer_name", TRY(names.of(assessment.confirmer_id))},
                {"progress", progress_json(progress(present.criteria, present.counted_answers()))},
                {"categories", categories_json(present)},
                {"seal", seal ? seal_json(*seal) : Json()},
                {"permissions", permissions_json(viewer, assessment, facts)},
                {"certificate", certificate ? certificate_json(*certificate, viewer.today()) : Json()},
                {"certificate_reason", reason}};
}

Result<Json> next_things_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, present.assessment));
    const auto profile = TRY(transaction->organisations().profile(present.assessment.organisation_id));
    const bool english = viewer.language == Language::English;
    Json items = Json::array();
    const auto answers = present.counted_answers();
    for (const auto& thing : next_things(present.criteria, answers, world.guide, profile, 5))
        items.push_back({{"criterion", thing.criterion->number},
                         {"title", english ? thing.criterion->en.title : thing.criterion->ja.title},
                         {"effort", thing.criterion->effort},
                         {"first_step", first_step(english ? thing.criterion->en : thing.criterion->ja)},
                         {"first_step_minutes", kFirstStepMinutes},
                         {"reason", english ? thing.reason.en : thing.reason.ja}});
    return Json{{"items", std::move(items)},
                {"seems_not_applicable", seems_not_applicable(present.criteria, answers, world.guide, profile)}};
}

} // namespace hoshirube
