#pragma once

#include "app/ports.h"

namespace hoshirube {

// What a person looks for among the events.
struct EventFields {
    std::int64_t before = 0; // Sequence; 0: from the newest.
    std::string types;       // "star.registered,star.refused"; empty: every type.
    std::string words;       // Part of a name of a person or firm, a corporate number, a criterion's number, or a whole subject.
    std::string from, until; // Days, both inclusive; empty: unbounded.
};

// Errors   Invalid `day.not_a_day` at from or until, `text.*` at q.
Result<EventSearch> search_of(const EventFields&);

} // namespace hoshirube
