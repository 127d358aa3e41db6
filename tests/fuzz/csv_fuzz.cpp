#include "base/text.h"
#include "formats/csv.h"
#include "fuzz/fuzz.h"

using namespace hoshirube;

// What parses is written and comes back the same, and no written cell starts a formula.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = test::as_text(data, size);
    if (!is_utf8(text)) return 0;
    constexpr CsvLimits kLimits{
        .max_bytes = 1 << 20, .max_rows = 1000, .max_columns = 1000, .max_cells = 10'000, .max_cell_bytes = 10'000};
    const auto rows = read_csv(text, kLimits, csv_separator(text));
    if (!rows) return 0;
    const auto written = write_csv(*rows);
    const auto back = read_exported_csv(written);
    CHECK(back && *back == *rows);
    const auto shown = read_csv(written);
    CHECK(bool(shown));
    for (const auto& row : *shown)
        for (const auto& cell : row) CHECK(cell.empty() || std::string_view("=+-@\t\r").find(cell[0]) == std::string_view::npos);
    return 0;
}
