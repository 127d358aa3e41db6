#pragma once

#include "storage/sql/connection.h"

namespace hoshirube::sql {

// All rows of PostgreSQL, in the transaction that is open, into a SQLite file that our migrations just made. Which tables and columns there
// are is asked of the file: both databases come from the same migrations.
Result<Done> copy_rows(Connection& postgres, Connection& file);

// The way back, into a PostgreSQL database that our migrations made and that holds nothing. References between tables are taken off for the
// while and put back in the end, which checks them all; so no order of tables has to be right.
//
// Errors   Conflict `storage.not_empty`.
Result<Done> load_rows(Connection& file, Connection& postgres);

} // namespace hoshirube::sql
