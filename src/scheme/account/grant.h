#pragma once

#include <optional>
#include <string>

#include "scheme/account/access.h"

namespace hoshirube {

// An organisation lets another work in its assessments, for a purpose and until a day.
struct Mandate {
    std::string id, giver_id, taker_id;
    Purpose purpose;
    std::string reason; // "Group company keeps our answers."
    Day from_on, to_on; // Last day, inclusive: every mandate has one.
    std::string granted_by;
    Instant granted_at;
    std::optional<Instant> ended_at; // Ended early.
};

// What a holder shows a named organisation beyond the public record.
struct Disclosure {
    std::string id, organisation_id, object_id; // Of the holder; an assessment, or one file for DisclosureLevel::Evidence.
    DisclosureLevel level;
    std::string receiver_id;
    std::string purpose; // In the holder's words.
    Day from_on, to_on;  // Last day, inclusive.
    std::string granted_by;
    Instant granted_at;
    std::optional<Instant> ended_at; // Ended early, or used up: a file is handed over once.
};

// A system administrator reads one assessment in an emergency: asked for, then approved by somebody else.
struct BrokenGlass {
    std::string id, assessment_id;
    std::string asked_by, reason;
    Instant asked_at;
    std::string approved_by; // Empty until then.
    std::optional<Instant> from_at, until_at;
};
inline constexpr std::int64_t kBrokenGlassSeconds = 3600;

// Work of a person or an organisation for a client, as history: declared, or noted when it happened here.
struct Work {
    std::string doer_id, client_id;
    WorkKind kind;
    bool is_paid = false;
    Day first_on;
    std::optional<Day> last_on; // Inclusive; none: goes on.
    std::string recorded_by;
    Instant recorded_at;
};

// The longest a mandate or a disclosure may last without being renewed.
inline constexpr int kGrantYears = 1;

// Errors   Invalid `grant.ends_too_soon`, `grant.ends_too_late` {day}; field `to_on`.
Result<Day> checked_end(Day typed, Day today);

} // namespace hoshirube
