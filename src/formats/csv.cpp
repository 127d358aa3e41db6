#include "formats/csv.h"

#include "base/text.h"
#include "formats/cell_address.h"

#include <algorithm>
#include <array>

namespace hoshirube {

namespace {

class Reader {
public:
    Reader(std::string_view text, const CsvLimits& limits, char separator)
        : text_(text), limits_(limits), separator_(separator) {}

    Result<CsvRows> read() {
        if (text_.size() > limits_.max_bytes) return limit("csv.too_large", limits_.max_bytes);
        while (at_ < text_.size()) {
            if (rows_.size() == limits_.max_rows) return limit("csv.too_many_rows", limits_.max_rows);
            rows_.emplace_back();
            TRY(read_row(rows_.back()));
        }
        return std::move(rows_);
    }

private:
    // Takes the row's line end with it.
    Result<Done> read_row(std::vector<std::string>& row) {
        while (true) {
            if (row.size() == limits_.max_columns) {
                auto error = limit("csv.too_many_columns", limits_.max_columns);
                error.params.emplace_back("row", std::to_string(rows_.size()));
                return error;
            }
            if (cells_++ == limits_.max_cells) return limit("csv.too_many_cells", limits_.max_cells);
            row.emplace_back();
            TRY(starts_with('"') ? read_quoted(row.back()) : read_plain(row.back()));
            if (row.back().size() > limits_.max_cell_bytes) return cell_too_long();
            if (!starts_with(separator_)) break;
            ++at_;
        }
        if (text_.substr(at_).starts_with("\r\n")) ++at_;
        if (at_ < text_.size()) ++at_;
        return Done{};
    }

    Result<Done> read_plain(std::string& cell) {
        const std::array<char, 3> stops{separator_, '\r', '\n'};
        const auto end = std::min(text_.find_first_of(std::string_view(stops.data(), stops.size()), at_), text_.size());
        cell.assign(text_.substr(at_, end - at_));
        at_ = end;
        return Done{};
    }

    Result<Done> read_quoted(std::string& cell) {
        ++at_;
        while (true) {
            const auto quote = text_.find('"', at_);
            if (quote == std::string_view::npos) return here("csv.quote_not_closed");
            cell.append(text_.substr(at_, quote - at_));
            at_ = quote + 1;
            if (!starts_with('"')) break;
            cell += '"';
            ++at_;
        }
        if (at_ == text_.size() || starts_with(separator_) || starts_with('\r') || starts_with('\n')) return Done{};
        return here("csv.text_after_quote");
    }

    bool starts_with(char c) const { return at_ < text_.size() && text_[at_] == c; }

    Error here(std::string_view key) const {
        const CellAddress cell{static_cast<std::uint32_t>(rows_.size()), static_cast<std::uint32_t>(rows_.back().size())};
        return invalid(key, {},
                       {{"row", std::to_string(cell.row)}, {"column", std::to_string(cell.column)}, {"cell", to_text(cell)}});
    }

    Error cell_too_long() const {
        auto error = here("csv.cell_too_long");
        error.params.emplace_back("max", std::to_string(limits_.max_cell_bytes));
        return error;
    }

    static Error limit(std::string_view key, std::size_t max) { return invalid(key, {}, {{"max", std::to_string(max)}}); }

    std::string_view text_;
    const CsvLimits& limits_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t cells_ = 0;
    CsvRows rows_;
};

// Would a spreadsheet take this for a formula, or for one behind our apostrophes? Counting the apostrophes in
// makes the guard reversible: a cell that already looked guarded gets one more.
bool needs_guard(std::string_view cell) {
    cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
    if (cell.starts_with('\t') || cell.starts_with('\r')) return true;
    const auto text = trimmed(cell);
    // ASCII, full-width, small forms, and the minus sign proper.
    constexpr std::array<std::string_view, 13> kStarts{"=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−"};
    return std::any_of(kStarts.begin(), kStarts.end(), [&](auto start) { return text.starts_with(start); });
}

} // namespace

void append_exported_cell(std::string& out, std::string_view cell) {
    const bool guard = needs_guard(cell);
    // Also the separators of other regions, or half a cell could start a formula there.
    if (cell.find_first_of(" \",;\t\r\n") == std::string_view::npos) {
        out.append(guard ? "'" : "").append(cell);
        return;
    }
    out += guard ? "\"'" : "\"";
    for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

Result<CsvRows> read_csv(std::string_view utf8, const CsvLimits& limits, char separator) {
    return Reader(utf8, limits, separator).read();
}

char csv_separator(std::string_view utf8) {
    bool in_quotes = false;
    bool has_tab = false, has_semicolon = false;
    for (const char c : utf8) {
        if (c == '"') in_quotes = !in_quotes;
        if (in_quotes) continue;
        if (c == ',') return ',';
        if (c == '\r' || c == '\n') break;
        has_tab = has_tab || c == '\t';
        has_semicolon = has_semicolon || c == ';';
    }
    if (has_tab) return '\t';
    return has_semicolon ? ';' : ',';
}

std::string write_csv(const CsvRows& rows) {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ',';
            append_exported_cell(out, row[i]);
        }
        out += "\r\n";
    }
    return out;
}

Result<CsvRows> read_exported_csv(std::string_view utf8, const CsvLimits& limits, char separator) {
    auto rows = TRY(read_csv(utf8, limits, separator));
    for (auto& row : rows)
        for (auto& cell : row)
            if (cell.starts_with('\'') && needs_guard(std::string_view(cell).substr(1))) cell.erase(0, 1);
    return rows;
}

} // namespace hoshirube
