#pragma once

#include "base/result.h"
#include "graph/network.h"

#include <span>
#include <string>
#include <string_view>

namespace hoshirube::graph {

// An input-output table as a network in which each sector is one firm: first row the columns, first column the rows, a cell what the
// row's sector sells to the column's in a year. Columns of final demand (households, exports; imports as negative figures) only count
// towards a sector's output, which becomes its revenue. Rows and columns named in `ignored` (totals, value added) are passed over.
struct TableColumns {
    std::span<const std::string> final_demand, ignored;
};

// Errors   Invalid, field "table", params {line, column, value, count}: `table.empty`, `table.cells`, `table.not_utf8`,
//          `io_table.cell_invalid`, `io_table.row_unknown` (a row that is no column), `io_table.column_unknown` (a column that is neither a
//          row nor named); `io_table.output_invalid` {value}: a sector whose output is not above 0 though it sells.
Result<Network> parse_input_output_table(std::string_view bytes, const TableColumns& columns);

} // namespace hoshirube::graph
