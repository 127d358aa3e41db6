#pragma once

#include "app/act.h"

namespace hoshirube {

// One line of a list of assessments, as docs/openapi.yaml has it.
Json summary_json(World&, const AssessmentSummary&, std::string_view capacity);

} // namespace hoshirube
