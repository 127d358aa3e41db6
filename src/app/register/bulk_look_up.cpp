#include <algorithm>
#include <span>
#include <string_view>
#include <unordered_map>

#include "app/register/register.h"
#include "base/text.h"

namespace hoshirube {

namespace {

constexpr const char* kHeader[] = {"corporate_number", "state",          "star",       "edition", "number", "scope",
                                   "registered_on",    "last_valid_day", "changed_on", "as_of"};

struct Asked {
    std::string text; // The corporate number, or what was typed instead of one.
    bool is_number;
};

// Read as typed: full-width digits and blanks are forgiven, the check digit is not.
Asked asked_in(const std::string& cell) {
    auto number = parse_corporate_number("corporate_number", cell);
    return number ? Asked{std::move(*number), true} : Asked{cell, false};
}

// The newest that is valid, or else the newest. The stars of one firm, newest first.
const Certificate& leading(std::span<const Certificate> newest_first, Day today) {
    for (const auto& c : newest_first)
        if (certificate_state(c, today) == "valid") return c;
    return newest_first.front();
}

std::vector<std::string> row_of(const Certificate& c, Day today, const std::string& as_of) {
    std::vector<std::string> row; // Cell by cell: a list in braces would copy each once more, ten thousand times.
    row.reserve(std::size(kHeader));
    row.push_back(c.corporate_number);
    row.emplace_back(certificate_state(c, today));
    row.push_back(std::to_string(c.star));
    row.push_back(c.edition);
    row.push_back(std::to_string(c.number));
    row.push_back(c.scope.kind + (c.scope.description.empty() ? "" : ": " + c.scope.description));
    row.push_back(c.registered_on.iso8601());
    row.push_back(c.last_valid_day.iso8601());
    row.push_back(state_since(c, today).iso8601());
    row.push_back(as_of);
    return row;
}

// By corporate number.
std::unordered_map<std::string_view, std::span<const Certificate>> by_number(std::span<const Certificate> sorted) {
    std::unordered_map<std::string_view, std::span<const Certificate>> found;
    found.reserve(sorted.size());
    for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
        while (end < sorted.size() && sorted[end].corporate_number == sorted[begin].corporate_number) ++end;
        found.emplace(sorted[begin].corporate_number, sorted.subspan(begin, end - begin));
    }
    return found;
}

Result<std::vector<Certificate>> certificates_among(World& world, const Viewer& viewer, const std::vector<std::string>& numbers) {
    if (TRY(world.roll.look(world.database))) return world.roll.certificates_among(numbers);
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    return transaction->register_().certificates_among(numbers);
}

} // namespace

Result<CsvRows> bulk_look_up(World& world, const Viewer& viewer, std::string_view csv, std::optional<Day> since) {
    CsvLimits limits;
    limits.max_bytes = kMaxBulkBytes;
    limits.max_rows = kMaxBulkNumbers + 1;
    limits.max_columns = 100;
    if (csv.starts_with("\xef\xbb\xbf")) csv.remove_prefix(3);
    if (!is_utf8(csv)) return invalid("text.not_utf8");
    const auto read = TRY(read_csv(csv, limits, csv_separator(csv)));
    std::vector<Asked> asked;
    std::vector<std::string> wanted;
    for (const auto& row : read) {
        const auto cell = row.empty() ? std::string() : trimmed(row[0]);
        if (cell.empty()) continue;
        auto one = asked_in(cell);
        const bool is_header =
            asked.empty() && !one.is_number && folded_digits(cell).find_first_of("0123456789") == std::string::npos;
        if (is_header) continue;
        if (one.is_number) wanted.push_back(one.text);
        asked.push_back(std::move(one));
    }
    if (asked.size() > kMaxBulkNumbers) return invalid("look_up.too_many", {}, {{"max", std::to_string(kMaxBulkNumbers)}});
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const auto certificates = TRY(certificates_among(world, viewer, wanted));
    const auto found = by_number(certificates);
    const auto today = viewer.today();
    const auto as_of = today.iso8601();
    CsvRows rows{{std::begin(kHeader), std::end(kHeader)}};
    rows.reserve(asked.size() + 1);
    for (const auto& [text, is_number] : asked) {
        const auto at = found.find(text);
        if (at != found.end()) {
            const auto& c = leading(at->second, today);
            if (!since || *since <= state_since(c, today)) rows.push_back(row_of(c, today, as_of));
        } else if (!since) rows.push_back({text, is_number ? "none" : "not_a_number", {}, {}, {}, {}, {}, {}, {}, as_of});
    }
    return rows;
}

} // namespace hoshirube
