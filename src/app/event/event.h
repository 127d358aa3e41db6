#pragma once

#include "app/act.h"
#include "app/event/search.h"

namespace hoshirube {

// The feed, oldest first: whoever has read up to one misses nothing. `limit` at most 1,000.
Result<Json> events_json(World&, const Viewer&, std::int64_t after, int limit);

// Newest first, with the names behind the ids: {"items", "has_more", "names": {id: name}}. `limit` at most 200.
//
// Errors   Invalid `day.not_a_day` at from or until, `text.*` at q.
Result<Json> newest_events_json(World&, const Viewer&, const EventFields&, int limit);

} // namespace hoshirube
