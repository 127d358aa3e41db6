#include <functional>

#include <gtest/gtest.h>

#include "scheme/account/access_table.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::day;

namespace {

const Instant kAt = *Instant::parse("2026-11-23T03:00:00.000Z");
const Object kSubject{Object::Kind::Assessment, "assessment", "firm"};
const Actor kActor{"somebody", {Credential::Kind::Session, kAt}};

// Fit for everything that is judged: each test takes one thing away.
Facts fit() {
    Facts facts;
    for (const auto role : {Role::Expert, Role::Operator})
        facts.memberships.push_back({"office", "111", role, {day("2020-01-01"), {}}});
    facts.owner_group_root = "222";
    facts.qualifications = {{"riss", "1", day("2027-03-31"), true}, {"old", "2", day("2030-03-31"), false}};
    for (const auto kind : {DesignationFact::Kind::AssessmentBody, DesignationFact::Kind::TechnicalVerifier})
        facts.designations.push_back({"office", kind, {day("2026-01-01"), {}}});
    return facts;
}

Facts assigned(Function function) {
    auto facts = fit();
    facts.assignments = {{function, AssessmentState::Submitted, {day("2026-11-01"), {}}}};
    return facts;
}

AssignmentFact also(Function function) { return {function, AssessmentState::Submitted, {day("2026-11-01"), {}}}; }

WorkFact work(WorkKind kind, const char* from, const char* to) { return {false, false, false, kind, {day(from), day(to)}}; }

std::string rule(Permission permission, const Facts& facts, const Actor& actor = kActor) {
    return std::string(may(actor, permission, kSubject, facts, kAt).rule);
}

} // namespace

TEST(Separation, LetsThoseActWhoAreFit) {
    EXPECT_EQ(rule(Permission::StandAsConfirmer, fit()), "expert.stand");
    EXPECT_EQ(rule(Permission::SendReview, assigned(Function::Confirmer)), "confirmer.send");
    EXPECT_EQ(rule(Permission::AssessConformity, assigned(Function::Assessor)), "assessor.assess");
    EXPECT_EQ(rule(Permission::ReviewReport, assigned(Function::Reviewer)), "reviewer.review");
    EXPECT_EQ(rule(Permission::DecideOnReport, assigned(Function::DecisionMaker)), "decision_maker.decide");
    EXPECT_EQ(rule(Permission::VerifyTechnically, assigned(Function::TechnicalVerifier)), "verifier.verify");
    EXPECT_EQ(rule(Permission::RegisterStar, fit()), "operator.register");
    EXPECT_EQ(rule(Permission::AskSuspension, fit()), "operator.ask_suspension");
    EXPECT_EQ(rule(Permission::ApproveSuspension, fit()), "operator.approve_suspension");
}

TEST(Separation, ForbidsWhatItSays) {
    struct Case {
        const char* rule;
        Permission permission;
        Function function; // Under which the actor would act.
        std::function<void(Facts&)> change;
    };
    const auto join_firm = [](Facts& f) { f.memberships.push_back({"firm", "222", Role::Buyer, {day("2026-11-23"), {}}}); };
    const auto advise = [](Facts& f) { f.assignments.push_back(also(Function::Adviser)); };
    const auto answer = [](Facts& f) {
        f.work = {{true, true, false, WorkKind::Answered, {day("2026-11-01"), day("2026-11-02")}}};
    };
    const Case cases[] = {
        {"D1.own_employer", Permission::StandAsConfirmer, {}, join_firm},
        {"D1.own_employer", Permission::SendReview, Function::Confirmer, join_firm},
        {"D1.same_group", Permission::StandAsConfirmer, {}, [](Facts& f) { f.owner_group_root = "111"; }},
        {"D2.has_answered", Permission::StandAsConfirmer, {}, answer},
        {"D2.has_answered", Permission::AssessConformity, Function::Assessor, answer},
        {"D2.has_answered",
         Permission::StandAsConfirmer,
         {},
         [](Facts& f) {
             f.work = {{true, true, false, WorkKind::Uploaded, {day("2026-11-01"), day("2026-11-02")}}};
         }},
        {"D2.has_advised", Permission::SendReview, Function::Confirmer, advise},
        {"D2.has_advised", Permission::DecideOnReport, Function::DecisionMaker, advise},
        {"D3.has_consulted", Permission::AssessConformity, Function::Assessor,
         [](Facts& f) { f.work = {work(WorkKind::Consulted, "2020-01-01", "2024-11-23")}; }},
        {"D4.another_function", Permission::ReviewReport, Function::Reviewer,
         [](Facts& f) { f.assignments.push_back(also(Function::Assessor)); }},
        {"D4.another_function", Permission::DecideOnReport, Function::DecisionMaker,
         [](Facts& f) { f.assignments.push_back(also(Function::Reviewer)); }},
        {"D4.another_function", Permission::AssessConformity, Function::Assessor,
         [](Facts& f) { f.assignments.push_back(also(Function::DecisionMaker)); }},
        {"D5.no_qualification", Permission::StandAsConfirmer, {}, [](Facts& f) { f.qualifications[0].is_accepted = false; }},
        {"D5.qualification_lapsed", Permission::SendReview, Function::Confirmer,
         [](Facts& f) { f.qualifications[0].valid_until = day("2026-11-22"); }},
        {"D5.no_body", Permission::AssessConformity, Function::Assessor,
         [](Facts& f) { f.designations[0].period.to_on = day("2026-11-22"); }},
        {"D5.no_body", Permission::DecideOnReport, Function::DecisionMaker,
         [](Facts& f) { f.designations[0].organisation_id = "another"; }},
        {"D5.no_verifier", Permission::VerifyTechnically, Function::TechnicalVerifier,
         [](Facts& f) { f.designations.pop_back(); }},
        {"D6.own_organisation",
         Permission::RegisterStar,
         {},
         [](Facts& f) {
             f.memberships.push_back({"firm", "222", Role::Applicant, {day("2020-01-01"), day("2024-11-23")}});
         }},
        {"D6.two_operators", Permission::ApproveSuspension, {}, [](Facts& f) { f.asked_by = "somebody"; }},
        {"D7.verifier_assesses", Permission::VerifyTechnically, Function::TechnicalVerifier,
         [](Facts& f) { f.assignments.push_back(also(Function::Assessor)); }},
        {"D7.verifier_assesses", Permission::AssessConformity, Function::Assessor,
         [](Facts& f) { f.assignments.push_back(also(Function::TechnicalVerifier)); }},
        {"D8.paid_support", Permission::SendReview, Function::Confirmer,
         [](Facts& f) {
             f.work = {{false, true, true, WorkKind::Supported, {day("2026-05-01"), day("2026-06-01")}}};
         }},
        {"D9.hasty", Permission::SendReview, Function::Confirmer, [](Facts& f) { f.pace.confirmations_today = 10; }},
        {"D9.hasty", Permission::SendReview, Function::Confirmer,
         [](Facts& f) {
             f.separation.minutes_before_confirming = 30;
             f.pace.minutes_since_submission = 29;
         }},
        {"D10.two_persons", Permission::ApproveBreakGlass, {}, [](Facts& f) { f.asked_by = "somebody"; }},
    };
    for (const Case& c : cases) {
        auto facts = assigned(c.function);
        if (c.permission == Permission::StandAsConfirmer) facts.assignments.clear();
        c.change(facts);
        EXPECT_EQ(rule(c.permission, facts), c.rule) << to_text(c.permission);
    }
}

TEST(Separation, IsLiftedByTheEditionAloneWhereTheSchemeLeavesItOpen) {
    auto in_house = assigned(Function::Confirmer);
    in_house.memberships.push_back({"firm", "222", Role::Expert, {day("2020-01-01"), {}}});
    in_house.separation.allows_in_house_experts = true;
    EXPECT_EQ(rule(Permission::SendReview, in_house), "confirmer.send");

    auto consulted = assigned(Function::Assessor);
    consulted.work = {work(WorkKind::Consulted, "2020-01-01", "2024-11-22")};
    EXPECT_EQ(rule(Permission::AssessConformity, consulted), "assessor.assess") << "two years and a day ago";
    consulted.separation.consulting_years = 3;
    EXPECT_EQ(rule(Permission::AssessConformity, consulted), "D3.has_consulted");

    auto verifier = assigned(Function::TechnicalVerifier);
    verifier.assignments.push_back(also(Function::Assessor));
    verifier.separation.allows_verifier_to_assess = true;
    EXPECT_EQ(rule(Permission::VerifyTechnically, verifier), "verifier.verify");

    auto supported = assigned(Function::Confirmer);
    supported.work = {{false, true, true, WorkKind::Supported, {day("2026-05-01"), day("2026-06-01")}}};
    supported.separation.allows_support_by_confirming_firm = true;
    EXPECT_EQ(rule(Permission::SendReview, supported), "confirmer.send");

    auto hasty = assigned(Function::Confirmer);
    hasty.pace.confirmations_today = 10;
    hasty.pace.has_reason = true;
    EXPECT_EQ(rule(Permission::SendReview, hasty), "confirmer.send") << "with a reason";

    auto alone = fit();
    alone.asked_by = "somebody";
    alone.separation.suspension_takes_two = false;
    EXPECT_EQ(rule(Permission::ApproveSuspension, alone), "operator.approve_suspension");
}

TEST(Separation, TellsUntilWhenAQualificationWasValid) {
    auto facts = assigned(Function::Confirmer);
    facts.qualifications[0].valid_until = day("2026-11-23");
    EXPECT_TRUE(may(kActor, Permission::SendReview, kSubject, facts, kAt).is_allowed) << "its last day is inclusive";
    facts.qualifications[0].valid_until = day("2026-11-22");
    const auto verdict = may(kActor, Permission::SendReview, kSubject, facts, kAt);
    EXPECT_EQ(verdict.told, "expert.qualification_lapsed");
    EXPECT_EQ(verdict.params, (Error::Params{{"valid_until", "2026-11-22"}}));
}

} // namespace hoshirube
