#include "scheme/account/access.h"

namespace hoshirube {

namespace {

// One row permits one thing to whoever holds one of `in_owner` in the owning organisation, one of `anywhere`
// in any organisation, or is named on the assessment as said.
struct Rule {
    Permission permission;
    std::string_view id;
    Roles in_owner, anywhere;
    bool for_confirmer, for_adviser;
};

const Rule kRules[] = {
    {Permission::ReadOrganisation,
     "own.read",
     {Role::Applicant, Role::Management, Role::Expert, Role::Operator, Role::Buyer},
     {},
     false,
     false},
    {Permission::ReadOrganisation, "operator.read_entry", {}, {Role::Operator}, false, false},
    {Permission::EditOrganisation, "own.edit", {Role::Applicant, Role::Management}, {}, false, false},
    {Permission::EditOrganisation, "operator.edit_entry", {}, {Role::Operator}, false, false},
    {Permission::InvitePeople, "own.invite", {Role::Applicant, Role::Management, Role::Operator}, {}, false, false},
    {Permission::InvitePeople, "operator.invite", {}, {Role::Operator}, false, false},
    {Permission::OpenAssessment, "own.open", {Role::Applicant, Role::Management}, {}, false, false},
    {Permission::ReadAssessment, "own.read_assessment", {Role::Applicant, Role::Management}, {}, true, true},
    {Permission::AnswerAssessment, "applicant.answer", {Role::Applicant}, {}, false, false},
    {Permission::SubmitAssessment, "own.submit", {Role::Applicant, Role::Management}, {}, false, false},
    {Permission::ReviewAssessment, "confirmer.review", {}, {}, true, false},
    {Permission::AdviseAssessment, "named.advise", {}, {}, true, true},
    {Permission::ReadDeclaration, "own.read_declaration", {Role::Applicant, Role::Management}, {Role::Operator}, true, false},
    {Permission::DeclareConformity, "management.declare", {Role::Management}, {}, false, false},
    {Permission::OperateRegister, "operator.register", {}, {Role::Operator}, false, false},
    {Permission::OperateScheme, "operator.scheme", {}, {Role::Operator}, false, false},
    {Permission::FollowFirms, "buyer.follow", {Role::Buyer}, {}, false, false},
    {Permission::AnalyseNetworks, "own.analyse", {Role::Buyer, Role::Operator}, {}, false, false},
};

} // namespace

Verdict may(Permission permission, const Standing& s) {
    for (const Rule& rule : kRules) {
        if (rule.permission != permission) continue;
        if (rule.in_owner.meets(s.in_owner) || rule.anywhere.meets(s.anywhere) || (rule.for_confirmer && s.is_confirmer) ||
            (rule.for_adviser && s.is_adviser))
            return {true, rule.id};
    }
    return {false, "default.deny"};
}

} // namespace hoshirube
