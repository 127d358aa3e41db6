#include "base/text.h"
#include "formats/xlsx.h"
#include "fuzz/fuzz.h"
#include "support/xlsx_bytes.h"

using namespace hoshirube;

namespace {

// Small enough that an input cannot be slow without being a finding.
XlsxLimits small_limits() {
    XlsxLimits limits;
    limits.max_cells = 10'000;
    limits.max_text_bytes = 1 << 20;
    limits.max_merged_columns = 50'000;
    return limits;
}

// The same cells as a workbook of inline strings.
std::string printed(const Workbook& workbook) {
    test::XlsxParts parts;
    for (const Sheet& sheet : workbook.sheets) {
        std::string rows;
        for (const Cell& cell : sheet.fields().cells)
            rows += "<row r=\"" + std::to_string(cell.at.row) + "\"><c r=\"" + to_text(cell.at) + "\"" +
                    test::sheet_data_of({{cell.text}}).substr(7); // After its own <row><c
        std::string merged;
        for (const CellRange& range : sheet.fields().merged)
            merged += "<mergeCell ref=\"" + to_text(range.first) + ":" + to_text(range.last) + "\"/>";
        parts.sheets.push_back({std::to_string(parts.sheets.size()), rows, "<mergeCells>" + merged + "</mergeCells>"});
    }
    return test::xlsx_of(parts);
}

void check_round_trip(const std::string& bytes) {
    const auto workbook = read_xlsx(bytes, small_limits());
    if (!workbook) {
        for (const auto& [name, value] : workbook.error().params) CHECK(is_utf8(value) && value.size() < 1000);
        return;
    }
    auto limits = small_limits();
    limits.zip.max_ratio = 2000;
    const auto again = read_xlsx(printed(*workbook), limits);
    CHECK(bool(again));
    CHECK(again->sheets.size() == workbook->sheets.size());
    for (std::size_t i = 0; i < workbook->sheets.size(); ++i) {
        const Sheet& sheet = workbook->sheets[i];
        const Sheet& copy = again->sheets[i];
        CHECK(copy.extent() == sheet.extent());
        CHECK(copy.fields().cells.size() == sheet.fields().cells.size());
        for (const Cell& cell : sheet.fields().cells) {
            CHECK(is_utf8(cell.text));
            CHECK(copy.text(cell.at.row, cell.at.column) == sheet.text(cell.at.row, cell.at.column));
        }
    }
}

} // namespace

// The first byte chooses what the rest is: the whole file, or one part in a sound package, so that checksums
// do not keep the fuzzer out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string rest(test::as_text(data + 1, size - 1));
    switch (data[0]) {
    case 's': check_round_trip(test::xlsx_of({.sheets = {{"a", rest}}, .strings = "<si><t>b</t></si>"})); break;
    case 'm': check_round_trip(test::xlsx_of({.sheets = {{"a", "<row><c><v>1</v></c></row>", rest}}})); break;
    case 't': check_round_trip(test::xlsx_of({.sheets = {{"a", "<row><c t=\"s\"><v>0</v></c></row>"}}, .strings = rest})); break;
    case 'f':
        check_round_trip(test::xlsx_of({.sheets = {{"a", "<row><c s=\"0\"><v>46349.5</v></c></row>"}}, .styles = rest}));
        break;
    case 'w':
    case 'r': {
        auto entries = test::xlsx_entries({.sheets = {{"a", "<row><c><v>1</v></c></row>"}}});
        for (auto& entry : entries)
            if (entry.name == (data[0] == 'w' ? "xl/workbook.xml" : "xl/_rels/workbook.xml.rels")) entry.bytes = rest;
        check_round_trip(test::zip_of(entries));
        break;
    }
    default: check_round_trip(std::string(test::as_text(data, size)));
    }
    return 0;
}
