#pragma once

#include "base/day.h"
#include "formats/xlsx.h"

#include <optional>
#include <string>
#include <vector>

namespace hoshirube {

// How a written cell looks. Only Entry and DateEntry may be typed in where the sheet is protected.
enum class CellLook { Plain, Bold, Heading, EntryHeading, Fixed, Entry, DateEntry, Small };

struct OutCell {
    std::string text; // Always text: nothing here is ever a formula, whatever it begins with.
    CellLook look = CellLook::Plain;
    std::optional<Day> day = {}; // Instead of the text: a date Excel can sort.
};

struct OutColumn {
    double width = 9;       // In characters, as Excel counts them.
    bool is_folded = false; // Behind a + above the column: there, printed not.
    bool is_hidden = false;
};

// A drop-down list on a range of cells: the options stand in the cells `source` of the sheet `source_sheet`.
struct OutChoice {
    CellRange cells;
    std::string source_sheet;
    CellRange source;
    bool is_strict = true; // Nothing else may be typed.
    std::string prompt_title, prompt;
};

struct OutSheet {
    std::string name; // At most 31 characters, none of []:*?/\.
    SheetVisibility visibility = SheetVisibility::Visible;
    std::vector<OutColumn> columns;         // From A.
    std::vector<std::vector<OutCell>> rows; // From row 1, cells from A.
    std::vector<CellRange> merged;
    std::vector<OutChoice> choices;
    CellAddress frozen{0, 0};        // The first cell that scrolls; {0, 0}: none.
    std::uint32_t title_rows = 0;    // Repeated on every printed page, and above the filter buttons.
    std::string header, footer_left; // Printed on every page; the footer adds "page / pages".
    bool is_protected = false;       // Against slips, not against intent: there is no password.
    bool has_filter = false;         // On the last title row.
};

// Writes an Excel workbook (.xlsx). Prints on A4 landscape, as wide as one page.
//
// Cost     153 rows of 28 cells in about 10 ms. The same sheets give the same bytes.
// Source   ECMA-376 part 1, SpreadsheetML. libxlsxwriter 1.1.4 would need temporary files, and formats/ does no I/O.
std::string write_xlsx(const std::vector<OutSheet>& sheets);

} // namespace hoshirube
