#pragma once

#include <string_view>

#include "scheme/account/account.h"

namespace hoshirube {

// Everything a person can do to something. Each route and command names exactly one.
enum class Permission {
    ReadOrganisation, // own firm's profile, people, assessments, evidence list
    EditOrganisation, // its entry and ten-minute start
    InvitePeople,
    OpenAssessment,
    ReadAssessment,   // answers, evidence, remarks
    AnswerAssessment, // answers and evidence
    SubmitAssessment,
    ReviewAssessment, // decide and send
    AdviseAssessment,
    ReadDeclaration,
    DeclareConformity,
    OperateRegister, // see declared assessments' seals, register or refuse
    OperateScheme,   // qualifications, editions, organisations, events
    FollowFirms,
    AnalyseNetworks, // keep networks of firms, compute and read what their stops would do
};

// What the actor is, today, as far as one object is concerned. Gathered by storage, judged here only.
struct Standing {
    Roles in_owner;            // Roles in the organisation that owns the object.
    Roles anywhere;            // Roles in any organisation.
    bool is_confirmer = false; // Named to confirm this assessment, and it has been submitted.
    bool is_adviser = false;   // Named to advise on this assessment.
};

struct Verdict {
    bool is_allowed;
    std::string_view rule; // The rule that decided: goes to diagnostics and tests, never to the outside.
};

// The one access function. Default deny.
//
// Source   docs/rules.md#access; product.md "Who uses it"; the operator never reads evidence or answers.
Verdict may(Permission permission, const Standing& standing);

} // namespace hoshirube
