#pragma once

#include <string>
#include <vector>

#include "scheme/account/account.h"
#include "scheme/organisation/organisation.h"

namespace hoshirube {

// What is known about an expert with regard to one assessment on one day.
struct ExpertFacts {
    std::string person_id;
    std::vector<std::string> employer_ids;         // Every organisation the person belongs to, in any role.
    std::vector<std::string> employer_group_roots; // Corporate number at the top of each employer's group.
    std::string applicant_id, applicant_group_root;
    bool has_answered; // Answered a criterion or added evidence in this assessment.
    bool has_advised;  // Was named adviser of this assessment.
    bool holds_expert_role;
    std::vector<Qualification> qualifications;
    std::vector<QualificationKind> kinds;
};

// The qualification by which the expert may confirm on `day`, or why not.
//
// Rule     Not an employee or officer of the applicant or its group; has neither answered nor advised in this
//          assessment before being asked to confirm; holds an accepted qualification valid on that day.
// Source   docs/rules.md#independence, #qualification. The scheme's own list and its view on in-house experts
//          were not found: in-house is refused, the kinds are a list the operator edits.
// Note     Advice that the confirming expert gives while confirming is part of the scheme's ★3 and no conflict.
// Errors   Conflict `expert.own_employer`, `expert.same_group`, `expert.has_answered`, `expert.has_advised`,
//          `expert.not_expert`, `expert.no_qualification`, `expert.qualification_lapsed` {valid_until}.
Result<Qualification> may_confirm(const ExpertFacts& facts, Day day);

} // namespace hoshirube
