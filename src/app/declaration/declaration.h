#pragma once

#include "app/act.h"

namespace hoshirube {

// Errors   Conflict `assessment.out_of_order`, `seal.broken` {departures}, `seal.other` when `shown_seal` is not the present one.
Result<Receipt> declare_conformity(World&, const Act&, const std::string& assessment_id, const std::string& shown_seal);

Result<Json> declaration_json(World&, const Viewer&, const std::string& assessment_id);

} // namespace hoshirube
