#pragma once

#include "app/assessment/present.h"

namespace hoshirube {

// The declaration's page, also shown to the operator who registers it. Contents of evidence are verified.
// Errors   Conflict `seal.missing` before anything was confirmed.
Result<Json> declaration_page_json(World&, Transaction&, const Viewer&, const Present&);

} // namespace hoshirube
