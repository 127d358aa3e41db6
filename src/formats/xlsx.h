#pragma once

#include "base/result.h"
#include "formats/cell_address.h"
#include "formats/xml_guard.h"
#include "formats/zip_archive.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

enum class CellKind { Text, Number, Boolean, Date, Error };

struct Cell {
    CellAddress at;
    CellKind kind;
    std::string text;        // Never empty. Numbers with 15 digits, dates as ISO 8601, "TRUE", "#N/A".
    bool is_formula = false; // Then the text is the result that was stored with it.
};

struct CellRange {
    CellAddress first;
    CellAddress last; // Inclusive.
};

enum class SheetVisibility { Visible, Hidden, VeryHidden };

// One sheet: the cells that hold something, in reading order, and which of them spread over a merged range.
class Sheet {
public:
    struct Fields {
        std::string name;
        SheetVisibility visibility = SheetVisibility::Visible;
        std::vector<Cell> cells; // Sorted by address, each address once.
        std::vector<CellRange> merged;
        std::vector<CellAddress> uncomputed; // Formulas whose result the file does not hold; not among the cells. Sorted.
    };
    explicit Sheet(Fields fields);

    // What a reader of the sheet sees at this place: in a merged range the text of its first cell. Empty
    // where nothing stands. Rows and columns count from 1.
    std::string_view text(std::uint32_t row, std::uint32_t column) const;

    // The last row and the last column that hold something, merged ranges with text included; {0, 0} when
    // empty.
    CellAddress extent() const { return extent_; }

    const Fields& fields() const { return fields_; }

private:
    // The part of a merged range that lies in one column.
    struct MergedStrip {
        std::uint32_t column, first_row, last_row;
        CellAddress anchor;
    };
    std::string_view own_text(CellAddress at) const;

    Fields fields_;
    std::vector<MergedStrip> strips_; // Sorted by column, then row.
    CellAddress extent_{0, 0};
};

struct Workbook {
    std::vector<Sheet> sheets; // Worksheets in the order of their tabs, hidden ones included.
};

struct XlsxLimits {
    ZipLimits zip;
    XmlLimits xml;
    std::size_t max_sheets = 256;
    std::size_t max_rows = kMaxSheetRows;
    std::size_t max_cells = 1'000'000;         // In all sheets together; empty cells do not count.
    std::size_t max_cell_bytes = 128UL * 1024; // Excel itself takes 32,767 characters.
    std::size_t max_text_bytes = 64UL * 1024 * 1024;
    std::size_t max_merged_columns = 500'000; // Sum of the widths of all merged ranges of a sheet.
};

// Reads an Excel workbook (.xlsx, ECMA-376). Formulas are never computed: the result Excel stored is taken.
// Furigana is left out of texts. Links, images and everything else but the cells are not looked at.
//
// Errors   Invalid: `xlsx.not_xlsx`; `xlsx.legacy_xls`; `xlsx.binary_workbook`; `xlsx.encrypted`;
// `xlsx.macros`;
//          those of ZipArchive and check_xml; `xlsx.damaged` {part}; `xlsx.bad_cell` {sheet, cell};
//          `xlsx.cell_too_long` {sheet, cell}; `xlsx.too_many_rows` {sheet, max}; `xlsx.too_many_cells`
//          {max}; `xlsx.too_many_sheets` {max}; `xlsx.too_many_merges` {sheet}; `xlsx.too_much_text`
//          {max_mb}.
// Cost     60,000 cells in about 60 ms. Memory is bounded by the limits, not by what the file claims: at the
//          defaults 64 MiB for a part, 256 MiB for its tree and 128 MiB for the cells.
// Source   ECMA-376 part 1, SpreadsheetML; part 2, packages.
Result<Workbook> read_xlsx(std::string_view bytes, const XlsxLimits& limits = {});

} // namespace hoshirube
