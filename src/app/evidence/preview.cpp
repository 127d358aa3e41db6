#include "app/evidence/preview.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/evidence/evidence.h"
#include "formats/xlsx.h"

namespace hoshirube {

namespace {

// Smaller than what an import may need: a look is asked for often and shows little.
XlsxLimits limits() {
    XlsxLimits limits;
    limits.max_cells = 300'000;
    limits.max_text_bytes = 16UL * 1024 * 1024;
    return limits;
}

// The first characters; a mark where there were more. `text` is UTF-8.
std::string beginning(const std::string& text) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool begins_character = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins_character && characters++ == kPreviewCharacters) return text.substr(0, at) + "…";
    }
    return text;
}

Json sheet_json(const Sheet& sheet) {
    const auto extent = sheet.extent();
    const auto rows = std::min<std::size_t>(extent.row, kPreviewRows);
    const auto columns = std::min<std::size_t>(extent.column, kPreviewColumns);
    Json table = Json::array();
    for (std::size_t row = 0; row < rows; ++row) table.push_back(std::vector<std::string>(columns));
    for (const Cell& cell : sheet.fields().cells)
        if (cell.at.row <= rows && cell.at.column <= columns) table[cell.at.row - 1][cell.at.column - 1] = beginning(cell.text);
    return Json{{"name", sheet.fields().name},
                {"is_hidden", sheet.fields().visibility != SheetVisibility::Visible},
                {"rows", std::move(table)},
                {"rows_in_all", extent.row},
                {"columns_in_all", extent.column}};
}

} // namespace

Result<Json> evidence_preview_json(World& world, const Viewer& viewer, const std::string& evidence_id) {
    const auto content = TRY(read_evidence(world, viewer, evidence_id));
    const auto max_bytes = limits().zip.max_file_bytes;
    if (static_cast<std::size_t>(content.bytes->size_bytes()) > max_bytes) // Refused before it is read.
        return invalid("xlsx.too_large", {}, {{"max_mb", std::to_string(max_bytes / 1024 / 1024)}});
    std::string bytes;
    for (auto piece = TRY(content.bytes->next()); !piece.empty(); piece = TRY(content.bytes->next())) bytes += piece;
    const auto workbook = TRY(read_xlsx(bytes, limits()));
    Json sheets = Json::array();
    for (std::size_t n = 0; n < workbook.sheets.size() && n < kPreviewSheets; ++n)
        sheets.push_back(sheet_json(workbook.sheets[n]));
    return Json{{"sheets", std::move(sheets)}, {"sheets_in_all", workbook.sheets.size()}};
}

} // namespace hoshirube
