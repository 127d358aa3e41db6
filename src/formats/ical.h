#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"

// Calendars of whole days as iCalendar.

namespace hoshirube::ical {

struct Entry {
    std::string uid; // Stable and unique over the world: the same duty keeps its place when the calendar is read again.
    Day on;
    std::string summary, description, category;
    std::string url = {}; // Empty: none.
};

struct Calendar {
    std::string name, description;
    std::string language; // "ja" or "en".
    Instant made_at;
    std::vector<Entry> entries;
};

// An iCalendar stream: all-day entries, which block no time; lines of at most 75 octets, never broken within a character; CRLF.
// Control characters are left out.
//
// Source   RFC 5545; name, description and refresh interval of the calendar: RFC 7986
std::string written(const Calendar&);

} // namespace hoshirube::ical
