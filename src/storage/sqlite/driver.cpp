#include "storage/sqlite/driver.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <unordered_map>

#include <fcntl.h>
#include <unistd.h>

#include <sqlite3.h>

#include "disk/file.h"

namespace hoshirube::sqlite {

namespace {

using sql::Fault;
using sql::Params;
using sql::Rows;

// A checkpoint after so many pages bounds the log, and with it recovery.
constexpr int kCheckpointPages = 1000;
constexpr off_t kLogBytes = 32 + kCheckpointPages * (24 + 4096); // Its head; each page has one, too.
constexpr int kBusyTimeoutMs = 5000;                             // Another process, such as the command line, is writing.

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
};

Fault fault_of(int code, int system_error) {
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return Fault::Unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return Fault::ForeignKey;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_TRIGGER: return Fault::Check;
    default: break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Fault::Busy;
    case SQLITE_FULL: return Fault::Full;
    case SQLITE_IOERR: return system_error == ENOSPC || system_error == EDQUOT ? Fault::Full : Fault::Other;
    default: return Fault::Other;
    }
}

class SqliteConnection final : public sql::Connection {
public:
    explicit SqliteConnection(std::unique_ptr<sqlite3, Close> handle) : handle_(std::move(handle)) {}

    void rollback() override {
        if (!sqlite3_get_autocommit(handle_.get())) (void)run("ROLLBACK", {});
    }
    bool is_sound() const override { return sqlite3_get_autocommit(handle_.get()) != 0; }
    Result<Done> lock(std::int64_t) override { return Done{}; }

    Result<Done> act_for(const std::string&) override { return Done{}; }

private:
    Result<Rows> run(std::string_view text, Params params) override {
        sqlite3_stmt* const statement = TRY(prepared(text));
        auto rows = step(statement, params);
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return rows;
    }
    Result<Done> run_script(std::string_view statements) override {
        if (sqlite3_exec(handle_.get(), std::string(statements).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            return failure();
        return Done{};
    }
    Result<Done> run_begin(Mode mode) override {
        const bool is_reading = mode == Mode::Read;
        if (is_reading != is_reading_) TRY(run(is_reading ? "PRAGMA query_only = ON" : "PRAGMA query_only = OFF", {}));
        is_reading_ = is_reading;
        // IMMEDIATE: a transaction that reads first and writes later would be refused when somebody wrote in between.
        TRY(run(is_reading ? "BEGIN" : "BEGIN IMMEDIATE", {}));
        return Done{};
    }
    Result<Done> run_commit() override {
        TRY(run("COMMIT", {}));
        return Done{};
    }

    Error failure() const {
        const int code = sqlite3_extended_errcode(handle_.get());
        if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
            std::fprintf(stderr,
                         "hoshirube: the disk did not confirm what was written to it (%s); stopping so that nothing "
                         "unsaved is taken for saved\n",
                         sqlite3_errmsg(handle_.get()));
            std::abort();
        }
        return sql::to_error(fault_of(code, sqlite3_system_errno(handle_.get())), sqlite3_errmsg(handle_.get()));
    }

    Result<sqlite3_stmt*> prepared(std::string_view text) {
        if (const auto known = statements_.find(text); known != statements_.end()) return known->second.get();
        sqlite3_stmt* raw = nullptr;
        if (sqlite3_prepare_v3(handle_.get(), text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &raw,
                               nullptr) != SQLITE_OK)
            return failure();
        return statements_.emplace(std::string(text), Statement(raw)).first->second.get();
    }

    Result<Done> bind(sqlite3_stmt* statement, Params params) {
        for (std::size_t i = 0; i < params.size(); ++i) {
            const int at = sqlite3_bind_parameter_index(statement, ("$" + std::to_string(i + 1)).c_str());
            if (at == 0) return internal("parameter $" + std::to_string(i + 1) + " is not in the statement");
            const auto& value = params[i].value();
            int code = SQLITE_OK;
            if (const auto* integer = std::get_if<std::int64_t>(&value)) code = sqlite3_bind_int64(statement, at, *integer);
            if (const auto* real = std::get_if<double>(&value)) code = sqlite3_bind_double(statement, at, *real);
            if (const auto* text = std::get_if<std::string_view>(&value))
                code = sqlite3_bind_text64(statement, at, text->data() ? text->data() : "", text->size(), SQLITE_STATIC,
                                           SQLITE_UTF8);
            if (code != SQLITE_OK) return failure();
        }
        return Done{};
    }

    Result<Rows> step(sqlite3_stmt* statement, Params params) {
        TRY(bind(statement, params));
        const int columns = sqlite3_column_count(statement);
        Rows rows(static_cast<std::size_t>(columns));
        int code;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            for (int c = 0; c < columns; ++c) add_cell(rows, statement, c);
        if (code != SQLITE_DONE) return failure();
        if (!sqlite3_stmt_readonly(statement)) rows.changed = sqlite3_changes64(handle_.get());
        return rows;
    }

    static void add_cell(Rows& rows, sqlite3_stmt* statement, int column) {
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL: return rows.add_null();
        case SQLITE_INTEGER: return rows.add(std::int64_t{sqlite3_column_int64(statement, column)});
        case SQLITE_FLOAT: return rows.add(sqlite3_column_double(statement, column));
        default: break;
        }
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        rows.add(std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))));
    }

    std::unique_ptr<sqlite3, Close> handle_;
    bool is_reading_ = false; // As SQLite was last told.
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

// The database holds password hashes: the file, and with it SQLite's files beside it, belongs to its owner alone.
// Only a file that is not there yet is opened here: closing any descriptor of a live one would drop every lock that SQLite
// holds on it in this process (POSIX), and another process could then take its log away.
void create_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) ::close(file);
}

} // namespace

Result<std::unique_ptr<sql::Connection>> open(const std::string& path, int cache_kib) {
    if (path != ":memory:") create_private(path);
    // Counting every allocation takes a lock that all connections share; nobody reads the count.
    static const int kUncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    CHECK(kUncounted == SQLITE_OK);
    sqlite3* raw = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    std::unique_ptr<sqlite3, Close> handle(raw);
    const auto refused = [&path](std::string_view said) {
        return Error{ErrorCode::Unavailable, "storage.open_failed", {{"path", path}}, {}, std::string(said)};
    };
    if (code != SQLITE_OK) return refused(raw ? sqlite3_errmsg(raw) : "out of memory");
    sqlite3_busy_timeout(raw, kBusyTimeoutMs);
    auto connection = std::make_unique<SqliteConnection>(std::move(handle));
    const auto settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                          "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = " +
                          std::to_string(kCheckpointPages) +
                          ";PRAGMA journal_size_limit = 16777216; PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -" +
                          std::to_string(cache_kib);
    if (auto set = connection->script(settings); !set)
        return set.error().key == "storage.full" ? set.error() : refused(set.error().detail);
    return std::unique_ptr<sql::Connection>(std::move(connection));
}

namespace {

constexpr int kPagesAtOnce = 1024;

using Handle = std::unique_ptr<sqlite3, Close>;

Error said(sqlite3* handle) {
    return sql::to_error(fault_of(sqlite3_extended_errcode(handle), sqlite3_system_errno(handle)), sqlite3_errmsg(handle));
}

Result<Handle> open_raw(const std::string& path, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Handle handle(raw);
    if (code != SQLITE_OK)
        return Error{
            ErrorCode::Unavailable, "storage.open_failed", {{"path", path}}, {}, raw ? sqlite3_errmsg(raw) : "out of memory"};
    sqlite3_busy_timeout(raw, kBusyTimeoutMs);
    return handle;
}

class FileSnapshot final : public Storage::Snapshot {
public:
    explicit FileSnapshot(Handle from) : from_(std::move(from)) {}

    // Pages of the read transaction that is open: writers do not wait, and what they write is not seen.
    Result<Done> copy_to(const std::string& path) override {
        create_private(path);
        const auto to = TRY(open_raw(path, SQLITE_OPEN_READWRITE));
        auto* const backup = sqlite3_backup_init(to.get(), "main", from_.get(), "main");
        if (!backup) return said(to.get());
        int code = SQLITE_OK;
        while (code == SQLITE_OK) code = sqlite3_backup_step(backup, kPagesAtOnce);
        const int finished = sqlite3_backup_finish(backup);
        if (code != SQLITE_DONE || finished != SQLITE_OK) return said(to.get());
        return Done{};
    }

private:
    Handle from_;
};

} // namespace

Result<std::unique_ptr<Storage::Snapshot>> snapshot(const std::string& path) {
    auto handle = TRY(open_raw(path, SQLITE_OPEN_READWRITE));
    // The state is fixed by the first look, not by BEGIN.
    if (sqlite3_exec(handle.get(), "BEGIN; SELECT count(number) FROM migration", nullptr, nullptr, nullptr) != SQLITE_OK)
        return said(handle.get());
    return std::unique_ptr<Storage::Snapshot>(std::make_unique<FileSnapshot>(std::move(handle)));
}

Result<Done> check(const std::string& path) {
    auto connection = open(path, kReaderCacheKib);
    if (!connection) return conflict("storage.copy_damaged", {{"reason", connection.error().detail}});
    for (const char* question : {"PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"}) {
        const auto rows = (*connection)->query(question);
        if (!rows) return conflict("storage.copy_damaged", {{"reason", rows.error().detail}});
        const auto* first = rows->empty() ? nullptr : std::get_if<std::string_view>(&(*rows)[0][0]);
        if (first && *first != "ok") return conflict("storage.copy_damaged", {{"reason", std::string(*first)}});
    }
    return Done{};
}

Result<Done> keep_names(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    return sync_directory(folder.empty() ? "." : folder.string());
}

void reserve_log(const std::string& path) {
    const int log = ::open((path + "-wal").c_str(), O_WRONLY | O_CLOEXEC);
    if (log < 0) return;
    const std::string zeros(64 * 1024, '\0');
    const auto before = ::lseek(log, 0, SEEK_END);
    auto end = before;
    for (ssize_t written = 1; end >= 0 && end < kLogBytes && written > 0; end += written)
        written = std::max<ssize_t>(0, ::pwrite(log, zeros.data(), zeros.size(), end));
    // No room: what was taken is given back. Where even that fails, the log is as sound as before, only longer.
    [[maybe_unused]] const bool is_given_back = end >= kLogBytes || ::ftruncate(log, before) == 0;
    ::close(log);
}

} // namespace hoshirube::sqlite
