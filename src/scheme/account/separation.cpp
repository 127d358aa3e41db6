#include "scheme/account/separation.h"

#include <algorithm>

#include "scheme/account/access_table.h"
#include "scheme/account/session.h"

// What no role can lift: separation of duties (D1 to D10) and how the actor must have shown who they are.
//
// Source   docs/rules.md#separation-of-duties names the source of each.

namespace hoshirube {

namespace {

constexpr Permission kConfirming[] = {Permission::StandAsConfirmer, Permission::ReviewAssessment, Permission::SendReview};
constexpr Permission kAssessing[] = {Permission::AssessConformity, Permission::ReviewReport, Permission::DecideOnReport};
constexpr Permission kJudging[] = {Permission::StandAsConfirmer, Permission::ReviewAssessment, Permission::SendReview,
                                   Permission::AssessConformity, Permission::ReviewReport,     Permission::DecideOnReport,
                                   Permission::VerifyTechnically};
constexpr Permission kByBody[] = {Permission::AssessConformity, Permission::ReviewReport, Permission::DecideOnReport};
constexpr Permission kVerifying[] = {Permission::VerifyTechnically};
constexpr Permission kVerifyingOrAssessing[] = {Permission::VerifyTechnically, Permission::AssessConformity};
constexpr Permission kRegistering[] = {Permission::RegisterStar, Permission::AskSuspension, Permission::ApproveSuspension};
constexpr Permission kSuspending[] = {Permission::ApproveSuspension};
constexpr Permission kApprovingGlass[] = {Permission::ApproveBreakGlass};
constexpr Permission kSending[] = {Permission::SendReview};
constexpr Permission kProved[] = {Permission::SendReview,        Permission::DeclareConformity, Permission::RegisterStar,
                                  Permission::ApproveSuspension, Permission::ApproveBreakGlass, Permission::DecideOnReport,
                                  Permission::KeepFactors,       Permission::KeepServices};

template <typename Predicate>
bool any_work(const Question& c, Predicate predicate) {
    return std::any_of(c.facts.work.begin(), c.facts.work.end(), predicate);
}

bool belongs(const Question& c, auto predicate) {
    return std::any_of(c.facts.memberships.begin(), c.facts.memberships.end(),
                       [&](const MembershipFact& m) { return m.period.holds_on(c.today) && predicate(m); });
}

bool has_any_function(const Question& c, std::initializer_list<Function> functions) {
    return std::any_of(c.facts.assignments.begin(), c.facts.assignments.end(), [&](const AssignmentFact& a) {
        return std::find(functions.begin(), functions.end(), a.function) != functions.end();
    });
}

bool is_designated(const Question& c, DesignationFact::Kind kind) {
    return std::any_of(c.facts.designations.begin(), c.facts.designations.end(), [&](const DesignationFact& d) {
        return d.kind == kind && d.period.holds_on(c.today) &&
               belongs(c, [&](const MembershipFact& m) { return m.organisation_id == d.organisation_id; });
    });
}

bool is_out_of_scope(const Question& c, Permission permission) { return lacks_scope(c.actor.credential, permission); }

bool lacks_fresh_proof(const Question& c, Permission) {
    if (!c.facts.step_up.is_needed || c.actor.credential.kind == Credential::Kind::Console) return false;
    return !is_fresh(c.actor.credential.proved_at, c.now);
}

bool is_own_employer(const Question& c, Permission) {
    return !c.facts.separation.allows_in_house_experts &&
           belongs(c, [&](const MembershipFact& m) { return m.organisation_id == c.object.owner_id; });
}

bool is_same_group(const Question& c, Permission) {
    return !c.facts.separation.allows_in_house_experts && !c.facts.owner_group_root.empty() &&
           belongs(c, [&](const MembershipFact& m) { return m.group_root == c.facts.owner_group_root; });
}

bool has_answered(const Question& c, Permission) {
    return any_work(c, [](const WorkFact& w) {
        return w.is_by_actor && w.is_in_object && (w.kind == WorkKind::Answered || w.kind == WorkKind::Uploaded);
    });
}

// The advice of whoever is named to confirm is part of the confirmation; that of a named adviser is not.
bool has_advised(const Question& c, Permission) {
    return has_any_function(c, {Function::Adviser}) ||
           any_work(c, [](const WorkFact& w) { return w.is_by_actor && w.is_in_object && w.kind == WorkKind::Advised; });
}

bool has_consulted(const Question& c, Permission) {
    const auto earliest = c.today.plus_years(-c.facts.separation.consulting_years);
    return any_work(c, [&](const WorkFact& w) { return w.period.touches(earliest, c.today); });
}

bool holds_another_function(const Question& c, Permission permission) {
    if (permission == Permission::AssessConformity) return has_any_function(c, {Function::Reviewer, Function::DecisionMaker});
    if (permission == Permission::ReviewReport) return has_any_function(c, {Function::Assessor, Function::DecisionMaker});
    return has_any_function(c, {Function::Assessor, Function::Reviewer});
}

bool has_no_qualification(const Question& c, Permission) { return best_qualification(c.facts) == nullptr; }
bool has_lapsed_qualification(const Question& c, Permission) {
    const auto* best = best_qualification(c.facts);
    return best && best->valid_until < c.today;
}
bool is_no_designated_body(const Question& c, Permission) { return !is_designated(c, DesignationFact::Kind::AssessmentBody); }
bool is_no_designated_verifier(const Question& c, Permission) {
    return !is_designated(c, DesignationFact::Kind::TechnicalVerifier);
}

bool belonged_to_firm(const Question& c, Permission) {
    const auto earliest = c.today.plus_years(-c.facts.separation.registrar_years);
    return std::any_of(c.facts.memberships.begin(), c.facts.memberships.end(), [&](const MembershipFact& m) {
        return m.organisation_id == c.object.owner_id && m.period.touches(earliest, c.today);
    });
}

bool is_who_asked(const Question& c, Permission) { return c.facts.asked_by == c.actor.id; }
bool suspends_alone(const Question& c, Permission) { return c.facts.separation.suspension_takes_two && is_who_asked(c, {}); }

bool verifies_and_assesses(const Question& c, Permission permission) {
    if (c.facts.separation.allows_verifier_to_assess) return false;
    return has_any_function(c, {permission == Permission::VerifyTechnically ? Function::Assessor : Function::TechnicalVerifier});
}

bool supports_for_pay(const Question& c, Permission) {
    return !c.facts.separation.allows_support_by_confirming_firm && any_work(c, [&](const WorkFact& w) {
        return w.kind == WorkKind::Supported && w.is_paid && (w.is_in_object || w.period.holds_on(c.today));
    });
}

bool is_hasty(const Question& c, Permission) {
    const auto& limits = c.facts.separation;
    const auto& pace = c.facts.pace;
    const bool is_many = limits.confirmations_a_day > 0 && pace.confirmations_today >= limits.confirmations_a_day;
    const bool is_quick = pace.minutes_since_submission < limits.minutes_before_confirming;
    return (is_many || is_quick) && !pace.has_reason;
}

constexpr Needs needs_groups() { return {.groups = true}; }
constexpr Needs needs_qualifications() { return {.qualifications = true}; }
constexpr Needs needs_assignments() { return {.assignments = true}; }
constexpr Needs needs_work() { return {.work = true}; }

const Forbid kForbids[] = {
    {"T1.scope", "token.scope_missing", {}, is_out_of_scope, {}, "A token does only what its scopes name."},
    {"D1.own_employer",
     "expert.own_employer",
     kConfirming,
     is_own_employer,
     {},
     "Nobody confirms their own employer. Edition: allows_in_house_experts."},
    {"D1.same_group", "expert.same_group", kConfirming, is_same_group, needs_groups(),
     "Nor a firm of their employer's group: parent, child or sister."},
    {"D2.has_answered", "expert.has_answered", kJudging, has_answered, needs_work(),
     "Who answered or handed in evidence in this assessment judges nothing in it."},
    {"D2.has_advised",
     "expert.has_advised",
     kJudging,
     has_advised,
     {.assignments = true, .work = true},
     "Who was named adviser of this assessment judges nothing in it."},
    {"D3.has_consulted", "body.has_consulted", kAssessing, has_consulted, needs_work(),
     "A body that worked for the client, or whose group did, assesses it only some years later. Edition: consulting_years."},
    {"D4.another_function", "body.another_function", kAssessing, holds_another_function, needs_assignments(),
     "Assessor, reviewer and decision maker of one round are three persons."},
    {"D5.no_qualification", "expert.no_qualification", kConfirming, has_no_qualification, needs_qualifications(),
     "Who confirms holds a qualification of an accepted kind."},
    {"D5.qualification_lapsed", "expert.qualification_lapsed", kConfirming, has_lapsed_qualification, needs_qualifications(),
     "It is valid on the day of the act, its last day included."},
    {"D5.no_body", "body.not_designated", kByBody, is_no_designated_body, needs_qualifications(),
     "Who assesses belongs to a body that is designated on that day."},
    {"D5.no_verifier", "body.not_designated", kVerifying, is_no_designated_verifier, needs_qualifications(),
     "Who verifies belongs to a provider that is designated on that day."},
    {"D6.own_organisation",
     "register.own_organisation",
     kRegistering,
     belonged_to_firm,
     {},
     "Nobody registers, suspends or withdraws the star of a firm they belonged to in the last years. Edition: registrar_years."},
    {"D6.two_operators",
     "register.second_person",
     kSuspending,
     suspends_alone,
     {},
     "To suspend, withdraw or resume takes two persons: one asks, another does. Edition: suspension_takes_two."},
    {"D7.verifier_assesses", "body.another_function", kVerifyingOrAssessing, verifies_and_assesses, needs_assignments(),
     "Who verifies technically does not assess. Edition: allows_verifier_to_assess."},
    {"D8.paid_support", "expert.paid_support", kJudging, supports_for_pay, needs_work(),
     "The firm that supports for pay does not confirm the same round. Edition: allows_support_by_confirming_firm."},
    {"D9.hasty",
     "review.reason_needed",
     kSending,
     is_hasty,
     {.pace = true},
     "Many confirmations a day, or very quick ones, need a reason. Edition: confirmations_a_day, minutes_before_confirming."},
    {"D10.two_persons",
     "glass.second_person",
     kApprovingGlass,
     is_who_asked,
     {},
     "Who asks to break the glass does not approve it."},
    // Last: what else is wrong is said before anyone is asked for a password.
    {"A1.step_up",
     kStepUpTold,
     kProved,
     lacks_fresh_proof,
     {},
     "Confirming, declaring, registering, approving, changing how one signs in and letting programs in need a proof of who one is that is at most ten minutes old."},
};

} // namespace

std::span<const Forbid> forbids() { return kForbids; }

} // namespace hoshirube
