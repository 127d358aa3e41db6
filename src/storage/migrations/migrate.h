#pragma once

#include <span>
#include <string_view>

#include "storage/sql/connection.h"

namespace hoshirube::migrations {

enum class Dialect { Sqlite, Postgres };

struct Migration {
    int number;            // 1, 2, 3 … without a gap.
    std::string_view name; // The file's name.
    std::string_view text;
};

// The numbered files of this folder that concern one database, in order. Forward only, and never edited once released.
std::span<const Migration> embedded(Dialect dialect);

// Compares what was applied with `known`; answers how many were applied.
// Errors   as migrate().
Result<std::size_t> check_applied(sql::Connection& connection, std::span<const Migration> known);

// Brings the schema up to the newest of `known`, in one transaction; two processes that start at once take turns.
// Every migration's SHA-256 is kept in the table `migration` and compared at each start.
//
// Errors   Conflict `storage.migration_changed` {migration}: what was applied is not what this binary holds;
//          Conflict `storage.schema_newer` {number, known}: a newer binary has been here. Nothing is changed then.
Result<Done> migrate(sql::Connection& connection, Dialect dialect, std::span<const Migration> known);

} // namespace hoshirube::migrations
