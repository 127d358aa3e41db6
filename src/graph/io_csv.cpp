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
    if (line_end_ != 0) return take_lines(bytes);
    rest_ += bytes;
    if (!knows_line_end(rest_)) return;
    const std::string first = std::move(rest_);
    rest_.clear();
    take_lines(first);
}

// A CR at the very end may be half of a CRLF.
bool CsvRows::knows_line_end(std::string_view bytes) {
    const std::size_t end = bytes.find_first_of("\r\n");
    if (end == std::string_view::npos || (bytes[end] == '\r' && end + 1 == bytes.size())) return false;
    line_end_ = bytes[end] == '\r' && bytes[end + 1] != '\n' ? '\r' : '\n';
    return true;
}

void CsvRows::take_lines(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find(line_end_);
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
    if (line_end_ == 0 && rest_.ends_with('\r')) { // A single line, ended by CR.
        line_end_ = '\r';
        const std::string only = std::move(rest_);
        rest_.clear();
        take_lines(only);
    }
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

// Outside quotes: a name of a column may hold anything.
void CsvRows::find_separator(std::string_view line) {
    bool is_inside = false, has_semicolon = false, has_tab = false;
    separator_ = ',';
    for (const char c : line) {
        if (c == '"') is_inside = !is_inside;
        if (is_inside) continue;
        if (c == ',') return;
        has_semicolon |= c == ';';
        has_tab |= c == '\t';
    }
    if (has_tab) separator_ = '\t';
    else if (has_semicolon) separator_ = ';';
}

void CsvRows::give_row(std::string_view line) {
    if (line.find_first_not_of(separator_ == ';' ? "; \t" : ", \t") == std::string_view::npos) return;
    if (separator_ == 0) find_separator(line);
    cells_.clear();
    if (line.find('"') != std::string_view::npos) {
        split_quoted(line);
    } else {
        for (std::size_t end; (end = line.find(separator_)) != std::string_view::npos; line.remove_prefix(end + 1))
            cells_.push_back(without_blanks(line.substr(0, end)));
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
        } else if (c == separator_ && !is_inside) {
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
    const auto one = [&](const Problem& problem) {
        return invalid(problem.key, field,
                       {{"line", std::to_string(problem.line)},
                        {"column", std::to_string(problem.column)},
                        {"value", problem.value},
                        {"count", std::to_string(count_)}});
    };
    auto error = one(first_.front());
    for (std::size_t i = 1; i < std::min(first_.size(), kNamed); ++i) error.also.push_back(one(first_[i]));
    return error;
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

namespace {

// U+FF01 to U+FF5E stand in UTF-8 as EF BC 81 … EF BD 9E and differ from ASCII by 0xFEE0.
std::string without_full_width(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0; };
        if (byte(i) == 0xEF && (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD) && byte(i + 2) >= 0x80) {
            const int ascii = 0x20 + (byte(i + 1) - 0xBC) * 0x40 + (byte(i + 2) - 0x80);
            if (ascii >= 0x21 && ascii <= 0x7E) {
                plain += static_cast<char>(ascii);
                i += 2;
                continue;
            }
        }
        plain += text[i];
    }
    return plain;
}

// "1,234,567.5" → "1234567.5"; empty where the commas stand anywhere else than before three digits of the whole part.
std::string without_thousands(std::string_view text) {
    const std::size_t start = text.starts_with('-') ? 1 : 0;
    const std::size_t end = std::min(text.find_first_not_of("0123456789,", start), text.size());
    std::string plain(text.substr(0, start));
    if ((end - start) % 4 == 0) return {}; // No digit before the first comma's place, or four.
    for (std::size_t i = start; i < end; ++i) {
        const bool has_comma_place = (end - i) % 4 == 0;
        if ((text[i] == ',') != has_comma_place) return {};
        if (text[i] != ',') plain += text[i];
    }
    return plain.append(text.substr(end));
}

// "¥1,200", "￥1,200", "\\1,200" (the yen sign of CP932) and "1,200円" as a cell of money is written out.
std::string_view without_currency(std::string_view text) {
    for (const std::string_view sign : {"\\", "\xC2\xA5", "\xEF\xBF\xA5"})
        if (text.starts_with(sign)) return text.substr(sign.size());
    constexpr std::string_view kYen = "\xE5\x86\x86";
    if (text.ends_with(kYen)) text.remove_suffix(kYen.size());
    return text;
}

bool read_number(std::string_view text, double& value) {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc{} && end == text.data() + text.size();
}

} // namespace

std::string_view folded_id(std::string_view text, std::string& folded) {
    if (text.find('\xEF') == std::string_view::npos) return text;
    folded = without_full_width(text);
    return folded;
}

Result<double> parse_number(std::string_view text) {
    double value = 0;
    if (read_number(text, value)) return value;
    const std::string_view figure = without_currency(text);
    std::string plain = figure.find('\xEF') == std::string_view::npos ? std::string(figure) : without_full_width(figure);
    if (plain.find(',') != std::string::npos) plain = without_thousands(plain);
    if (read_number(plain, value)) return value;
    return invalid("network.number_invalid", {}, {{"value", std::string(text)}});
}

} // namespace hoshirube::graph
