#pragma once

#include <memory>
#include <string>

#include "storage/sql/connection.h"

namespace hoshirube::postgres {

// Connects to a PostgreSQL server (15 or later) by a libpq connection URI. Writers run SERIALIZABLE, so that of two
// that contradict each other one answers `storage.busy`; readers see one state and never disturb anyone.
//
// Errors   Unavailable `storage.unreachable`.
Result<std::unique_ptr<sql::Connection>> open(const std::string& uri);

} // namespace hoshirube::postgres
