#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

// The thin layer between our SQL and the two database libraries. One SQL text serves both: parameters are written
// $1, $2 …; only migrations may differ (see migrations/).

namespace hoshirube::sql {

// A cell of an answer. A text lies in the Rows it came with.
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view>;

// One parameter. It borrows texts: they must live until query() returns, which a temporary in the call does.
class Param {
public:
    using Borrowed = std::variant<std::monostate, std::int64_t, double, std::string_view>;

    Param(std::nullopt_t) {}
    Param(bool value) : value_(std::int64_t{value}) {}
    Param(int value) : value_(std::int64_t{value}) {}
    Param(std::int64_t value) : value_(value) {}
    Param(double value) : value_(value) {}
    Param(std::string_view text) : value_(text) {}
    Param(const std::string& text) : value_(std::string_view(text)) {}
    Param(const char* text) : value_(std::string_view(text)) {}
    Param(const std::optional<std::string>& text) {
        if (text) value_ = std::string_view(*text);
    }
    Param(const std::optional<std::int64_t>& value) {
        if (value) value_ = *value;
    }
    const Borrowed& value() const { return value_; }

private:
    Borrowed value_;
};
using Params = std::span<const Param>;

// What a statement answered: all cells in one block, row after row, and all texts in a few. A page of answers has a thousand
// cells: a string for each would cost more than the database does.
class Rows {
public:
    explicit Rows(std::size_t columns = 0) : columns_(columns) {}
    using Row = std::span<const Value>;

    std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
    bool empty() const { return cells_.empty(); }
    Row operator[](std::size_t index) const { return Row(cells_).subspan(index * columns_, columns_); }

    void add_null() { cells_.emplace_back(); }
    void add(std::int64_t integer) { cells_.emplace_back(integer); }
    void add(double real) { cells_.emplace_back(real); }
    void add(std::string_view text); // Copied.
    std::int64_t changed = 0;        // Rows inserted, updated or deleted.

private:
    std::size_t columns_;
    std::vector<Value> cells_;
    std::vector<std::unique_ptr<char[]>> blocks_; // Texts never move: cells point at them.
    std::size_t free_ = 0;                        // At the end of the last block.
    char* next_ = nullptr;
};

// What a database library complained about.
enum class Fault {
    Unique, // The next three are our mistakes: stores avoid them by ON CONFLICT and conditions.
    ForeignKey,
    Check,
    Busy, // Somebody else is writing the same: start again.
    Full, // No room on the disk; nothing was written.
    Gone, // The server does not answer.
    Other,
};

// Unavailable `storage.busy`, `storage.full`, `storage.unreachable`; Internal for the rest, with the fault's name and
// what the library said in the detail.
Error to_error(Fault fault, std::string_view said);

// One connection to a database. Not for two threads at once.
class Connection {
public:
    enum class Mode {
        Read,
        Write,
        Alone, // For migrations: everyone else who wants to be alone waits, and then sees what was done.
    };

    virtual ~Connection() = default;

    // Runs one statement, prepared on first use and kept. A text must not contain NUL: PostgreSQL has none.
    Result<Rows> query(std::string_view statement, std::initializer_list<Param> params = {}) {
        return query_with(statement, Params(params.begin(), params.size()));
    }
    // For a number of parameters that only the caller knows. Each number is a statement of its own to keep: use few.
    Result<Rows> query_with(std::string_view statement, Params params);
    // Runs a text of several statements, for migrations.
    Result<Done> script(std::string_view statements);

    Result<Done> begin(Mode mode);
    // An error means that nothing was kept, except after `storage.unreachable`: then nobody knows. Once a statement has
    // failed, nothing of the transaction can be committed, as on PostgreSQL.
    Result<Done> commit();
    virtual void rollback() = 0;

    // On whose behalf the present transaction works. On PostgreSQL the policies of its tables follow; SQLite has none.
    virtual Result<Done> act_for(const std::string& actor_id) = 0;

    // Whether it can be used again.
    virtual bool is_sound() const = 0;
    // Waits until this transaction alone holds the named lock; until its end. SQLite's only writer holds all of them.
    virtual Result<Done> lock(std::int64_t name) = 0;

private:
    virtual Result<Rows> run(std::string_view statement, Params params) = 0;
    virtual Result<Done> run_script(std::string_view statements) = 0;
    virtual Result<Done> run_begin(Mode mode) = 0;
    virtual Result<Done> run_commit() = 0;
    bool has_failed_ = false; // A statement of the present transaction.
};

} // namespace hoshirube::sql
