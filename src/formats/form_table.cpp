#include "formats/form_table.h"

#include "base/text.h"
#include "formats/charset.h"
#include "formats/csv.h"
#include "formats/xlsx.h"
#include "formats/xlsx_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace hoshirube {

namespace {

constexpr std::uint32_t kTitleRows = 2;
constexpr std::uint32_t kHeaderSearchRows = 10;
constexpr std::uint32_t kHeaderSearchColumns = 200;
constexpr std::uint32_t kMaxRows = 10'000;
constexpr std::size_t kMaxFoundCharacters = 40;

// --- Writing

CellLook heading_look(FormField field) {
    return field == FormField::Entry || field == FormField::Day ? CellLook::EntryHeading : CellLook::Heading;
}

CellLook look(FormField field) {
    switch (field) {
    case FormField::Entry: return CellLook::Entry;
    case FormField::Day: return CellLook::DateEntry;
    case FormField::Stamp: return CellLook::Small;
    default: return CellLook::Fixed;
    }
}

// The titles stand in two rows: the lower one names the columns of a group, other titles reach over both.
void add_titles(const Form& form, OutSheet& sheet) {
    std::vector<OutCell> upper(1), lower(1);
    std::string group;
    std::uint32_t group_first = 0;
    const auto end_group = [&](std::uint32_t last) {
        if (!group.empty() && last > group_first) sheet.merged.push_back({{1, group_first}, {1, last}});
        group.clear();
    };
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const auto& column = form.columns[i];
        const auto number = static_cast<std::uint32_t>(i + 2);
        if (column.group != group) end_group(number - 1);
        if (column.group.empty()) {
            upper.push_back({column.title, heading_look(column.field)});
            lower.push_back({"", heading_look(column.field)});
            sheet.merged.push_back({{1, number}, {kTitleRows, number}});
            continue;
        }
        if (group.empty()) group_first = number;
        upper.push_back({group.empty() ? column.group : "", CellLook::Heading});
        lower.push_back({column.title, CellLook::Heading});
        group = column.group;
    }
    end_group(static_cast<std::uint32_t>(form.columns.size() + 1));
    sheet.rows = {std::move(upper), std::move(lower)};
}

OutCell out_cell(const std::string& text, FormField field) {
    if (field == FormField::Day && !text.empty())
        if (const auto day = Day::parse(text)) return {text, look(field), *day};
    return {text, look(field)};
}

// Each different list once, in a column of its own.
class ListSheet {
public:
    static constexpr const char* kName = "lists";

    CellRange place(const std::vector<std::string>& options) {
        const auto found = std::find(lists_.begin(), lists_.end(), options);
        const auto column = static_cast<std::uint32_t>(found - lists_.begin() + 1);
        if (found == lists_.end()) lists_.push_back(options);
        return {{1, column}, {static_cast<std::uint32_t>(options.size()), column}};
    }

    OutSheet sheet() const {
        OutSheet out;
        out.name = kName;
        out.visibility = SheetVisibility::Hidden;
        for (std::size_t c = 0; c < lists_.size(); ++c)
            for (std::size_t r = 0; r < lists_[c].size(); ++r) {
                if (out.rows.size() <= r) out.rows.resize(r + 1);
                out.rows[r].resize(std::max(out.rows[r].size(), c + 1));
                out.rows[r][c] = {lists_[c][r]};
            }
        return out;
    }

private:
    std::vector<std::vector<std::string>> lists_;
};

CsvRows csv_rows(const Form& form) {
    CsvRows rows(kTitleRows);
    std::string group;
    for (const auto& column : form.columns) {
        rows[0].push_back(column.group.empty() ? column.title : column.group == group ? "" : column.group);
        rows[1].push_back(column.group.empty() ? "" : column.title);
        group = column.group;
    }
    rows.insert(rows.end(), form.rows.begin(), form.rows.end());
    return rows;
}

// --- Reading

struct Grid {
    std::uint32_t rows;
    std::uint32_t columns;
    std::function<std::string_view(std::uint32_t row, std::uint32_t column)> text;
    const Sheet* sheet = nullptr; // Of a workbook: knows which cells are formulas and errors.
};

// The titles of one column as they are compared.
class Titles {
public:
    explicit Titles(const FormColumn& column) {
        keys_.push_back(search_key(column.title));
        for (const auto& title : column.also) keys_.push_back(search_key(title));
    }
    bool has(std::string_view cell) const { return !cell.empty() && has_key(search_key(cell)); }
    bool has_key(const std::string& key) const {
        return !key.empty() && std::find(keys_.begin(), keys_.end(), key) != keys_.end();
    }

private:
    std::vector<std::string> keys_;
};

std::string beginning(std::string_view text) {
    auto whole = trimmed(text);
    std::size_t end = 0;
    for (std::size_t characters = 0; end < whole.size(); ++end)
        if ((static_cast<unsigned char>(whole[end]) & 0xc0) != 0x80 && ++characters > kMaxFoundCharacters) break;
    return end < whole.size() ? whole.substr(0, end) + "…" : whole;
}

Error at_cell(std::string_view key, CellAddress at, const std::string& title) {
    return invalid(key, {}, {{"row", std::to_string(at.row)}, {"column", column_letters(at.column)}, {"title", title}});
}

std::optional<std::uint32_t> find_header(const Grid& grid, const Titles& key) {
    for (std::uint32_t row = 1; row <= std::min(grid.rows, kHeaderSearchRows); ++row)
        for (std::uint32_t column = 1; column <= std::min(grid.columns, kHeaderSearchColumns); ++column)
            if (key.has(grid.text(row, column))) return row;
    return std::nullopt;
}

Result<std::vector<std::uint32_t>> find_columns(const Grid& grid, std::uint32_t header, const std::vector<FormColumn>& columns) {
    std::vector<std::uint32_t> places(columns.size(), 0);
    const std::vector<Titles> titles(columns.begin(), columns.end());
    for (std::uint32_t column = 1; column <= std::min(grid.columns, kHeaderSearchColumns); ++column) {
        const auto upper = search_key(grid.text(header, column)), lower = search_key(grid.text(header + 1, column));
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!titles[i].has_key(upper) && !titles[i].has_key(lower)) continue;
            if (places[i] != 0) return at_cell("form.column_twice", {header, column}, columns[i].title);
            places[i] = column;
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (places[i] == 0) return invalid("form.column_missing", {}, {{"title", columns[i].title}});
    return places;
}

std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            if (i + 1 < text.size() && text[i + 1] == '\n') continue;
            out += '\n';
        } else out += text[i];
    }
    return out;
}

// A formula's result is only taken where the file holds one that is no error.
Result<Done> check_computed(const Sheet& sheet, CellAddress at, const std::string& title) {
    const auto& fields = sheet.fields();
    if (std::binary_search(fields.uncomputed.begin(), fields.uncomputed.end(), at))
        return at_cell("form.formula_without_result", at, title);
    const auto found = std::lower_bound(fields.cells.begin(), fields.cells.end(), at,
                                        [](const Cell& cell, CellAddress address) { return cell.at < address; });
    if (found == fields.cells.end() || found->at != at || found->kind != CellKind::Error) return Done{};
    auto error = at_cell("form.cell_error", at, title);
    error.params.emplace_back("found", beginning(found->text));
    return error;
}

Result<FilledForm> read_grid(const Grid& grid, std::uint32_t header, const std::vector<FormColumn>& columns, std::size_t key) {
    const auto places = TRY(find_columns(grid, header, columns));
    const auto below = grid.text(header + 1, places[key]);
    const auto first = header + (trimmed(below).empty() || Titles(columns[key]).has(below) ? 2 : 1);
    if (grid.rows > kMaxRows) return invalid("form.too_many_rows", {}, {{"max", std::to_string(kMaxRows)}});
    FilledForm form;
    for (const auto place : places) form.letters.push_back(column_letters(place));
    for (auto row = first; row <= grid.rows; ++row) {
        FilledRow filled{row, {}};
        bool is_blank = true;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (grid.sheet && columns[i].field != FormField::Shown)
                TRY(check_computed(*grid.sheet, {row, places[i]}, columns[i].title));
            filled.cells.push_back(with_plain_line_ends(grid.text(row, places[i])));
            const bool counts = i == key || columns[i].field == FormField::Entry || columns[i].field == FormField::Day;
            is_blank = is_blank && !(counts && !trimmed(filled.cells.back()).empty());
        }
        if (!is_blank) form.rows.push_back(std::move(filled));
    }
    return form;
}

Result<FilledForm> read_workbook(std::string_view bytes, const std::vector<FormColumn>& columns, std::size_t key) {
    const auto workbook = TRY(read_xlsx(bytes));
    for (const Sheet& sheet : workbook.sheets) {
        const Grid grid{sheet.extent().row, sheet.extent().column, [&](auto row, auto column) { return sheet.text(row, column); },
                        &sheet};
        if (const auto header = find_header(grid, Titles(columns[key]))) return read_grid(grid, *header, columns, key);
    }
    return invalid("form.header_missing", {}, {{"title", columns[key].title}});
}

Result<FilledForm> read_csv_form(std::string_view bytes, const std::vector<FormColumn>& columns, std::size_t key) {
    const auto decoded = TRY(decode_text(bytes));
    const auto rows = TRY(read_exported_csv(decoded.utf8, {}, csv_separator(decoded.utf8)));
    std::size_t widest = 0;
    for (const auto& row : rows) widest = std::max(widest, row.size());
    const Grid grid{static_cast<std::uint32_t>(rows.size()), static_cast<std::uint32_t>(widest),
                    [&](auto row, auto column) -> std::string_view {
                        if (row > rows.size() || column > rows[row - 1].size()) return {};
                        return rows[row - 1][column - 1];
                    }};
    const auto header = find_header(grid, Titles(columns[key]));
    if (!header) return invalid("form.header_missing", {}, {{"title", columns[key].title}});
    return read_grid(grid, *header, columns, key);
}

// The runs of digits of a text, and its first letter; nothing for anything but digits and what stands between them.
struct DateParts {
    std::vector<int> numbers;
    bool is_reiwa = false;
};

std::optional<DateParts> date_parts(std::string text) {
    DateParts parts;
    if (const auto at = text.find('T'); at != std::string::npos && at >= 8) text.resize(at); // The time Excel adds.
    for (const std::string_view era : {"令和", "R", "r"})
        if (text.starts_with(era)) {
            parts.is_reiwa = true;
            text.erase(0, era.size());
            break;
        }
    if (text.starts_with("元")) text.replace(0, std::string_view("元").size(), "1");
    std::size_t at = 0;
    while (at < text.size()) {
        int number = 0;
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
        if (error != std::errc() || number < 0) return std::nullopt;
        parts.numbers.push_back(number);
        at = static_cast<std::size_t>(end - text.data());
        for (const std::string_view between : {"年", "月", "日", "-", "/", "."})
            if (std::string_view(text).substr(at).starts_with(between)) {
                at += between.size();
                break;
            }
        if (parts.numbers.size() > 3) return std::nullopt;
    }
    return parts;
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

} // namespace

std::string write_form_xlsx(const Form& form) {
    OutSheet sheet;
    sheet.name = form.sheet_name;
    sheet.columns.push_back({2, false, false});
    for (const auto& column : form.columns)
        sheet.columns.push_back({column.width, column.is_folded, column.field == FormField::Stamp});
    add_titles(form, sheet);
    for (const auto& row : form.rows) {
        std::vector<OutCell> cells(1);
        for (std::size_t i = 0; i < form.columns.size(); ++i) cells.push_back(out_cell(row[i], form.columns[i].field));
        sheet.rows.push_back(std::move(cells));
    }
    ListSheet lists;
    for (const auto& choice : form.choices) {
        const CellAddress at{static_cast<std::uint32_t>(choice.row) + kTitleRows + 1,
                             static_cast<std::uint32_t>(choice.column) + 2};
        sheet.choices.push_back({{at, at},
                                 ListSheet::kName,
                                 lists.place(choice.options),
                                 !choice.takes_several,
                                 choice.takes_several ? form.several_title : "",
                                 choice.takes_several ? form.several_prompt : ""});
    }
    sheet.frozen = {kTitleRows + 1, static_cast<std::uint32_t>(form.key) + 3};
    sheet.title_rows = kTitleRows;
    sheet.header = form.header;
    sheet.footer_left = form.footer;
    sheet.is_protected = true;
    sheet.has_filter = true;
    OutSheet guide;
    guide.name = form.guide_name;
    guide.columns = {{100, false, false}};
    for (const auto& line : form.guide) guide.rows.push_back({{line, guide.rows.empty() ? CellLook::Bold : CellLook::Plain}});
    guide.header = form.header;
    return write_xlsx({std::move(sheet), std::move(guide), lists.sheet()});
}

std::string write_form_csv(const Form& form) { return write_csv(csv_rows(form)); }

std::vector<MissingCharacter> missing_in_cp932(const Form& form) {
    std::vector<MissingCharacter> missing;
    std::set<std::string> seen;
    for (std::size_t r = 0; r < form.rows.size(); ++r)
        for (std::size_t c = 0; c < form.rows[r].size(); ++c) {
            const std::string_view cell = form.rows[r][c];
            if (to_cp932(cell)) continue;
            for (std::size_t at = 0, end = 0; at < cell.size(); at = end) {
                for (end = at + 1; end < cell.size() && (static_cast<unsigned char>(cell[end]) & 0xc0) == 0x80;) ++end;
                const auto one = to_cp932(cell.substr(at, end - at));
                if (one || !seen.insert(std::string(cell.substr(at, end - at))).second) continue;
                const auto& params = one.error().params;
                const auto code = std::find_if(params.begin(), params.end(), [](const auto& p) { return p.first == "code"; });
                missing.push_back({std::string(cell.substr(at, end - at)), code == params.end() ? "" : code->second, r, c});
            }
        }
    return missing;
}

Result<FilledForm> read_form(std::string_view bytes, const std::vector<FormColumn>& columns, std::size_t key) {
    CHECK(key < columns.size());
    if (bytes.starts_with("PK") || bytes.starts_with("\xd0\xcf\x11\xe0")) return read_workbook(bytes, columns, key);
    return read_csv_form(bytes, columns, key);
}

Result<Day> read_office_day(std::string_view text) {
    auto folded = compatibility_folded(text);
    folded.erase(std::remove(folded.begin(), folded.end(), ' '), folded.end());
    const auto unreadable = invalid("form.day_unreadable", {}, {{"found", beginning(text)}});
    const auto parts = date_parts(folded);
    if (!parts || parts->numbers.size() != 3) return unreadable;
    const int year = parts->numbers[0] + (parts->is_reiwa ? 2018 : 0);
    if (year < 2000 || year > 2200 || parts->numbers[1] > 12 || parts->numbers[2] > 31) return unreadable;
    const auto day = Day::parse(std::to_string(year) + "-" + two_digits(parts->numbers[1]) + "-" + two_digits(parts->numbers[2]));
    if (!day) return unreadable;
    return *day;
}

std::string travelled(std::string_view utf8) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTwins{
        {{"〜", "～"}, {"‖", "∥"}, {"−", "－"}, {"—", "―"}, {"¢", "￠"}, {"£", "￡"}, {"¬", "￢"}}};
    auto text = trimmed(with_plain_line_ends(utf8));
    for (const auto& [one, other] : kTwins)
        for (auto at = text.find(one); at != std::string::npos; at = text.find(one, at + other.size()))
            text.replace(at, one.size(), other);
    return text;
}

} // namespace hoshirube
