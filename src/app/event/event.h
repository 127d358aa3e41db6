#pragma once

#include "app/act.h"

namespace hoshirube {

// `limit` at most 1,000.
Result<Json> events_json(World&, const Viewer&, std::int64_t after, int limit);

} // namespace hoshirube
