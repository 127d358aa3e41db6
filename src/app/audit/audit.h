#pragma once

#include "app/act.h"
#include "app/event/search.h"

namespace hoshirube {

// Among `types`: the refused acts, which are no events. Where types are named without it, none of them is shown.
inline constexpr std::string_view kRefused = "refused";

// Who did what to what is this organisation's, newest first, and what was refused. `limit` at most 1,000 acts.
// Errors   as search_of().
Result<Json> audit_json(World&, const Viewer&, const std::string& organisation_id, const EventFields&, int limit);

// The same as a file, oldest last, at most kMaxAuditLines acts: CSV that no spreadsheet computes, or one JSON text a line.
enum class AuditFormat { Csv, JsonLines };
inline constexpr int kMaxAuditLines = 50'000;
Result<std::string> audit_file(World&, const Viewer&, const std::string& organisation_id, const EventFields&, AuditFormat);

} // namespace hoshirube
