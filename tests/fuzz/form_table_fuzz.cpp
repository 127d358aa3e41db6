#include "formats/form_table.h"

#include "base/text.h"
#include "formats/csv.h"
#include "fuzz/fuzz.h"
#include "support/xlsx_bytes.h"

using namespace hoshirube;

namespace {

std::vector<FormColumn> columns() {
    return {{"大分類", {}, "", FormField::Fixed},      {"評価基準No.", {"Criterion no."}, "", FormField::Fixed},
            {"ISO", {}, "参照文献", FormField::Fixed}, {"答え", {"Answer"}, "", FormField::Entry},
            {"いつまでに", {}, "", FormField::Day},    {"証跡", {}, "", FormField::Shown},
            {"照合", {}, "", FormField::Stamp}};
}

constexpr const char* kTitles = "大分類,評価基準No.,ISO,答え,いつまでに,証跡,照合\r\n";

// What was read leaves again and comes back the same, as CSV and as workbook.
void check_round_trip(const std::string& bytes) {
    const auto read = read_form(bytes, columns(), 1);
    if (!read) {
        for (const auto& [name, value] : read.error().params) CHECK(is_utf8(value) && value.size() < 10'000);
        return;
    }
    Form form;
    form.sheet_name = "a";
    form.guide_name = "b";
    form.columns = columns();
    form.key = 1;
    for (const auto& row : read->rows) {
        CHECK(row.cells.size() == form.columns.size());
        for (const auto& cell : row.cells)
            if (const auto day = read_office_day(cell)) CHECK(*read_office_day(day->iso8601()) == *day);
        form.rows.push_back(row.cells);
    }
    if (form.rows.size() > 200) return;
    for (std::size_t row = 0; row < form.rows.size(); ++row) // As our own forms offer them.
        form.choices.push_back({row, row % 2 + 3, {form.rows[row][3], "b"}, row % 3 == 0});
    form.guide = {"how", "to"};
    const auto csv = read_form(write_form_csv(form), form.columns, form.key);
    CHECK(csv && csv->rows.size() == form.rows.size());
    for (std::size_t i = 0; i < form.rows.size(); ++i) CHECK(csv->rows[i].cells == form.rows[i]);
    (void)read_form(write_form_xlsx(form), form.columns, form.key); // Cells may be longer than a workbook takes.
    for (const auto& one : missing_in_cp932(form)) CHECK(form.rows[one.row][one.column].find(one.character) != std::string::npos);
    for (const auto& row : form.rows)
        for (const auto& cell : row) CHECK(travelled(travelled(cell)) == travelled(cell));
}

} // namespace

// The first byte chooses: a whole file, the rows below sound titles, those as a workbook, or the cells of a sheet as XML.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string rest(test::as_text(data + 1, size - 1));
    if (data[0] == 'r') {
        check_round_trip(kTitles + rest);
    } else if (data[0] == 'x') {
        const auto rows = read_csv(kTitles + rest, {.max_rows = 100, .max_columns = 100});
        if (!rows || !is_utf8(rest)) return 0;
        check_round_trip(test::xlsx_of({.sheets = {{"自己評価", test::sheet_data_of(*rows)}}}));
    } else if (data[0] == 'c') {
        const auto titles = read_csv(kTitles);
        check_round_trip(test::xlsx_of({.sheets = {{"自己評価", test::sheet_data_of(*titles) + rest}}}));
    } else {
        check_round_trip(std::string(test::as_text(data, size)));
    }
    return 0;
}
