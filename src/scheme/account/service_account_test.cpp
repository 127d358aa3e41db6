#include <gtest/gtest.h>

#include "scheme/account/access_table.h"
#include "scheme/account/service_account.h"

namespace hoshirube {

TEST(ServiceAccount, WorksInNoRoleThatItsMakerDoesNotHold) {
    EXPECT_TRUE(may_give_service({Role::Applicant}, Role::Applicant));
    EXPECT_TRUE(may_give_service({Role::Management}, Role::Applicant));
    EXPECT_TRUE(may_give_service({Role::Buyer}, Role::Buyer));
    EXPECT_FALSE(may_give_service({Role::Applicant}, Role::Buyer));
    EXPECT_FALSE(may_give_service({Role::Buyer}, Role::Applicant));
    const Roles all{Role::Applicant, Role::Management, Role::Expert, Role::Operator, Role::Buyer, Role::Administrator};
    for (const auto role : {Role::Management, Role::Expert, Role::Operator, Role::Administrator})
        EXPECT_FALSE(may_give_service(all, role)) << to_text(role);
}

// Over every permission there is, so that a new one cannot slip in.
TEST(ServiceAccount, NeverConfirmsDeclaresRegistersInvitesOrKeepsAccounts) {
    const Actor robot{"robot", {Credential::Kind::Token, Instant(0), known_scopes()}};
    for (const Permission permission :
         {Permission::KeepAccount,       Permission::KeepFactors,      Permission::RegisterOrganisation,
          Permission::InvitePeople,      Permission::GrantSchemeRole,  Permission::EnrolPeople,
          Permission::GrantMandate,      Permission::Disclose,         Permission::SeeServices,
          Permission::KeepServices,      Permission::SubmitAssessment, Permission::StandAsConfirmer,
          Permission::ReviewAssessment,  Permission::SendReview,       Permission::AdviseAssessment,
          Permission::DeclareConformity, Permission::RegisterStar,     Permission::ApproveSuspension,
          Permission::OperateScheme,     Permission::BreakGlass,       Permission::ApproveBreakGlass,
          Permission::AssessConformity,  Permission::ReviewReport,     Permission::DecideOnReport,
          Permission::VerifyTechnically})
        EXPECT_TRUE(lacks_scope(robot.credential, permission)) << to_text(permission);
    for (const auto& scope : known_scopes()) EXPECT_FALSE(scope.starts_with("operator:")) << scope;
}

TEST(ServiceAccount, DoesWhatItsScopesNameAndTheFirmsRulesAllow) {
    const auto now = *Instant::parse("2026-11-26T03:00:00.000Z");
    Facts facts;
    facts.memberships = {{"firm", "111", Role::Applicant, {*Day::parse("2026-01-01"), *Day::parse("2026-11-26")}}};
    const Object own{Object::Kind::Assessment, "a", "firm", AssessmentState::Draft};
    const Object others{Object::Kind::Assessment, "b", "other", AssessmentState::Draft};
    const Actor reader{"robot", {Credential::Kind::Token, {}, {"assessment:read"}}};
    EXPECT_TRUE(may(reader, Permission::ReadAssessment, own, facts, now).is_allowed);
    EXPECT_EQ(may(reader, Permission::AnswerAssessment, own, facts, now).rule, "T1.scope");
    EXPECT_EQ(may(reader, Permission::ReadAssessment, others, facts, now).rule, "default.deny");
    EXPECT_FALSE(may(reader, Permission::ReadAssessment, own, facts, now.plus_seconds(24 * 3600)).is_allowed)
        << "its last day is over";
    const Actor writer{"robot", {Credential::Kind::Token, {}, {"assessment:write"}}};
    EXPECT_TRUE(may(writer, Permission::AnswerAssessment, own, facts, now).is_allowed);
    EXPECT_EQ(may(writer, Permission::ReadAssessment, own, facts, now).rule, "T1.scope") << "to write is not to read";
}

TEST(ServiceAccount, TakesScopesThatThereAreOnceEach) {
    EXPECT_EQ(*read_scopes({"evidence:read", "assessment:read", "evidence:read"}),
              (std::vector<std::string>{"assessment:read", "evidence:read"}));
    EXPECT_EQ(read_scopes({}).error().key, "service.scope_needed");
    for (const char* wrong : {"", "public", "operator:read", "assessment:read evidence:read", "assessment:*"})
        EXPECT_EQ(read_scopes({wrong}).error().key, "service.scope_unknown") << wrong;
}

TEST(ServiceAccount, LivesThroughItsLastDayInJapan) {
    ServiceAccount service{"s", "firm", "x", Role::Applicant, {"assessment:read"}, {}, {}, Instant(0), *Day::parse("2026-11-26"),
                           {},  {}};
    EXPECT_TRUE(is_live(service, *Instant::parse("2026-11-26T14:59:59.999Z")));
    EXPECT_FALSE(is_live(service, *Instant::parse("2026-11-26T15:00:00.000Z")));
    service.revoked_at = Instant(1);
    EXPECT_FALSE(is_live(service, *Instant::parse("2026-11-20T00:00:00.000Z")));
}

} // namespace hoshirube
