#include <gtest/gtest.h>

#include "scheme/account/access.h"

namespace hoshirube {

TEST(Access, IsDeniedByDefault) {
    for (int p = 0; p <= static_cast<int>(Permission::AnalyseNetworks); ++p) {
        const auto verdict = may(static_cast<Permission>(p), {});
        EXPECT_FALSE(verdict.is_allowed) << p;
        EXPECT_EQ(verdict.rule, "default.deny");
    }
}

TEST(Access, FollowsTheTable) {
    const Standing applicant{{Role::Applicant}, {Role::Applicant}}, manager{{Role::Management}, {Role::Management}};
    const Standing stranger{{}, {Role::Applicant, Role::Management, Role::Expert, Role::Buyer}}, registrar{{}, {Role::Operator}};
    const Standing confirmer{{}, {Role::Expert}, true, false}, adviser{{}, {Role::Expert}, false, true},
        buyer{{Role::Buyer}, {Role::Buyer}};
    struct Case {
        Permission permission;
        const Standing* who;
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
        {Permission::ReviewAssessment, &adviser, false, "who advised never confirms"},
        {Permission::ReviewAssessment, &stranger, false, "an expert who is not named does not"},
        {Permission::AdviseAssessment, &adviser, true, "a named adviser advises"},
        {Permission::ReadAssessment, &adviser, true, "and reads"},
        {Permission::ReadAssessment, &registrar, false, "the operator never reads answers"},
        {Permission::ReadDeclaration, &registrar, true, "but what binds the star"},
        {Permission::OperateRegister, &registrar, true, "the operator registers"},
        {Permission::OperateRegister, &manager, false, "nobody else does"},
        {Permission::FollowFirms, &buyer, true, "the buyer follows for its own firm"},
        {Permission::FollowFirms, &stranger, false, "not for another"},
        {Permission::AnalyseNetworks, &buyer, true, "the buyer analyses its own firm's networks"},
        {Permission::AnalyseNetworks, &applicant, false, "an applicant has none"},
        {Permission::AnalyseNetworks, &registrar, false, "networks are trade secrets: no other firm's operator reads them"},
        {Permission::AnalyseNetworks, &stranger, false, "not for another"},
    };
    for (const Case& c : cases) EXPECT_EQ(may(c.permission, *c.who).is_allowed, c.expected) << c.why;
}

} // namespace hoshirube
