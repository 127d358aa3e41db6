#include "base/text.h"
#include "formats/criteria_table.h"
#include "formats/csv.h"
#include "fuzz/fuzz.h"
#include "support/xlsx_bytes.h"

using namespace hoshirube;

namespace {

constexpr const char* kHeader = "大分類No.,大分類,中分類No.,中分類,要求事項No.,★3,★4,要求事項名,要求事項,★3/★4,"
                                "評価基準No.,評価基準,NIST CSFにおける機能,参照文献,,,,\r\n";

std::string quoted(std::string_view cell) {
    std::string out = "\"";
    for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
    return out + "\"";
}

// The table as CSV in the layout of the final edition.
std::string printed(const CriteriaTable& table) {
    std::string out = kHeader;
    out += ",,,,,,,,,,,,";
    for (const auto& title : table.reference_titles) out += "," + quoted(title);
    for (const CriteriaRow& row : table.rows) {
        out += "\r\n";
        for (const auto& cell :
             {row.category_no, row.category, row.section_no, row.section, row.requirement, std::string(row.star3 ? "○" : ""),
              std::string(row.star4 ? "○" : ""), row.requirement_title, row.requirement_text, row.level, row.number, row.text})
            out += quoted(cell) + ",";
        out += quoted(row.nist);
        for (const auto& reference : row.references) out += "," + quoted(reference);
    }
    return out;
}

// A table has the numbers it has: against those it holds, against one more it lacks one, against none it is another edition's.
void check_against_editions(const CriteriaTable& table) {
    std::vector<std::string> numbers;
    for (const auto& row : table.rows) numbers.push_back(row.number);
    CHECK(check_numbers(table, numbers));
    numbers.emplace_back("9-9-9-9-9");
    const auto missing = check_numbers(table, numbers);
    CHECK(!missing && missing.error().key == "criteria_table.numbers_missing" &&
          *missing.error().param("missing") == "9-9-9-9-9");
    const std::vector<std::string> others(12, "9-9-9-9-9");
    const auto other = check_numbers(table, others);
    CHECK(!other && other.error().key == "criteria_table.other_edition" && *other.error().param("missing_count") == "12");
}

void check_round_trip(const std::string& bytes) {
    auto table = read_criteria_table(bytes);
    if (!table) {
        for (const auto& [name, value] : table.error().params) CHECK(is_utf8(value) && value.size() < 10'000);
        return;
    }
    check_against_editions(*table);
    auto again = read_criteria_table(printed(*table));
    CHECK(again && again->rows.size() == table->rows.size());
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
        again->rows[i].source_row = table->rows[i].source_row; // Blank rows between are gone.
        CHECK(again->rows[i] == table->rows[i]);
    }
}

} // namespace

// The first byte chooses: a whole file, the rows below a sound header, or the rows of a sound workbook.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string rest(test::as_text(data + 1, size - 1));
    if (data[0] == 'r') {
        check_round_trip(kHeader + rest);
    } else if (data[0] == 'x') {
        const auto rows = read_csv(kHeader + rest, {.max_rows = 100, .max_columns = 100});
        if (!rows || !is_utf8(rest)) return 0;
        check_round_trip(test::xlsx_of({.sheets = {{"★3・★4要求事項・評価基準", test::sheet_data_of(*rows)}}}));
    } else {
        check_round_trip(std::string(test::as_text(data, size)));
    }
    return 0;
}
