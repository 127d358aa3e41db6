#pragma once

#include "app/act.h"

namespace hoshirube {

// The feed, oldest first: whoever has read up to one misses nothing. `limit` at most 1,000.
Result<Json> events_json(World&, const Viewer&, std::int64_t after, int limit);

// What a person looks for among the events.
struct EventFields {
    std::int64_t before = 0; // Sequence; 0: from the newest.
    std::string types;       // "star.registered,star.refused"; empty: every type.
    std::string words;       // Part of a name of a person or firm, a corporate number, or a whole subject.
    std::string from, until; // Days, both inclusive; empty: unbounded.
};
// Newest first, with the names behind the ids: {"items", "has_more", "names": {id: name}}. `limit` at most 200.
//
// Errors   Invalid `day.not_a_day` at from or until, `text.*` at q.
Result<Json> newest_events_json(World&, const Viewer&, const EventFields&, int limit);

} // namespace hoshirube
