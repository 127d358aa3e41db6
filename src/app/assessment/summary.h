#pragma once

#include "app/act.h"

namespace hoshirube {

// One line of a list of assessments, as docs/openapi.yaml has it; the firm is named for a reader of that language.
Json summary_json(World&, const AssessmentSummary&, std::string_view capacity, Language);

// With whether the seal of what was confirmed or declared still holds.
Result<Json> sealed_summary_json(World&, Transaction&, const AssessmentSummary&, Language);

} // namespace hoshirube
