#pragma once

#include "app/act.h"

namespace hoshirube {

// How much of a workbook a look into it shows.
inline constexpr std::size_t kPreviewSheets = 20, kPreviewRows = 200, kPreviewColumns = 40, kPreviewCharacters = 400;

// The cells of a workbook as text, so that an expert can judge it without opening a foreign file; formulas are not computed,
// macros, pictures and links not looked at. Of a merged range only the first cell holds the text. Dates are ISO 8601.
// {"sheets": [{"name", "is_hidden", "rows": [[text]], "rows_in_all", "columns_in_all"}], "sheets_in_all"}
//
// Errors   As read_evidence() and read_xlsx().
// Cost     About 60 ms for 60,000 cells.
Result<Json> evidence_preview_json(World&, const Viewer&, const std::string& evidence_id);

} // namespace hoshirube
