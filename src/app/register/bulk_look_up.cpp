#include <algorithm>
#include <map>

#include "app/register/register.h"
#include "base/text.h"

namespace hoshirube {

namespace {

constexpr const char* kHeader[] = {"corporate_number", "state",          "star",       "edition", "number", "scope",
                                   "registered_on",    "last_valid_day", "changed_on", "as_of"};

// Read as typed: full-width digits and blanks are forgiven, the check digit is not.
std::optional<std::string> number_in(const std::string& cell) {
    const auto number = parse_corporate_number("corporate_number", cell);
    return number ? std::optional(*number) : std::nullopt;
}

// The newest that is valid, or else the newest.
const Certificate& leading(const std::vector<const Certificate*>& newest_first, Day today) {
    for (const auto* c : newest_first)
        if (certificate_state(*c, today) == "valid") return *c;
    return *newest_first.front();
}

std::vector<std::string> row_of(const Certificate& c, Day today) {
    return {c.corporate_number,
            std::string(certificate_state(c, today)),
            std::to_string(c.star),
            c.edition,
            std::to_string(c.number),
            c.scope.kind + (c.scope.description.empty() ? "" : ": " + c.scope.description),
            c.registered_on.iso8601(),
            c.last_valid_day.iso8601(),
            state_since(c, today).iso8601(),
            today.iso8601()};
}

std::vector<std::string> row_without(const std::string& typed, const char* state, Day today) {
    return {typed, state, {}, {}, {}, {}, {}, {}, {}, today.iso8601()};
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
    std::vector<std::string> typed, wanted;
    for (const auto& row : read) {
        const auto cell = row.empty() ? std::string() : trimmed(row[0]);
        const auto number = number_in(cell);
        const bool is_header = typed.empty() && !number && folded_digits(cell).find_first_of("0123456789") == std::string::npos;
        if (cell.empty() || is_header) continue;
        if (number) wanted.push_back(*number);
        typed.push_back(number.value_or(cell));
    }
    if (typed.size() > kMaxBulkNumbers) return invalid("look_up.too_many", {}, {{"max", std::to_string(kMaxBulkNumbers)}});
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto found = TRY(transaction->register_().certificates_among(wanted));
    transaction.reset();
    std::map<std::string_view, std::vector<const Certificate*>> by_number;
    for (const auto& c : found) by_number[c.corporate_number].push_back(&c);
    const auto today = viewer.today();
    CsvRows rows{{std::begin(kHeader), std::end(kHeader)}};
    for (const auto& one : typed) {
        const auto at = by_number.find(one);
        if (at != by_number.end()) {
            const auto& c = leading(at->second, today);
            if (!since || *since <= state_since(c, today)) rows.push_back(row_of(c, today));
        } else if (!since) rows.push_back(row_without(one, number_in(one) ? "none" : "not_a_number", today));
    }
    return rows;
}

} // namespace hoshirube
