#pragma once

#include "app/act.h"

namespace hoshirube {

// Whether this person could be named for the assessment: asked of may() as if the person asked to stand for it.
//
// Errors   Conflict `expert.not_expert`, and for a confirmer the key of the rule that forbids: `expert.own_employer`,
//          `expert.same_group`, `expert.has_answered`, `expert.has_advised`, `expert.no_qualification`,
//          `expert.qualification_lapsed` {valid_until}, `expert.paid_support`.
Result<Done> require_confirmer(World&, Transaction&, const std::string& person_id, const Subject&, Instant now);
// The same by role alone, for an adviser.
Result<Done> require_expert(World&, Transaction&, const std::string& person_id, const Subject&, Instant now);

// The kind's name, or its key where it is on the list no longer.
std::string kind_name(const std::vector<QualificationKind>&, const std::string& key, Language);

} // namespace hoshirube
