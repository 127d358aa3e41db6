#include "storage/storage.h"

#include "storage/copy/copy_rows.h"
#include "storage/migrations/migrate.h"
#include "storage/postgres/driver.h"
#include "storage/sql/pool.h"
#include "storage/sql/transaction.h"
#include "storage/sqlite/driver.h"

namespace hoshirube {

namespace {

using migrations::Dialect;
using sql::Connection;
using sql::Pool;

constexpr std::string_view kInMemory = ":memory:";
constexpr std::size_t kSqliteReaders = 4;
constexpr std::size_t kPostgresReaders = 7; // With the writer 8 a process; the server's default limit for all is 100.

// A file made by our own migrations, then filled row by row.
class PostgresSnapshot final : public Storage::Snapshot {
public:
    explicit PostgresSnapshot(Pool::Loan loan) : loan_(std::move(loan)) {}
    Result<Done> copy_to(const std::string& path) override {
        TRY(open_database("sqlite:" + path));
        auto file = TRY(sqlite::open(path, sqlite::kWriterCacheKib));
        return sql::copy_rows(*loan_, *file);
    }

private:
    Pool::Loan loan_;
};

class SqlStorage final : public Storage {
public:
    // `read` is null where one pool serves both.
    SqlStorage(Dialect dialect, std::string path, std::unique_ptr<Pool> write, std::unique_ptr<Pool> read)
        : dialect_(dialect), path_(std::move(path)), write_(std::move(write)), read_(std::move(read)) {}

    Result<std::unique_ptr<Transaction>> begin(Mode mode, const std::string& actor_id) override {
        const bool is_write = mode == Mode::Write;
        auto& pool = is_write || !read_ ? *write_ : *read_;
        auto loan = TRY(pool.begin(is_write ? Connection::Mode::Write : Connection::Mode::Read));
        TRY(loan->act_for(actor_id));
        return sql::transaction_on(std::move(loan));
    }

    Result<std::int64_t> forget_old(Instant before) override {
        auto loan = TRY(write_->begin(Connection::Mode::Write));
        const auto receipts = TRY(loan->query("DELETE FROM idempotency WHERE remembered_at < $1", {before.milliseconds()}));
        const auto sessions = TRY(loan->query("DELETE FROM session WHERE begun_at < $1", {before.milliseconds()}));
        const auto challenges = TRY(loan->query("DELETE FROM used_challenge WHERE expires_at < $1", {before.milliseconds()}));
        TRY(loan->commit());
        return receipts.changed + sessions.changed + challenges.changed;
    }

    Result<Done> prepare_to_stay() override {
        if (dialect_ != Dialect::Sqlite || path_ == kInMemory) return Done{};
        auto loan = TRY(write_->begin(Connection::Mode::Write));
        sqlite::reserve_log(path_);
        return Done{};
    }

    Result<std::string> schema() override {
        std::string text;
        if (dialect_ != Dialect::Sqlite) return text;
        auto loan = TRY(write_->begin(Connection::Mode::Read));
        auto rows = TRY(loan->query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"));
        for (std::size_t i = 0; i < rows.size(); ++i) text.append(std::get<std::string_view>(rows[i][0])).append(";\n\n");
        text.resize(text.size() - 1);
        return text;
    }

    Result<std::unique_ptr<Snapshot>> snapshot() override {
        if (dialect_ == Dialect::Sqlite) return sqlite::snapshot(path_);
        auto loan = TRY((read_ ? *read_ : *write_).begin(Connection::Mode::Read));
        TRY(loan->act_for(kKeeper));
        TRY(loan->query("SELECT count(number) FROM migration")); // The state is fixed by the first look.
        return std::unique_ptr<Snapshot>(std::make_unique<PostgresSnapshot>(std::move(loan)));
    }

    Result<Done> migrate() {
        auto loan = TRY(write_->borrow());
        return migrations::migrate(*loan, dialect_, migrations::embedded(dialect_));
    }

private:
    const Dialect dialect_;
    const std::string path_; // SQLite's file.
    const std::unique_ptr<Pool> write_, read_;
};

std::unique_ptr<SqlStorage> sqlite_storage(const std::string& path) {
    // One write connection: writers of this process take turns in order instead of polling for SQLite's lock.
    auto write = std::make_unique<Pool>(1, [path]() -> Result<std::unique_ptr<Connection>> {
        auto connection = TRY(sqlite::open(path, sqlite::kWriterCacheKib));
        if (path != kInMemory) TRY(sqlite::keep_names(path));
        return connection;
    });
    auto read = path == kInMemory
                    ? nullptr
                    : std::make_unique<Pool>(kSqliteReaders, [path] { return sqlite::open(path, sqlite::kReaderCacheKib); });
    return std::make_unique<SqlStorage>(Dialect::Sqlite, path, std::move(write), std::move(read));
}

// A superuser passes by every policy of the tables: the second net would hang in the air.
Result<Done> check_bound_by_policies(const std::string& uri) {
    auto connection = TRY(postgres::open(uri));
    auto rows = TRY(connection->query(
        "SELECT CASE WHEN rolsuper OR rolbypassrls THEN 1 ELSE 0 END FROM pg_roles WHERE rolname = current_user"));
    if (rows.empty() || std::get<std::int64_t>(rows[0][0]) != 0) return conflict("storage.superuser");
    return Done{};
}

std::unique_ptr<SqlStorage> postgres_storage(const std::string& uri) {
    // Here too the writers of one process take turns. PostgreSQL notes what a serialisable transaction read by index page,
    // so that in small tables nearly any two writers seem to contradict each other: four at once had to start every act
    // three times. Between processes it is PostgreSQL that keeps order.
    const auto open = [uri] { return postgres::open(uri); };
    return std::make_unique<SqlStorage>(Dialect::Postgres, std::string(), std::make_unique<Pool>(1, open),
                                        std::make_unique<Pool>(kPostgresReaders, open));
}

} // namespace

Result<std::unique_ptr<Storage>> open_database(std::string_view url) {
    constexpr std::string_view kSqlite = "sqlite:";
    std::unique_ptr<SqlStorage> storage;
    if (url.starts_with(kSqlite) && url.size() > kSqlite.size())
        storage = sqlite_storage(std::string(url.substr(kSqlite.size())));
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        TRY(check_bound_by_policies(std::string(url)));
        storage = postgres_storage(std::string(url));
    }
    if (!storage) return invalid("storage.url_unknown");
    TRY(storage->migrate());
    return std::unique_ptr<Storage>(std::move(storage));
}

Result<Done> check_copy(const std::string& path) { return sqlite::check(path); }

Result<Done> load_copy(const std::string& path, std::string_view url) {
    TRY(open_database("sqlite:" + path));
    TRY(open_database(url));
    auto file = TRY(sqlite::open(path, sqlite::kReaderCacheKib));
    auto target = TRY(postgres::open(std::string(url)));
    return sql::load_rows(*file, *target);
}

Result<DatabaseState> look_at(std::string_view database_url) {
    constexpr std::string_view kSqlite = "sqlite:";
    const std::string url(database_url);
    const bool is_file = database_url.starts_with(kSqlite);
    if (!is_file) TRY(check_bound_by_policies(url));
    auto connection = TRY(is_file ? sqlite::open(url.substr(kSqlite.size()), sqlite::kReaderCacheKib) : postgres::open(url));
    const auto known = migrations::embedded(is_file ? Dialect::Sqlite : Dialect::Postgres);
    TRY(connection->begin(Connection::Mode::Read));
    TRY(connection->act_for("keeper"));
    DatabaseState state{TRY(migrations::check_applied(*connection, known)), known.size(), {}};
    // Of the newest, not of the very last: a clock that was wrong for an hour does not hide behind what came since.
    const auto rows = TRY(connection->query(R"sql(
        SELECT max(happened_at) FROM (SELECT happened_at FROM event ORDER BY sequence DESC LIMIT 1000) newest
        HAVING count(*) > 0
    )sql"));
    if (!rows.empty()) state.last_event_at = Instant(std::get<std::int64_t>(rows[0][0]));
    connection->rollback();
    return state;
}

} // namespace hoshirube
