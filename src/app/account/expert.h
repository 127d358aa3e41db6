#pragma once

#include "app/act.h"
#include "scheme/account/independence.h"

namespace hoshirube {

// Gathers what may_confirm() judges: the expert's employers and their groups, and the expert's part in this assessment.
Result<ExpertFacts> expert_facts(Transaction&, const std::string& person_id, const Assessment&, Day today);

// The qualification by which the expert may confirm this assessment today.
Result<Qualification> require_confirmer(Transaction&, const std::string& person_id, const Assessment&, Day today);

} // namespace hoshirube
