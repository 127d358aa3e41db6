#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube::graph {

// Rows of a CSV text (RFC 4180, UTF-8, optional byte order mark) that arrives in pieces of any size, as office programs
// write it: lines end with LF, CRLF or CR, whichever the first line shows; where its first line has no comma but a tab or
// semicolon, that one parts the cells.
//
// Rows without anything in any cell are skipped. Cells lose blanks at both ends.
// Cost     the longest row in memory; about 300 MB/s where nothing is quoted.
class CsvRows {
public:
    using Row = std::function<void(std::size_t line, std::span<const std::string_view> cells)>;

    explicit CsvRows(Row row) : row_(std::move(row)) {}

    void add(std::string_view bytes);

    // False where the last line end is missing or a quote is open: the text may have been cut there, and its
    // last row is given out only if asked for.
    enum class LastRow : std::uint8_t { OnlyIfWhole, Always };
    bool finish(LastRow last);
    std::size_t line() const { return line_; }
    std::size_t open_quote_line() const { return record_.empty() ? 0 : record_line_; } // 0: no quote is open.

private:
    void take_lines(std::string_view bytes);
    bool knows_line_end(std::string_view bytes);
    void find_separator(std::string_view line);
    void take_line(std::string_view line);
    void give_row(std::string_view line);
    void split_quoted(std::string_view line);

    Row row_;
    char line_end_ = 0, separator_ = 0; // 0: not seen yet.
    std::string rest_;                  // A line whose end has not arrived.
    std::string record_;                // Lines of a record with an open quote.
    std::size_t line_ = 0, record_line_ = 0;
    std::vector<std::string_view> cells_;
    std::vector<std::string> unquoted_;
};

// What is wrong in a table, by line and column; counts everything, keeps the first ones.
class TableProblems {
public:
    struct Problem {
        std::string key;
        std::size_t line, column; // Both from 1; column 0: the whole line.
        std::string value;
    };

    void add(std::string_view key, std::size_t line, std::size_t column, std::string_view value);
    std::size_t count() const { return count_; }
    const std::vector<Problem>& first() const { return first_; }

    // The first problem as an error, with params {line}, {column}, {value} and {count} of all problems; the next kNamed − 1 in `also`.
    Error error(std::string_view field) const;

    static constexpr std::size_t kNamed = 10;

private:
    static constexpr std::size_t kKept = 50, kValueBytes = 80;
    std::size_t count_ = 0;
    std::vector<Problem> first_;
};

// Takes the pieces of a text as they are made.
using TextSink = std::function<void(std::string_view)>;

void append_csv_cell(std::string& out, std::string_view text); // Quoted where needed.
void append_number(std::string& out, double value);            // The shortest text that reads back the same.

// A finite or infinite decimal number that fills the whole text. Full-width digits and signs are read as their
// ASCII selves, and thousands may be set off by commas ("1,234,567"), as office programs write them.
Result<double> parse_number(std::string_view text);

// The form in which ids are kept and compared: full-width digits, Latin letters and hyphens as their ASCII selves.
// `folded` holds the text where it had to change.
std::string_view folded_id(std::string_view text, std::string& folded);

} // namespace hoshirube::graph
