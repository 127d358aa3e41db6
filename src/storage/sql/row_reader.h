#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

// Reads the cells of one row from left to right, in the order of the statement's columns. What is stored is parsed, not
// trusted: the first cell that is not what it should be makes finish() answer Internal.
class RowReader {
public:
    explicit RowReader(Rows::Row row) : row_(row) {}

    std::string text() { return std::string(view()); }
    // Without a copy: gone with the rows it is read from.
    std::string_view view() {
        const auto* cell = std::get_if<std::string_view>(&next());
        if (cell) return *cell;
        fail("text");
        return {};
    }
    std::int64_t integer() {
        const auto* cell = std::get_if<std::int64_t>(&next());
        if (cell) return *cell;
        fail("integer");
        return 0;
    }
    int small() { return static_cast<int>(integer()); }
    bool boolean() { return integer() != 0; }
    Instant instant() { return Instant(integer()); }
    Day day() {
        const auto parsed = Day::parse(view());
        if (parsed) return *parsed;
        fail("day");
        return Instant(0).tokyo_day();
    }
    std::optional<Day> optional_day() { return skip_null() ? std::nullopt : std::optional(day()); }
    std::optional<Instant> optional_instant() { return skip_null() ? std::nullopt : std::optional(instant()); }

    // An enumerator stored by name: `in.named(parse_role)`.
    template <typename T>
    T named(Result<T> (*parse)(std::string_view)) {
        auto parsed = parse(view());
        if (parsed) return *parsed;
        fail("name");
        return T{};
    }

    // Whether the next cell is null; if so it is passed over.
    bool skip_null() {
        if (at_ >= row_.size() || row_[at_].index() != 0) return false;
        ++at_;
        return true;
    }

    template <typename T>
    Result<T> finish(T value) const {
        if (!failure_.empty()) return internal(failure_);
        return value;
    }

private:
    const Value& next() {
        CHECK(at_ < row_.size());
        return row_[at_++];
    }
    void fail(const char* expected) {
        if (failure_.empty()) failure_ = "stored value " + std::to_string(at_) + " of a row is no " + expected;
    }
    Rows::Row row_;
    std::size_t at_ = 0;
    std::string failure_;
};

// Every row through `to`, a function Result<T>(RowReader&).
template <typename T>
Result<std::vector<T>> all(Rows rows, Result<T> (*to)(RowReader&)) {
    std::vector<T> values;
    values.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RowReader in(rows[i]);
        values.push_back(TRY(to(in)));
    }
    return values;
}

template <typename T>
Result<std::optional<T>> first(Rows rows, Result<T> (*to)(RowReader&)) {
    if (rows.empty()) return std::optional<T>();
    RowReader in(rows[0]);
    return std::optional<T>(TRY(to(in)));
}

// NotFound `key` where there is nothing.
template <typename T>
Result<T> only(Rows rows, Result<T> (*to)(RowReader&), std::string_view key) {
    if (rows.empty()) return not_found(key);
    RowReader in(rows[0]);
    return to(in);
}

inline std::optional<std::string> iso8601(const std::optional<Day>& day) {
    return day ? std::optional(day->iso8601()) : std::nullopt;
}
inline std::optional<std::int64_t> milliseconds(const std::optional<Instant>& instant) {
    return instant ? std::optional(instant->milliseconds()) : std::nullopt;
}

// `typed` as a LIKE pattern (ESCAPE '\') for texts that contain it.
std::string containing(std::string_view typed);

// A list in one column: each entry followed by a line feed, which none may hold.
std::string join_lines(const std::vector<std::string>& lines);
std::vector<std::string> split_lines(std::string_view text);

} // namespace hoshirube::sql
