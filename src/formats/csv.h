#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

// Rows as they stand in the file: of different lengths where the file is ragged; an empty line is one empty
// cell.
using CsvRows = std::vector<std::vector<std::string>>;

struct CsvLimits {
    std::size_t max_bytes = 64UL * 1024 * 1024;
    std::size_t max_rows = 1'048'576;
    std::size_t max_columns = 16'384;
    std::size_t max_cells = 4'000'000; // Bounds memory where each cell is nearly empty.
    std::size_t max_cell_bytes = 1024UL * 1024;
};

// Reads comma-separated text (RFC 4180). Line ends may be CRLF, LF or CR; a quoted cell keeps them. A quote
// in the middle of an unquoted cell is an ordinary character, as in Excel.
//
// Units    rows and columns in errors count from 1, as Excel shows them: {row} "3", {column} "12", {cell}
// "L3". Errors   Invalid `csv.quote_not_closed` {row, column, cell} names the cell where the quote opened;
//          `csv.text_after_quote` {row, column, cell}; `csv.cell_too_long` {row, column, cell, max};
//          `csv.too_many_columns` {row, max}; `csv.too_many_rows` {max}; `csv.too_many_cells` {max};
//          `csv.too_large` {max}.
// Cost     about 200 MB/s; memory is the text plus 32 bytes a cell.
Result<CsvRows> read_csv(std::string_view utf8, const CsvLimits& limits = {}, char separator = ',');

// The separator of the first line outside quotes: a comma where it has one, else a tab (Excel's "Unicode text"), else a
// semicolon (Excel where the comma parts decimals).
char csv_separator(std::string_view utf8);

// Writes CSV that no spreadsheet computes: a cell that begins with = + - @, a tab or CR, also after blanks
// and in full-width or small forms, gets an apostrophe in front. Lines end in CRLF.
//
// Source   OWASP, "CSV Injection": its list of characters, with their full-width and small forms.
std::string write_csv(const CsvRows& rows);

// One cell as write_csv writes it.
void append_exported_cell(std::string& out, std::string_view cell);

// Reads what write_csv() wrote and takes the apostrophes off again: the same cells come back.
Result<CsvRows> read_exported_csv(std::string_view utf8, const CsvLimits& limits = {}, char separator = ',');

} // namespace hoshirube
