#include "formats/criteria_table.h"

#include "base/hash.h"
#include "base/text.h"
#include "formats/charset.h"
#include "formats/csv.h"
#include "formats/xlsx.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace hoshirube {

namespace {

constexpr std::string_view kSheetName = "★3・★4要求事項・評価基準";
constexpr std::uint32_t kHeaderSearchRows = 10;
constexpr std::uint32_t kHeaderSearchColumns = 10;
constexpr std::uint32_t kMaxRows = 10'000;
// A merged cell's text is copied to each of its rows.
constexpr std::size_t kMaxTableBytes = 32UL * 1024 * 1024;
constexpr std::size_t kMaxFoundCharacters = 40; // Of a cell quoted in an error.

// The columns that stand side by side in every edition, in this order.
enum Column : std::uint32_t {
    CategoryNo,
    Category,
    SectionNo,
    Section,
    Requirement,
    Star3,
    Star4,
    RequirementTitle,
    RequirementText,
    Level,
    Number,
    Text
};
constexpr std::uint32_t kFixedColumns = Text + 1;
constexpr std::array<std::string_view, kFixedColumns> kTitles{"大分類No.",   "大分類", "中分類No.",   "中分類",
                                                              "要求事項No.", "★3",     "★4",          "要求事項名",
                                                              "要求事項",    "★3/★4",  "評価基準No.", "評価基準"};
constexpr std::string_view kNistTitle = "NIST CSFにおける機能";
constexpr std::string_view kReferencesTitle = "参照文献";

// A sheet or a CSV file: what stands at a place, counted from 1.
struct Grid {
    std::uint32_t rows;
    std::function<std::string_view(std::uint32_t row, std::uint32_t column)> text;
};

struct Layout {
    std::uint32_t header_row = 0;
    std::uint32_t first_column = 0; // Of CategoryNo.
    std::uint32_t nist = 0;
    std::uint32_t references = 0;
    std::uint32_t reference_count = 0;
    std::uint32_t first_row = 0; // Of the criteria.
};

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

// The beginning of what stands in a cell, for the reader of an error.
std::string quoted(std::string_view text) {
    auto whole = trimmed(text);
    if (length_in_characters(whole) <= kMaxFoundCharacters) return whole;
    std::size_t end = 0;
    for (std::size_t characters = 0; end < whole.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(whole[end]) & 0xc0) != 0x80;
        if (begins && ++characters > kMaxFoundCharacters) break;
    }
    return whole.substr(0, end) + "…";
}

Error at_cell(std::string_view key, CellAddress cell, std::string_view title) {
    return invalid(key, {},
                   {{"row", std::to_string(cell.row)}, {"column", column_letters(cell.column)}, {"title", std::string(title)}});
}

Error with_found(Error error, std::string_view found) {
    error.params.emplace_back("found", quoted(found));
    return error;
}

// --- Header

bool is_title(std::string_view cell, std::string_view title) { return search_key(cell) == search_key(title); }
bool begins_with_title(std::string_view cell, std::string_view title) { return search_key(cell).starts_with(search_key(title)); }

std::optional<CellAddress> find_first_title(const Grid& grid) {
    for (std::uint32_t row = 1; row <= std::min(grid.rows, kHeaderSearchRows); ++row)
        for (std::uint32_t column = 1; column <= kHeaderSearchColumns; ++column)
            if (is_title(grid.text(row, column), kTitles[CategoryNo])) return CellAddress{row, column};
    return std::nullopt;
}

// The function of NIST CSF and the references follow, in the one order or the other.
Result<Done> find_last_columns(const Grid& grid, Layout& layout) {
    const auto next = layout.first_column + kFixedColumns;
    const bool nist_first = is_title(grid.text(layout.header_row, next), kNistTitle);
    layout.nist = nist_first ? next : next + 1;
    layout.references = nist_first ? next + 1 : next;
    layout.reference_count = nist_first ? kReferenceColumns : 1;
    const auto at_nist = grid.text(layout.header_row, layout.nist);
    if (!is_title(at_nist, kNistTitle))
        return with_found(at_cell("criteria_table.header_moved", {layout.header_row, layout.nist}, kNistTitle), at_nist);
    const auto at_references = grid.text(layout.header_row, layout.references);
    if (!begins_with_title(at_references, kReferencesTitle))
        return with_found(at_cell("criteria_table.header_moved", {layout.header_row, layout.references}, kReferencesTitle),
                          at_references);
    return Done{};
}

Result<Layout> find_layout(const Grid& grid) {
    const auto first = find_first_title(grid);
    if (!first)
        return invalid("criteria_table.header_missing", {},
                       {{"title", std::string(kTitles[CategoryNo])}, {"rows", std::to_string(kHeaderSearchRows)}});
    Layout layout;
    layout.header_row = first->row;
    layout.first_column = first->column;
    for (std::uint32_t i = 0; i < kFixedColumns; ++i) {
        const CellAddress cell{first->row, first->column + i};
        const auto found = grid.text(cell.row, cell.column);
        if (!is_title(found, kTitles[i])) return with_found(at_cell("criteria_table.header_moved", cell, kTitles[i]), found);
    }
    TRY(find_last_columns(grid, layout));
    // A second header row names the references; above it the titles are merged downwards, or nothing stands.
    const auto below = grid.text(first->row + 1, first->column + Number);
    const bool has_second_row = is_blank(below) || is_title(below, kTitles[Number]);
    layout.first_row = first->row + (has_second_row ? 2 : 1);
    return layout;
}

// --- Rows

// "1-1-2": `parts` numbers without leading zeroes, joined by hyphens.
bool is_number_of(std::string_view text, int parts) {
    for (; parts > 0; --parts) {
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits == 0 || digits > 3 || text[0] == '0') return false;
        text.remove_prefix(digits);
        if (parts == 1) break;
        if (!text.starts_with('-')) return false;
        text.remove_prefix(1);
    }
    return text.empty();
}

class RowReader {
public:
    RowReader(const Grid& grid, const Layout& layout, std::uint32_t row) : grid_(grid), layout_(layout), row_(row) {}

    bool is_blank_row() const {
        for (std::uint32_t i = 0; i < kFixedColumns; ++i)
            if (!is_blank(at(static_cast<Column>(i)))) return false;
        return true;
    }

    Result<CriteriaRow> read() const {
        CriteriaRow row{};
        row.source_row = row_;
        row.category_no = TRY(number(CategoryNo, 1, ""));
        row.section_no = TRY(number(SectionNo, 2, row.category_no));
        row.requirement = TRY(number(Requirement, 3, row.section_no));
        row.number = TRY(number(Number, 4, row.requirement));
        row.category = TRY(text(Category));
        row.section = TRY(text(Section));
        row.requirement_title = TRY(text(RequirementTitle));
        row.requirement_text = TRY(text(RequirementText));
        row.text = TRY(text(Text));
        row.star3 = TRY(mark(Star3));
        row.star4 = TRY(mark(Star4));
        row.level = TRY(level());
        row.nist = grid_.text(row_, layout_.nist);
        for (std::uint32_t i = 0; i < layout_.reference_count; ++i) row.references[i] = grid_.text(row_, layout_.references + i);
        return row;
    }

    Error refuse(std::string_view key, Column column) const {
        return at_cell(key, {row_, layout_.first_column + column}, kTitles[column]);
    }

private:
    std::string_view at(Column column) const { return grid_.text(row_, layout_.first_column + column); }

    Result<std::string> number(Column column, int parts, std::string_view parent) const {
        auto folded = folded_digits(at(column));
        if (!is_number_of(folded, parts)) return with_found(refuse("criteria_table.number_malformed", column), at(column));
        if (!parent.empty() && !folded.starts_with(std::string(parent).append("-"))) {
            auto error = with_found(refuse("criteria_table.number_out_of_place", column), folded);
            error.params.emplace_back("parent", parent);
            return error;
        }
        return folded;
    }

    Result<std::string> text(Column column) const {
        if (is_blank(at(column))) return refuse("criteria_table.text_empty", column);
        return std::string(at(column));
    }

    // Three characters look like the circle that says yes.
    Result<bool> mark(Column column) const {
        const auto found = trimmed(at(column));
        if (found.empty()) return false;
        if (found == "○" || found == "◯" || found == "〇") return true;
        return with_found(refuse("criteria_table.mark_unknown", column), found);
    }

    Result<std::string> level() const {
        auto folded = folded_digits(at(Level));
        if (folded == "★3" || folded == "★4") return folded;
        return with_found(refuse("criteria_table.level_unknown", Level), at(Level));
    }

    const Grid& grid_;
    const Layout& layout_;
    std::uint32_t row_;
};

std::size_t text_bytes(const CriteriaRow& row) {
    std::size_t bytes = row.category.size() + row.section.size() + row.requirement_title.size() + row.requirement_text.size() +
                        row.text.size() + row.nist.size();
    for (const auto& reference : row.references) bytes += reference.size();
    return bytes;
}

// The workbook marks a requirement once, in cells merged over its criteria; the public CSV copies mark only
// some of its rows. What the mark says is the same: the requirement applies.
void spread_marks(std::vector<CriteriaRow>& rows) {
    std::map<std::string, std::pair<bool, bool>> marks;
    for (const CriteriaRow& row : rows) {
        auto& [star3, star4] = marks[row.requirement];
        star3 = star3 || row.star3;
        star4 = star4 || row.star4;
    }
    for (CriteriaRow& row : rows) std::tie(row.star3, row.star4) = marks[row.requirement];
}

Result<CriteriaTable> read_grid(const Grid& grid) {
    const auto layout = TRY(find_layout(grid));
    CriteriaTable table;
    table.number_column = column_letters(layout.first_column + Number);
    for (std::uint32_t i = 0; i < layout.reference_count; ++i)
        table.reference_titles[i] = grid.text(layout.first_row - 1, layout.references + i);
    if (grid.rows > kMaxRows) return invalid("criteria_table.too_large");
    std::map<std::string, std::uint32_t> seen;
    std::size_t bytes = 0;
    for (auto row = layout.first_row; row <= grid.rows; ++row) {
        const RowReader reader(grid, layout, row);
        if (reader.is_blank_row()) continue;
        table.rows.push_back(TRY(reader.read()));
        const auto& number = table.rows.back().number;
        const auto [first, is_new] = seen.emplace(number, row);
        if (!is_new) {
            auto error = with_found(reader.refuse("criteria_table.number_duplicated", Number), number);
            error.params.emplace_back("first_row", std::to_string(first->second));
            return error;
        }
        bytes += text_bytes(table.rows.back());
        if (bytes > kMaxTableBytes) return invalid("criteria_table.too_large");
    }
    if (table.rows.empty()) return invalid("criteria_table.no_rows");
    spread_marks(table.rows);
    return table;
}

// --- Files

Result<CriteriaTable> read_workbook(std::string_view bytes) {
    const auto workbook = TRY(read_xlsx(bytes));
    std::string names;
    for (const Sheet& sheet : workbook.sheets) {
        const auto& name = sheet.fields().name;
        if (is_title(name, kSheetName))
            return read_grid({sheet.extent().row, [&](auto row, auto column) { return sheet.text(row, column); }});
        names.append(names.empty() ? "" : ", ").append(name);
    }
    return with_found(invalid("criteria_table.sheet_missing", {}, {{"sheet", std::string(kSheetName)}}), names);
}

Result<CriteriaTable> read_csv_file(std::string_view bytes) {
    const auto decoded = TRY(decode_text(bytes));
    const auto rows = TRY(read_csv(decoded.utf8, {}, csv_separator(decoded.utf8)));
    return read_grid({static_cast<std::uint32_t>(rows.size()), [&](auto row, auto column) -> std::string_view {
                          if (row > rows.size() || column > rows[row - 1].size()) return {};
                          return rows[row - 1][column - 1];
                      }});
}

bool is_office_container(std::string_view bytes) { return bytes.starts_with("PK") || bytes.starts_with("\xd0\xcf\x11\xe0"); }

// "1-1-1-1, 1-1-1-2, …"
std::string listed(const std::vector<std::string>& numbers) {
    constexpr std::size_t kMost = 10;
    std::string list;
    for (std::size_t i = 0; i < std::min(numbers.size(), kMost); ++i) list += (i > 0 ? ", " : "") + numbers[i];
    return numbers.size() > kMost ? list + ", …" : list;
}

} // namespace

Result<CriteriaTable> read_criteria_table(std::string_view bytes) {
    auto table = TRY(is_office_container(bytes) ? read_workbook(bytes) : read_csv_file(bytes));
    table.sha256 = sha256_hex(bytes);
    return table;
}

Result<Done> check_numbers(const CriteriaTable& table, std::span<const std::string> edition_numbers) {
    const std::set<std::string, std::less<>> edition(edition_numbers.begin(), edition_numbers.end());
    std::set<std::string, std::less<>> present;
    const CriteriaRow* stranger = nullptr;
    for (const CriteriaRow& row : table.rows) {
        present.insert(row.number);
        if (!stranger && !edition.contains(row.number)) stranger = &row;
    }
    std::vector<std::string> missing;
    for (const auto& number : edition_numbers)
        if (!present.contains(number)) missing.push_back(number);
    if (!stranger && missing.empty()) return Done{};
    Error::Params counts{{"missing_count", std::to_string(missing.size())}, {"missing", listed(missing)}};
    if (!stranger) return invalid("criteria_table.numbers_missing", {}, std::move(counts));
    auto error = invalid("criteria_table.other_edition", {},
                         {{"row", std::to_string(stranger->source_row)},
                          {"column", table.number_column},
                          {"title", std::string(kTitles[Number])},
                          {"number", stranger->number}});
    error.params.insert(error.params.end(), counts.begin(), counts.end());
    return error;
}

} // namespace hoshirube
