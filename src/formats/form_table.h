#pragma once

#include "base/day.h"
#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

enum class FormField {
    Fixed, // Ours: shown, and back again unchanged.
    Entry, // A text the person types.
    Day,   // A day the person types.
    Shown, // For the eye only; nothing is read from it.
    Stamp, // Ours, for the way back; hidden in the workbook.
};

struct FormColumn {
    std::string title;             // As it is written.
    std::vector<std::string> also; // Other titles by which it is known again, such as that of the other language.
    std::string group;             // Stands above the titles of neighbouring columns; or empty.
    FormField field = FormField::Fixed;
    double width = 10; // Characters.
    bool is_folded = false;
};

// What may be chosen in one cell.
struct FormChoice {
    std::size_t row, column; // Both from 0.
    std::vector<std::string> options;
    bool takes_several; // One a line; then other text may be typed, too.
};

// A list that leaves as a workbook or CSV, is filled in elsewhere, and comes back.
struct Form {
    std::string sheet_name, guide_name;
    std::vector<std::string> guide; // Lines of the second sheet.
    std::string header, footer;     // Printed on every page.
    std::string several_title, several_prompt;
    std::vector<FormColumn> columns;
    std::size_t key = 0;                        // The column whose cell tells rows apart.
    std::vector<std::vector<std::string>> rows; // A text for each column; days as ISO 8601.
    std::vector<FormChoice> choices;
};

// Cost  153 rows of 28 columns in about 15 ms.
std::string write_form_xlsx(const Form&);

// UTF-8 without a byte order mark; see with_utf8_bom() and to_cp932(). Cells that a spreadsheet would compute are guarded.
std::string write_form_csv(const Form&);

// Characters of the form that CP932 does not have, each once with the first place where it stands: "髙 (row 3, …)" needs none.
struct MissingCharacter {
    std::string character, code;
    std::size_t row;    // From 0.
    std::size_t column; // From 0.
};
std::vector<MissingCharacter> missing_in_cp932(const Form&);

struct FilledRow {
    std::uint32_t row;              // As Excel counts.
    std::vector<std::string> cells; // One for each column asked for; line ends are \n. Of Shown columns, too.
};

struct FilledForm {
    std::vector<FilledRow> rows;      // Those with a key or an entry.
    std::vector<std::string> letters; // Of each column in the file: "L".
};

// Reads a form that came back as workbook or CSV. Columns are found by their titles, so columns may have been moved
// or added. Formulas are never computed: the result stored in the file is taken.
//
// Errors   Invalid `form.header_missing` {title}: no sheet holds the form; `form.column_missing` {title};
//          `form.column_twice` {title, column}; `form.formula_without_result` {row, column, title};
//          `form.cell_error` {row, column, title, found}; `form.too_many_rows` {max}; and those of read_xlsx,
//          decode_text, read_csv.
// Cost     153 rows of 28 columns in about 10 ms; memory is bounded by the readers' limits.
Result<FilledForm> read_form(std::string_view bytes, const std::vector<FormColumn>& columns, std::size_t key);

// A day as offices write it: 2026-12-01, 2026/12/1, 2026年12月1日, 令和8年12月1日, R8.12.1, in half or full width.
// Errors   Invalid `form.day_unreadable` {found}.
Result<Day> read_office_day(std::string_view text);

// The text as it is compared after a journey through office programs: without white space at both ends, line ends as
// \n, and the seven characters that CP932 has twice as Microsoft's twin.
std::string travelled(std::string_view utf8);

} // namespace hoshirube
