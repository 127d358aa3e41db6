#pragma once

#include <optional>
#include <string>

#include "base/day.h"

namespace hoshirube {

// A file a firm shows as proof. The same bytes under two names are two entries that share one content.
struct Evidence {
    std::string id, organisation_id;
    std::string sha256; // Taken at the door; the content is kept under it and checked against it at every read.
    std::string file_name, media_type;
    std::int64_t size_bytes;
    std::optional<Day> effective_from, effective_to; // Which time it speaks for; apart from when it came in.
    std::string note, uploaded_by;
    Instant uploaded_at;
    std::int64_t version = 1;
    std::optional<Instant> scanned_at{}; // When a scanner found nothing in it; empty: unscanned.
};

// Cleans the name (the last part of any path, no control characters) and checks the period.
// Errors   Invalid `evidence.period_reversed`, `evidence.name_missing`, `text.*`; field named.
Result<Evidence> checked(Evidence typed);

// The latest day for which a proof speaks: the end of its period, or else its beginning, or else the day it came in.
Day speaks_for(const Evidence&);

// Whether a proof is older than the catalogue suggests. Our suggestion, never a rule of the scheme.
// A proof without a period is judged by the day it came in.
bool is_stale(const Evidence&, int freshness_days, Day today);

inline constexpr std::int64_t kMaxEvidenceBytes = 50 * 1024 * 1024;

} // namespace hoshirube
