#include <gtest/gtest.h>

#include "scheme/account/access_table.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::day;

const Instant kNow = *Instant::parse("2026-11-23T03:00:00.000Z");
const Day kToday = kNow.tokyo_day();
const Object kFirm{Object::Kind::Organisation, "firm", "firm"};
const Object kAssessment{Object::Kind::Assessment, "assessment", "firm"};
const Object kFile{Object::Kind::Evidence, "file", "firm"};

// Somebody who just showed who they are, so that tests speak of rights alone.
const Actor kSomebody{"somebody", {Credential::Kind::Session, kNow}};

Facts member(std::string organisation, Role role) {
    Facts facts;
    facts.memberships = {{std::move(organisation), "", role, {day("2026-01-01"), {}}}};
    return facts;
}

Facts named(Function function, AssessmentState state = AssessmentState::Submitted) {
    auto facts = member("office", Role::Expert);
    facts.assignments = {{function, state, {day("2026-11-01"), {}}}};
    facts.qualifications = {{"riss", "1", day("2027-03-31"), true}};
    return facts;
}

TEST(Access, IsDeniedByDefault) {
    for (const auto& row : permission_rows()) {
        if (is_public(row.permission)) continue;
        for (const auto& object : {Object{}, kFirm, kAssessment, kFile}) {
            const auto verdict = may({}, row.permission, object, {}, kNow);
            EXPECT_FALSE(verdict.is_allowed) << row.name;
            EXPECT_EQ(verdict.rule, "default.deny");
        }
    }
}

TEST(Access, HasARowForEveryPermissionAndAWayToEach) {
    for (int p = 0; p <= static_cast<int>(kLastPermission); ++p) {
        const auto permission = static_cast<Permission>(p);
        EXPECT_EQ(permission_rows()[static_cast<std::size_t>(p)].permission, permission) << p;
        const auto open = [&](const Permit& permit) { return permit.permission == permission; };
        EXPECT_TRUE(std::any_of(permits().begin(), permits().end(), open)) << to_text(permission);
    }
    std::vector<std::string_view> ids;
    for (const auto& permit : permits()) ids.push_back(permit.id);
    for (const auto& forbid : forbids()) ids.push_back(forbid.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end()) << "a rule's id tells it from every other";
}

TEST(Access, FollowsTheTable) {
    const auto applicant = member("firm", Role::Applicant), manager = member("firm", Role::Management);
    const auto stranger = member("other", Role::Management), registrar = member("office", Role::Operator);
    const auto confirmer = named(Function::Confirmer), adviser = named(Function::Adviser);
    const auto early = named(Function::Confirmer, AssessmentState::Draft), unnamed = member("office", Role::Expert);
    const auto buyer = member("firm", Role::Buyer);
    struct Case {
        Permission permission;
        const Facts* who;
        bool expected;
        const char* why;
    };
    const Case cases[] = {
        {Permission::AnswerAssessment, &applicant, true, "the firm's own applicant answers"},
        {Permission::AnswerAssessment, &manager, false, "management declares and does not answer"},
        {Permission::AnswerAssessment, &stranger, false, "another firm's people never do"},
        {Permission::AnswerAssessment, &confirmer, false, "who confirms never answers"},
        {Permission::DeclareConformity, &manager, true, "management declares"},
        {Permission::DeclareConformity, &applicant, false, "the editor cannot replace management"},
        {Permission::ReviewAssessment, &confirmer, true, "the named expert reviews"},
        {Permission::ReadAssessment, &early, false, "a draft is not yet theirs"},
        {Permission::ReviewAssessment, &adviser, false, "who advised never confirms"},
        {Permission::ReviewAssessment, &unnamed, false, "an expert who is not named does not"},
        {Permission::AdviseAssessment, &adviser, true, "a named adviser advises"},
        {Permission::ReadAssessment, &adviser, true, "and reads"},
        {Permission::ReadAssessment, &registrar, false, "the operator never reads answers"},
        {Permission::ReadDeclaration, &registrar, true, "but what binds the star"},
        {Permission::RegisterStar, &registrar, true, "the operator registers"},
        {Permission::RegisterStar, &manager, false, "nobody else does"},
        {Permission::FollowFirms, &buyer, true, "the buyer follows for its own firm"},
        {Permission::FollowFirms, &stranger, false, "not for another"},
        {Permission::AnalyseNetworks, &buyer, true, "the buyer analyses its own firm's networks"},
        {Permission::AnalyseNetworks, &applicant, false, "an applicant has none"},
        {Permission::AnalyseNetworks, &registrar, false, "networks are trade secrets: no other firm's operator reads them"},
        {Permission::AnalyseNetworks, &stranger, false, "not for another"},
    };
    for (const Case& c : cases)
        EXPECT_EQ(may(kSomebody, c.permission, kAssessment, *c.who, kNow).is_allowed, c.expected) << c.why;
}

TEST(Access, GivesTheKeeperWhatOperatorsMayAndNoMore) {
    const Actor keeper{kKeeper, {Credential::Kind::Console}};
    EXPECT_TRUE(may(keeper, Permission::RegisterStar, kAssessment, {}, kNow).is_allowed);
    EXPECT_TRUE(may(keeper, Permission::EnrolPeople, {}, {}, kNow).is_allowed);
    EXPECT_FALSE(may(keeper, Permission::ReadAssessment, kAssessment, {}, kNow).is_allowed);
    EXPECT_FALSE(may(kSomebody, Permission::EnrolPeople, {}, member("office", Role::Operator), kNow).is_allowed);
}

TEST(Access, EndsWithTheLastDayOfAFact) {
    auto facts = member("firm", Role::Applicant);
    facts.memberships[0].period.to_on = kToday;
    EXPECT_TRUE(may(kSomebody, Permission::AnswerAssessment, kAssessment, facts, kNow).is_allowed);
    facts.memberships[0].period.to_on = kToday.previous();
    EXPECT_FALSE(may(kSomebody, Permission::AnswerAssessment, kAssessment, facts, kNow).is_allowed) << "left yesterday";
    facts.memberships[0].period = {kToday.plus_days(1), {}};
    EXPECT_FALSE(may(kSomebody, Permission::AnswerAssessment, kAssessment, facts, kNow).is_allowed) << "starts tomorrow";
}

TEST(Access, ReachesThroughAMandateAsFarAsItsPurposeAndNoLonger) {
    auto facts = member("group", Role::Applicant);
    facts.mandates = {{"group", Purpose::Read, {day("2026-11-01"), kToday}}};
    EXPECT_TRUE(may(kSomebody, Permission::ReadAssessment, kAssessment, facts, kNow).is_allowed);
    EXPECT_FALSE(may(kSomebody, Permission::AnswerAssessment, kAssessment, facts, kNow).is_allowed) << "reading only";
    facts.mandates[0].purpose = Purpose::Answer;
    EXPECT_TRUE(may(kSomebody, Permission::AnswerAssessment, kAssessment, facts, kNow).is_allowed);
    EXPECT_TRUE(may(kSomebody, Permission::ReadEvidence, kFile, facts, kNow).is_allowed) << "answering takes reading";
    for (const auto never : {Permission::SubmitAssessment, Permission::DeclareConformity, Permission::InvitePeople})
        EXPECT_FALSE(may(kSomebody, never, kAssessment, facts, kNow).is_allowed) << to_text(never);
    facts.mandates[0].period.to_on = kToday.previous();
    EXPECT_FALSE(may(kSomebody, Permission::ReadAssessment, kAssessment, facts, kNow).is_allowed) << "ended yesterday";
    facts.mandates = {{"elsewhere", Purpose::Answer, {day("2026-11-01"), {}}}};
    EXPECT_FALSE(may(kSomebody, Permission::ReadAssessment, kAssessment, facts, kNow).is_allowed) << "not to us";
}

TEST(Access, ShowsABuyerWhatWasDisclosedUntilItEnds) {
    auto facts = member("buyer", Role::Buyer);
    facts.disclosures = {{"buyer", DisclosureLevel::Summary, {day("2026-11-01"), {}}, {}}};
    EXPECT_TRUE(may(kSomebody, Permission::ReadDisclosed, kAssessment, facts, kNow).is_allowed);
    EXPECT_FALSE(may(kSomebody, Permission::ReadAssessment, kAssessment, facts, kNow).is_allowed) << "never the whole";
    EXPECT_FALSE(may(kSomebody, Permission::ReadEvidence, kFile, facts, kNow).is_allowed) << "a file is disclosed by itself";
    facts.disclosures[0].ended_at = kNow;
    EXPECT_FALSE(may(kSomebody, Permission::ReadDisclosed, kAssessment, facts, kNow).is_allowed) << "ended this moment";
    facts.disclosures = {{"buyer", DisclosureLevel::Evidence, {day("2026-11-01"), {}}, {}}};
    EXPECT_TRUE(may(kSomebody, Permission::ReadEvidence, kFile, facts, kNow).is_allowed);
    EXPECT_FALSE(may(kSomebody, Permission::ReadDisclosed, kAssessment, facts, kNow).is_allowed) << "and shows no more";
}

TEST(Access, OfAProgramIsWhatItsScopesName) {
    auto facts = member("firm", Role::Applicant);
    Actor program{"program", {Credential::Kind::Token, {}, {"assessment:read"}}};
    EXPECT_TRUE(may(program, Permission::ReadAssessment, kAssessment, facts, kNow).is_allowed);
    EXPECT_EQ(may(program, Permission::AnswerAssessment, kAssessment, facts, kNow).rule, "T1.scope");
    EXPECT_EQ(may(program, Permission::SubmitAssessment, kAssessment, facts, kNow).rule, "T1.scope") << "no scope gives this";
}

TEST(Access, ToWhatBindsNeedsAFreshProof) {
    const auto manager = member("firm", Role::Management);
    Actor actor = kSomebody;
    const auto verdict = [&] { return may(actor, Permission::DeclareConformity, kAssessment, manager, kNow); };
    actor.credential.proved_at = kNow.plus_seconds(-599);
    EXPECT_TRUE(verdict().is_allowed) << "less than ten minutes";
    for (const auto proved_at :
         {std::optional<Instant>(), std::optional(kNow.plus_seconds(-600)), std::optional(kNow.plus_seconds(1))}) {
        actor.credential.proved_at = proved_at;
        EXPECT_EQ(verdict().rule, "A1.step_up");
        EXPECT_TRUE(verdict().needs_step_up());
    }
    actor.credential.kind = Credential::Kind::Console;
    EXPECT_TRUE(verdict().is_allowed) << "whoever holds the machine";
    actor.credential.kind = Credential::Kind::Session;
    Facts lenient = manager;
    lenient.step_up.is_needed = false;
    EXPECT_TRUE(may(actor, Permission::DeclareConformity, kAssessment, lenient, kNow).is_allowed) << "switched off";
}

TEST(Access, OpensBrokenGlassForTwoPersonsAndAnHour) {
    auto facts = member("office", Role::Administrator);
    facts.broken_glass = {{"somebody", "second", kNow, kNow.plus_seconds(3600)}};
    const auto rule = [&](Instant now) { return may(kSomebody, Permission::ReadAssessment, kAssessment, facts, now).rule; };
    EXPECT_EQ(rule(kNow), "glass.read_assessment");
    EXPECT_EQ(rule(kNow.plus_seconds(3600)), "default.deny");
    EXPECT_EQ(rule(kNow.plus_seconds(-1)), "default.deny");
    facts.broken_glass[0].approved_by = "";
    EXPECT_EQ(rule(kNow), "default.deny") << "nobody approved yet";
    facts.broken_glass[0].approved_by = "somebody";
    EXPECT_EQ(rule(kNow), "default.deny") << "one person is not two";
    facts.broken_glass[0] = {"another", "second", kNow, kNow.plus_seconds(3600)};
    EXPECT_EQ(rule(kNow), "default.deny") << "asked by somebody else";
}

TEST(Access, PageIsWhatTheTablesSay) { EXPECT_EQ(test::file_text(SOURCE_DIR "/docs/access.md"), access_markdown()); }

} // namespace hoshirube
