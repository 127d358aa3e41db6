#include "graph/io_csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace hoshirube::graph {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool has_open_quote(std::string_view text) { return std::count(text.begin(), text.end(), '"') % 2 != 0; }

} // namespace

void CsvRows::add(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        if (end == std::string_view::npos) {
            rest_ += bytes;
            return;
        }
        if (rest_.empty()) {
            take_line(bytes.substr(0, end));
        } else {
            rest_ += bytes.substr(0, end);
            const std::string whole = std::move(rest_);
            rest_.clear();
            take_line(whole);
        }
        bytes.remove_prefix(end + 1);
    }
}

bool CsvRows::finish(LastRow last_row) {
    if (rest_.empty() && record_.empty()) return true;
    if (last_row == LastRow::OnlyIfWhole) return false;
    if (!rest_.empty()) {
        const std::string last = std::move(rest_);
        rest_.clear();
        take_line(last);
    }
    if (!record_.empty()) {
        const std::string open = std::move(record_);
        record_.clear();
        give_row(open);
    }
    return false;
}

void CsvRows::take_line(std::string_view line) {
    ++line_;
    if (line_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (record_.empty()) {
        record_line_ = line_;
        if (!has_open_quote(line)) return give_row(line);
        record_ = line;
        return;
    }
    record_ += '\n';
    record_ += line;
    if (has_open_quote(record_)) return;
    const std::string whole = std::move(record_);
    record_.clear();
    give_row(whole);
}

void CsvRows::give_row(std::string_view line) {
    if (without_blanks(line).empty()) return;
    cells_.clear();
    if (line.find('"') != std::string_view::npos) {
        split_quoted(line);
    } else {
        for (std::size_t comma; (comma = line.find(',')) != std::string_view::npos; line.remove_prefix(comma + 1))
            cells_.push_back(without_blanks(line.substr(0, comma)));
        cells_.push_back(without_blanks(line));
    }
    row_(record_line_, cells_);
}

void CsvRows::split_quoted(std::string_view line) {
    unquoted_.assign(1, {});
    bool is_inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && is_inside && i + 1 < line.size() && line[i + 1] == '"') {
            unquoted_.back() += '"';
            ++i;
        } else if (c == '"') {
            is_inside = !is_inside;
        } else if (c == ',' && !is_inside) {
            unquoted_.emplace_back();
        } else {
            unquoted_.back() += c;
        }
    }
    for (const std::string& cell : unquoted_) cells_.push_back(without_blanks(cell));
}

void TableProblems::add(std::string_view key, std::size_t line, std::size_t column, std::string_view value) {
    ++count_;
    if (first_.size() < kKept) first_.push_back({std::string(key), line, column, std::string(value.substr(0, kValueBytes))});
}

Error TableProblems::error(std::string_view field) const {
    CHECK(!first_.empty());
    const Problem& problem = first_.front();
    return invalid(problem.key, field,
                   {{"line", std::to_string(problem.line)},
                    {"column", std::to_string(problem.column)},
                    {"value", problem.value},
                    {"count", std::to_string(count_)}});
}

void append_csv_cell(std::string& out, std::string_view text) {
    const bool needs_quotes =
        text.find_first_of(",\"\r\n") != std::string_view::npos || (!text.empty() && (text.front() == ' ' || text.back() == ' '));
    if (!needs_quotes) {
        out += text;
        return;
    }
    out += '"';
    for (char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_number(std::string& out, double value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    out.append(text, end);
}

Result<double> parse_number(std::string_view text) {
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size())
        return invalid("network.number_invalid", {}, {{"value", std::string(text)}});
    return value;
}

} // namespace hoshirube::graph
