#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "app/ports.h"

namespace hoshirube {

// The one way to the stored data; what stands behind it, SQLite or PostgreSQL, cannot be told apart by its answers.
class Storage : public Database {
public:
    // Deletes what has served its time: idempotency receipts kept and sessions expired before `before`. Meant to run
    // now and then with a day a week ago. Answers how many rows went.
    virtual Result<std::int64_t> forget_old(Instant before) = 0;

    // Makes the first saves after a start as quick as later ones; for a server that is about to stay. SQLite only.
    virtual Result<Done> prepare_to_stay() = 0;

    // One state of the database, fixed when it is made: copied as long as it takes, whatever is written meanwhile.
    class Snapshot {
    public:
        virtual ~Snapshot() = default;
        // Into a SQLite file that is not there yet, also from PostgreSQL: a backup looks the same, and goes back into either.
        virtual Result<Done> copy_to(const std::string& path) = 0;
    };
    virtual Result<std::unique_ptr<Snapshot>> snapshot() = 0;

    // The tables as this database describes them, for docs/schema.sql. SQLite only; empty on PostgreSQL.
    virtual Result<std::string> schema() = 0;
};

// Opens the database and brings its tables up to date.
//
//   sqlite:data/hoshirube.db        one file; several processes on this machine may use it at once
//   sqlite::memory:                 for tests: gone with the object, one transaction at a time
//   postgresql://user@host/name     also postgres://; the database must exist, its tables need not
//
// Units    a server that idles on SQLite keeps about 1 MB for it, a connection in use 0.5 to 2 MB more.
// Errors   Invalid `storage.url_unknown`; Unavailable `storage.open_failed` {path}, `storage.unreachable`;
//          Conflict `storage.migration_changed` {migration}, `storage.schema_newer` {number, known}.
// Threads  begin() from any; each transaction by one at a time.
Result<std::unique_ptr<Storage>> open_database(std::string_view url);

// A copy that Snapshot::copy_to() made: every page, index and reference of it, by SQLite's own checks.
// Errors   Conflict `storage.copy_damaged`; as open_database().
Result<Done> check_copy(const std::string& path);

// Puts a copy into a PostgreSQL database that holds nothing yet, in one transaction. Brings the copy's tables up to date before.
// Errors   Conflict `storage.not_empty`; as open_database().
Result<Done> load_copy(const std::string& path, std::string_view url);

// How a database stands to this program; nothing is changed. A file must be there.
// Errors   as open_database(); also for one that has no tables of ours yet.
struct DatabaseState {
    std::size_t applied, known;           // Migrations.
    std::optional<Instant> last_event_at; // The latest among the newest thousand.
};
Result<DatabaseState> look_at(std::string_view database_url);

} // namespace hoshirube
