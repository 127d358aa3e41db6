#pragma once

#include "app/act.h"

namespace hoshirube {

// Who did what to what is this organisation's, newest first, and what was refused. `before` is a sequence; 0: from the newest.
Result<Json> audit_json(World&, const Viewer&, const std::string& organisation_id, std::int64_t before, int limit);

// The same as a file, oldest last, at most kMaxAuditLines acts: CSV that no spreadsheet computes, or one JSON text a line.
enum class AuditFormat { Csv, JsonLines };
inline constexpr int kMaxAuditLines = 50'000;
Result<std::string> audit_file(World&, const Viewer&, const std::string& organisation_id, AuditFormat);

} // namespace hoshirube
