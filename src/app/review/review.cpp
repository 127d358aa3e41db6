#include "app/review/review.h"

#include <nlohmann/json.hpp>

#include "app/account/expert.h"
#include "app/account/session.h"
#include "app/assessment/present.h"
#include "base/hash.h"
#include "base/text.h"

namespace hoshirube {

namespace {

Error out_of_order(const Assessment& assessment, std::string_view act) {
    return conflict("assessment.out_of_order", {{"state", std::string(to_text(assessment.state))}, {"act", std::string(act)}});
}

// The expert's right to act on this assessment now: named, fit on this very day, and the assessment submitted.
Result<Done> require_reviewing(World& world, Transaction& transaction, const Act& act, Permission permission,
                               const Assessment& assessment, bool has_reason = false) {
    Subject subject(assessment);
    subject.has_reason = has_reason;
    TRY(require(world, transaction, act, permission, subject));
    if (assessment.state != AssessmentState::Submitted) return out_of_order(assessment, "review");
    return Done{};
}

} // namespace

Result<Receipt> decide(World& world, const Act& act, const std::string& assessment_id, const DecideFields& fields) {
    const auto kind = TRY(parse_decision_kind(fields.decision));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto present = TRY(load_present(world, transaction, assessment_id));
        TRY(require_reviewing(world, transaction, act, Permission::ReviewAssessment, present.assessment));
        const auto answer = present.answers.find(fields.criterion);
        if (answer == present.answers.end())
            return not_found("criterion.unknown", {{"criterion", fields.criterion.substr(0, 40)}});
        if (answer->second.version != fields.answer_version)
            return conflict("review.answer_changed", {{"criterion", fields.criterion}});
        const auto digest = answer_digest(answer->second, files_behind(present.judged_files, fields.criterion));
        const Decision typed{
            fields.criterion, present.assessment.round, kind, fields.reason, fields.agrees_not_applicable, digest, act.actor_id,
            act.now};
        const auto decision = TRY(checked(typed, answer->second));
        TRY(transaction.reviews().save_decision(assessment_id, decision));
        TRY(record(transaction, act, "review.decided", present.assessment.organisation_id, assessment_id,
                   Json{{"criterion", decision.criterion},
                        {"round", decision.round},
                        {"decision", to_text(decision.kind)},
                        {"reason", decision.reason},
                        {"agrees_not_applicable", decision.agrees_not_applicable},
                        {"answer_sha256", decision.answer_sha256}}));
        return Receipt{fields.criterion, 1};
    });
}

Result<Receipt> undecide(World& world, const Act& act, const std::string& assessment_id, const std::string& criterion) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require_reviewing(world, transaction, act, Permission::ReviewAssessment, assessment));
        TRY(transaction.reviews().remove_decision(assessment_id, criterion, assessment.round));
        TRY(record(transaction, act, "review.undecided", assessment.organisation_id, assessment_id,
                   Json{{"criterion", criterion}, {"round", assessment.round}}));
        return Receipt{criterion, 0};
    });
}

Result<Receipt> advise(World& world, const Act& act, const std::string& assessment_id, const std::string& criterion,
                       const std::string& text) {
    const auto advice_text = TRY(required_text("text", text, 4000, Lines::Many));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::AdviseAssessment, assessment));
        if (assessment.state == AssessmentState::Registered) return conflict("assessment.registered_already");
        const Criterion* known = TRY(world.shelf.find(assessment.edition))->find(criterion);
        if (!criterion.empty() && (!known || known->star > assessment.star))
            return not_found("criterion.unknown", {{"criterion", criterion.substr(0, 40)}});
        const auto facts = TRY(facts_on(world, transaction, act, assessment, {.assignments = true}));
        const bool is_confirmer = has_function(facts, Function::Confirmer, act.today());
        const Advice advice{new_id(),         criterion, advice_text, act.actor_id, is_confirmer ? "confirmer" : "adviser",
                            assessment.round, act.now};
        TRY(transaction.reviews().add_advice(assessment_id, advice));
        if (!is_confirmer) // What the confirmer says with the confirmation is part of it.
            TRY(transaction.grants().note_work(act.actor_id, assessment.organisation_id, WorkKind::Advised, act.now));
        TRY(record(transaction, act, "advice.given", assessment.organisation_id, assessment_id,
                   Json{{"advice", advice.id}, {"criterion", criterion}, {"capacity", advice.capacity}}));
        return Receipt{advice.id, 1};
    });
}

namespace {

Result<Receipt> send_back(Transaction& transaction, const Act& act, Present& present) {
    auto& assessment = present.assessment;
    TRY(send_back(assessment));
    TRY(transaction.assessments().save(assessment));
    TRY(record(transaction, act, "assessment.returned", assessment.organisation_id, assessment.id,
               Json{{"round", assessment.round}, {"scope", scope_json(assessment.scope)}}));
    return Receipt{assessment.id, assessment.version + 1};
}

Result<Receipt> confirm(Transaction& transaction, const Act& act, Present& present, const QualificationFact& qualification,
                        const Decisions& decisions, const std::string& haste_reason) {
    auto& assessment = present.assessment;
    const auto person = TRY(transaction.accounts().get_person(act.actor_id));
    const auto organisation = TRY(transaction.organisations().get(assessment.organisation_id));
    Confirmation confirmation{assessment.id,        assessment.round,          person.id, person.name, qualification.kind,
                              qualification.number, qualification.valid_until, act.now,   {},          {}};
    confirmation.form = canonical_form(organisation, *present.edition, assessment, present.answers, present.judged_files,
                                       decisions, confirmation);
    confirmation.form_sha256 = sha256_hex(confirmation.form);
    TRY(mark_confirmed(assessment));
    TRY(transaction.assessments().save(assessment));
    TRY(transaction.reviews().add_confirmation(confirmation));
    TRY(record(transaction, act, "assessment.confirmed", assessment.organisation_id, assessment.id,
               Json{{"round", assessment.round},
                    {"scope", scope_json(assessment.scope)},
                    {"form_sha256", confirmation.form_sha256},
                    {"qualification_kind", qualification.kind},
                    {"haste_reason", haste_reason}})); // One that is given goes to the sample for a second look.
    return Receipt{assessment.id, assessment.version + 1};
}

} // namespace

Result<Receipt> send_review(World& world, const Act& act, const std::string& assessment_id, const SendFields& fields) {
    const auto reason = TRY(clean_text("reason", fields.reason, 500));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto present = TRY(load_present(world, transaction, assessment_id));
        TRY(require_reviewing(world, transaction, act, Permission::SendReview, present.assessment,
                              !reason.empty() || fields.outcome == "send_back")); // Sending back is never too hasty.
        const auto decisions = TRY(transaction.reviews().decisions(assessment_id, present.assessment.round));
        const auto now = TRY(outcome(present.criteria, present.answers, present.judged_files, decisions));
        if (fields.outcome != (now == Outcome::Confirm ? "confirm" : "send_back")) return conflict("review.outcome_changed");
        if (now == Outcome::SendBack) return send_back(transaction, act, present);
        if (fields.scope_sha256 != scope_digest(present.assessment.scope)) return conflict("review.scope_other");
        for (const Evidence& e : TRY(transaction.evidence().linked(assessment_id))) TRY(world.vault.verify(e.sha256));
        const auto facts = TRY(facts_on(world, transaction, act, present.assessment, {.qualifications = true}));
        const auto* qualification = best_qualification(facts);
        CHECK(qualification); // Nobody may send a review without one.
        return confirm(transaction, act, present, *qualification, decisions, reason);
    });
}

} // namespace hoshirube
