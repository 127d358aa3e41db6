#include "storage/postgres/driver.h"

#include <charconv>
#include <functional>
#include <unordered_map>

#include <libpq-fe.h>

namespace hoshirube::postgres {

namespace {

using sql::Fault;
using sql::Params;
using sql::Rows;

// Limits in milliseconds: no page waits longer than this for the server, and a hung process holds no lock for long.
constexpr const char* kSettings = "SET statement_timeout = 15000; SET lock_timeout = 5000;"
                                  "SET idle_in_transaction_session_timeout = 60000;"
                                  "SET client_min_messages = warning; SET standard_conforming_strings = on";

constexpr std::int64_t kAloneLock = 0x686f7368690001; // Any number that nobody else locks.

struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
};

// Source   PostgreSQL 15, appendix A "Error Codes".
Fault fault_of(std::string_view state) {
    if (state == "23505") return Fault::Unique;
    if (state == "23503") return Fault::ForeignKey;
    if (state == "23514" || state == "23502" || state == "P0001") return Fault::Check;
    if (state == "53100") return Fault::Full;
    // Serialisation, deadlock, lock and statement timeouts, too many connections.
    for (const char* busy : {"40001", "40P01", "55P03", "57014", "53300"})
        if (state == busy) return Fault::Busy;
    // Connection lost, server stopping or starting, our session ended for idling.
    for (const char* gone : {"08", "57P", "25P03"})
        if (state.starts_with(gone)) return Fault::Gone;
    return Fault::Other;
}

std::string trimmed_message(const char* message) {
    std::string text(message);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

// Parameters as libpq wants them: texts that end in NUL.
class Texts {
public:
    explicit Texts(Params params) {
        texts_.reserve(params.size());
        for (const auto& param : params) add(param.value());
    }
    std::vector<const char*> pointers(Params params) const {
        std::vector<const char*> result;
        result.reserve(params.size());
        for (std::size_t i = 0; i < params.size(); ++i)
            result.push_back(params[i].value().index() == 0 ? nullptr : texts_[i].c_str());
        return result;
    }

private:
    void add(const sql::Param::Borrowed& value) {
        char digits[40];
        std::to_chars_result end{digits, {}};
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            end = std::to_chars(digits, digits + sizeof digits, *integer);
        if (const auto* real = std::get_if<double>(&value)) end = std::to_chars(digits, digits + sizeof digits, *real);
        if (const auto* text = std::get_if<std::string_view>(&value)) texts_.emplace_back(*text);
        else texts_.emplace_back(digits, end.ptr);
    }
    std::vector<std::string> texts_;
};

class PostgresConnection final : public sql::Connection {
public:
    explicit PostgresConnection(std::unique_ptr<PGconn, Finish> handle) : handle_(std::move(handle)) {}

    void rollback() override {
        if (PQtransactionStatus(handle_.get()) != PQTRANS_IDLE) (void)run_script("ROLLBACK");
    }
    bool is_sound() const override {
        return PQstatus(handle_.get()) == CONNECTION_OK && PQtransactionStatus(handle_.get()) == PQTRANS_IDLE;
    }
    Result<Done> act_for(const std::string& actor_id) override {
        TRY(query("SELECT set_config('hoshirube.actor', $1, true)", {actor_id.empty() ? "public" : actor_id}));
        return Done{};
    }
    Result<Done> lock(std::int64_t name) override {
        TRY(query("SELECT pg_advisory_xact_lock($1)", {name}));
        return Done{};
    }

private:
    Result<Rows> run(std::string_view text, Params params) override {
        const auto name = TRY(prepared(text));
        const Texts texts(params);
        const auto pointers = texts.pointers(params);
        const Answer answer(
            PQexecPrepared(handle_.get(), name.c_str(), static_cast<int>(params.size()), pointers.data(), nullptr, nullptr, 0));
        TRY(check(answer.get()));
        return rows_of(answer.get());
    }
    Result<Done> run_script(std::string_view statements) override {
        const Answer answer(PQexec(handle_.get(), std::string(statements).c_str()));
        return check(answer.get());
    }
    Result<Done> run_begin(Mode mode) override {
        switch (mode) {
        case Mode::Read: return run_script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        case Mode::Write: return run_script("BEGIN ISOLATION LEVEL SERIALIZABLE");
        case Mode::Alone: break;
        }
        // Not SERIALIZABLE, which would show the state from before the lock was won.
        TRY(run_script("BEGIN ISOLATION LEVEL READ COMMITTED"));
        return lock(kAloneLock);
    }
    Result<Done> run_commit() override {
        const Answer answer(PQexec(handle_.get(), "COMMIT"));
        TRY(check(answer.get()));
        // The server answers COMMIT of a transaction that it had given up by rolling it back, without an error.
        if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") return internal("the server rolled back");
        return Done{};
    }

    Result<Done> check(const PGresult* answer) const {
        const auto status = PQresultStatus(answer);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return Done{};
        const char* const state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
        if (!state || PQstatus(handle_.get()) != CONNECTION_OK)
            return sql::to_error(Fault::Gone, trimmed_message(PQerrorMessage(handle_.get())));
        return sql::to_error(fault_of(state), std::string(state) + " " + trimmed_message(PQresultErrorMessage(answer)));
    }

    Result<std::string> prepared(std::string_view text) {
        if (const auto known = names_.find(text); known != names_.end()) return known->second;
        const auto name = "s" + std::to_string(names_.size());
        const Answer answer(PQprepare(handle_.get(), name.c_str(), std::string(text).c_str(), 0, nullptr));
        TRY(check(answer.get()));
        names_.emplace(std::string(text), name);
        return name;
    }

    static void add_cell(Rows& rows, const PGresult* answer, int row, int column) {
        if (PQgetisnull(answer, row, column)) return rows.add_null();
        const char* const text = PQgetvalue(answer, row, column);
        const auto size = static_cast<std::size_t>(PQgetlength(answer, row, column));
        switch (PQftype(answer, column)) { // The numbers are those of pg_type.oid.
        case 16: return rows.add(std::int64_t{*text == 't'});
        case 20:
        case 21:
        case 23: {
            std::int64_t integer = 0;
            std::from_chars(text, text + size, integer);
            return rows.add(integer);
        }
        case 700:
        case 701:
        case 1700: {
            double real = 0;
            std::from_chars(text, text + size, real);
            return rows.add(real);
        }
        default: return rows.add(std::string_view(text, size));
        }
    }

    static Rows rows_of(const PGresult* answer) {
        const int columns = PQnfields(answer);
        Rows rows(static_cast<std::size_t>(columns));
        for (int r = 0; r < PQntuples(answer); ++r)
            for (int c = 0; c < columns; ++c) add_cell(rows, answer, r, c);
        const std::string_view changed = PQcmdTuples(const_cast<PGresult*>(answer));
        std::from_chars(changed.data(), changed.data() + changed.size(), rows.changed);
        return rows;
    }

    std::unique_ptr<PGconn, Finish> handle_;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> names_;
};

} // namespace

Result<std::unique_ptr<sql::Connection>> open(const std::string& uri) {
    // What stands before `dbname` is a default that the URI may override.
    const char* const keywords[] = {"connect_timeout", "application_name", "dbname", "client_encoding", nullptr};
    const char* const values[] = {"5", "hoshirube", uri.c_str(), "UTF8", nullptr};
    std::unique_ptr<PGconn, Finish> handle(PQconnectdbParams(keywords, values, 1));
    if (PQstatus(handle.get()) != CONNECTION_OK) return sql::to_error(Fault::Gone, trimmed_message(PQerrorMessage(handle.get())));
    PQsetNoticeProcessor(
        handle.get(), [](void*, const char*) {}, nullptr);
    auto connection = std::make_unique<PostgresConnection>(std::move(handle));
    TRY(connection->script(kSettings));
    return std::unique_ptr<sql::Connection>(std::move(connection));
}

} // namespace hoshirube::postgres
