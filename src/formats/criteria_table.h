#pragma once

#include "base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

inline constexpr std::size_t kReferenceColumns = 5;

// One criterion as the official table prints it. White space of texts is kept: some end in a line feed.
struct CriteriaRow {
    std::uint32_t source_row; // As Excel counts.
    std::string category_no, category;
    std::string section_no, section;
    std::string requirement; // "1-1-1"
    bool star3, star4;       // Whether the requirement applies at that star: marked in any of its rows.
    std::string requirement_title, requirement_text;
    std::string level;  // "★3" or "★4": the star from which the criterion applies.
    std::string number; // "1-1-1-1", in half-width digits.
    std::string text;
    std::string nist;                                      // Function of NIST CSF.
    std::array<std::string, kReferenceColumns> references; // The draft edition has one column: the first.

    bool operator==(const CriteriaRow&) const = default;
};

struct CriteriaTable {
    std::vector<CriteriaRow> rows;                               // In the order of the file.
    std::array<std::string, kReferenceColumns> reference_titles; // Of the columns references came from, or empty.
    std::string number_column; // Letters of the column that holds the numbers: "L" in the workbook, "K" in the CSV.
    std::string sha256;        // Of the file's bytes, in hex.
};

// Reads the table of requirements and criteria as the operator publishes it: the workbook (its sheet
// ★3・★4要求事項・評価基準) or the same as CSV, in any charset decode_text() knows. Columns are found by
// their titles; an empty column in front, one or two header rows, and the draft's other order of the last
// columns are all right.
//
// Errors   Invalid, with {row, column, title} of the cell at fault, for example row 57, column L,
// 評価基準No.:
//          `criteria_table.number_malformed` {found}; `criteria_table.number_out_of_place` {found, parent}:
//          not below its own requirement; `criteria_table.number_duplicated` {found, first_row};
//          `criteria_table.text_empty`; `criteria_table.level_unknown` {found}; `criteria_table.mark_unknown`
//          {found}; `criteria_table.header_moved` {found}: another title stands where `title` is expected.
//          Without a cell: `criteria_table.sheet_missing` {sheet, found}; `criteria_table.header_missing`
//          {title, rows}; `criteria_table.no_rows`; `criteria_table.too_large`; and those of read_xlsx,
//          decode_text, read_csv.
// Cost     a few milliseconds; texts are copied.
// Source   IPA, SCS評価制度 要求事項・評価基準, workbook of 2026-03-27; public CSV copies of it and of the
// draft.
Result<CriteriaTable> read_criteria_table(std::string_view bytes);

// Whether the table holds exactly the criteria of an edition, so that no text is stored under a number of
// another.
//
// Errors   Invalid `criteria_table.other_edition` {row, column, title, number, missing_count, missing}: the
// first row
//          whose number the edition does not have; `criteria_table.numbers_missing` {missing_count, missing}:
//          all rows belong, but the file is not whole. `missing` lists at most ten numbers.
Result<Done> check_numbers(const CriteriaTable& table, std::span<const std::string> edition_numbers);

} // namespace hoshirube
