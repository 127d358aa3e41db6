#include "formats/charset.h"
#include "formats/criteria_table.h"
#include "formats/csv.h"
#include "support/xlsx_bytes.h"

#include <functional>
#include <gtest/gtest.h>

namespace hoshirube {

namespace {

constexpr const char* kSheet = "★3・★4要求事項・評価基準";

// A table of our own invention in the published layout, as the CSV has it: two header rows, three criteria.
CsvRows invented() {
    return {
        {"大分類No.", "大分類", "中分類No.", "中分類", "要求事項No.", "★3", "★4", "要求事項名", "要求事項", "★3/★4",
         "評価基準No.", "評価基準", "NIST CSFにおける機能", "参照文献(太字)", "", "", "", ""},
        {"", "", "", "", "", "", "", "", "", "", "", "", "", "CE", "CMMC", "ISO", "政府", "自動車"},
        {"1", "庭", "1-1", "花", "1-1-1", "○", "○", "水", "花に水をやること。", "★3", "1-1-1-1", "・朝、水をやる。\n", "識別(ID)",
         "A1", "", "5.1", "2.1", "No.1"},
        {"1", "庭", "1-1", "花", "1-1-1", "○", "○", "水", "花に水をやること。", "★4", "1-1-1-2", "・晩も、水をやる。　",
         "識別(ID)", "", "", "", "", ""},
        {"1", "庭", "1-2", "木", "1-2-1", "", "○", "枝", "枝を切ること。", "★4", "1-2-1-1", "・冬に切る。", "防御(PR)", "", "",
         "", "", ""},
        {"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""},
    };
}

std::string quoted_csv(const CsvRows& rows, char separator = ',') {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += separator;
            out += '"';
            for (const char c : row[i]) out.append(c == '"' ? 2 : 1, c);
            out += '"';
        }
        out += "\r\n";
    }
    return out;
}

// The workbook's layout: an empty column in front, header cells merged downwards.
std::string workbook(CsvRows rows, const std::string& sheet = kSheet) {
    std::string merged = "<mergeCells><mergeCell ref=\"O1:S1\"/>";
    for (char column = 'B'; column <= 'N'; ++column)
        merged += std::string("<mergeCell ref=\"") + column + "1:" + column + "2\"/>";
    merged += "<mergeCell ref=\"C3:C5\"/><mergeCell ref=\"J3:J4\"/></mergeCells>";
    for (std::size_t column = 1; column < 2; ++column) rows[3][column] = rows[4][column] = "";
    rows[3][8] = "";
    for (auto& row : rows) row.insert(row.begin(), "");
    return test::xlsx_of({.sheets = {{"表紙", ""}, {sheet, test::sheet_data_of(rows), merged}}});
}

std::string told(const Error& error) {
    std::string text = error.key;
    for (const auto& [name, value] : error.params) text += " " + name + "=" + value;
    return text;
}

template <typename T>
std::string told(const Result<T>& result) {
    return result ? "read" : told(result.error());
}

// What is said when one cell of the invented table is another.
std::string with_cell(std::size_t row, std::size_t column, const std::string& text) {
    auto rows = invented();
    rows[row - 1][column] = text;
    const auto from_csv = told(read_criteria_table(quoted_csv(rows)));
    return from_csv;
}

} // namespace

TEST(CriteriaTable, IsReadFromCsvAndWorkbookAlike) {
    const auto csv = read_criteria_table(quoted_csv(invented()));
    ASSERT_TRUE(csv) << told(csv);
    ASSERT_EQ(csv->rows.size(), 3U);
    const CriteriaRow& first = csv->rows[0];
    EXPECT_EQ(first.source_row, 3U);
    EXPECT_EQ(first.requirement, "1-1-1");
    EXPECT_TRUE(first.star3 && first.star4);
    EXPECT_EQ(first.level, "★3");
    EXPECT_EQ(first.text, "・朝、水をやる。\n") << "white space stays";
    EXPECT_EQ(csv->rows[1].text, "・晩も、水をやる。　");
    EXPECT_EQ(first.nist, "識別(ID)");
    EXPECT_EQ(first.references, (std::array<std::string, 5>{"A1", "", "5.1", "2.1", "No.1"}));
    EXPECT_EQ(csv->reference_titles, (std::array<std::string, 5>{"CE", "CMMC", "ISO", "政府", "自動車"}));
    EXPECT_FALSE(csv->rows[2].star3);
    EXPECT_EQ(csv->number_column, "K");

    const auto xlsx = read_criteria_table(workbook(invented()));
    ASSERT_TRUE(xlsx) << told(xlsx);
    EXPECT_EQ(xlsx->rows, csv->rows);
    EXPECT_EQ(xlsx->reference_titles, csv->reference_titles);
    EXPECT_EQ(xlsx->number_column, "L");
    EXPECT_NE(xlsx->sha256, csv->sha256);

    for (const auto& bytes :
         {*to_cp932(quoted_csv(invented())), with_utf8_bom(quoted_csv(invented())), quoted_csv(invented(), '\t')})
        EXPECT_EQ(read_criteria_table(bytes)->rows, csv->rows);
}

TEST(CriteriaTable, ReadsTheDraftsLayout) {
    auto rows = invented();
    rows.erase(rows.begin() + 1); // One header row, references in one column before the function.
    for (auto& row : rows) {
        row.resize(14);
        std::swap(row[12], row[13]);
    }
    const auto table = read_criteria_table(quoted_csv(rows));
    ASSERT_TRUE(table) << told(table);
    ASSERT_EQ(table->rows.size(), 3U);
    EXPECT_EQ(table->rows[0].source_row, 2U);
    EXPECT_EQ(table->rows[0].nist, "識別(ID)");
    EXPECT_EQ(table->rows[0].references, (std::array<std::string, 5>{"A1", "", "", "", ""}));
}

TEST(CriteriaTable, TakesAMarkInAnyRowForTheRequirement) {
    auto rows = invented();
    rows[2][5] = "";
    const auto table = read_criteria_table(quoted_csv(rows));
    ASSERT_TRUE(table) << told(table);
    EXPECT_TRUE(table->rows[0].star3 && table->rows[1].star3);
    EXPECT_FALSE(table->rows[2].star3);
}

TEST(CriteriaTable, FoldsNumbersTypedFullWidth) {
    auto rows = invented();
    rows[2][0] = "１";
    rows[2][10] = " １－１－１－１";
    rows[2][9] = "★３";
    const auto table = read_criteria_table(quoted_csv(rows));
    ASSERT_TRUE(table) << told(table);
    EXPECT_EQ(table->rows[0].number, "1-1-1-1");
    EXPECT_EQ(table->rows[0].category_no, "1");
    EXPECT_EQ(table->rows[0].level, "★3");
}

TEST(CriteriaTable, NamesTheCellThatIsWrong) {
    EXPECT_EQ(with_cell(4, 10, "1-1-1"), "criteria_table.number_malformed row=4 column=K title=評価基準No. found=1-1-1");
    EXPECT_EQ(with_cell(4, 10, ""), "criteria_table.number_malformed row=4 column=K title=評価基準No. found=");
    EXPECT_EQ(with_cell(4, 10, "1-1-01-2"), "criteria_table.number_malformed row=4 column=K title=評価基準No. found=1-1-01-2");
    EXPECT_EQ(with_cell(4, 10, "1-2-1-2"),
              "criteria_table.number_out_of_place row=4 column=K title=評価基準No. found=1-2-1-2 parent=1-1-1");
    EXPECT_EQ(with_cell(4, 10, "1-1-1-1"),
              "criteria_table.number_duplicated row=4 column=K title=評価基準No. found=1-1-1-1 first_row=3");
    EXPECT_EQ(with_cell(5, 2, "2"), "criteria_table.number_malformed row=5 column=C title=中分類No. found=2");
    EXPECT_EQ(with_cell(4, 11, " \n　"), "criteria_table.text_empty row=4 column=L title=評価基準");
    EXPECT_EQ(with_cell(4, 9, "★5"), "criteria_table.level_unknown row=4 column=J title=★3/★4 found=★5");
    EXPECT_EQ(with_cell(4, 5, "済"), "criteria_table.mark_unknown row=4 column=F title=★3 found=済");
    auto rows = invented();
    rows[3][10] = "1-1";
    EXPECT_EQ(told(read_criteria_table(workbook(rows))),
              "criteria_table.number_malformed row=4 column=L title=評価基準No. found=1-1")
        << "in the workbook the same column has another letter";
    EXPECT_EQ(with_cell(4, 10, std::string(2'000, 'x')),
              "criteria_table.number_malformed row=4 column=K title=評価基準No. found=" + std::string(40, 'x') + "…");
}

TEST(CriteriaTable, NoticesAMovedOrMissingHeader) {
    auto rows = invented();
    for (auto& row : rows) row.insert(row.begin() + 3, "memo");
    EXPECT_EQ(told(read_criteria_table(quoted_csv(rows))), "criteria_table.header_moved row=1 column=D title=中分類 found=memo");
    EXPECT_EQ(with_cell(1, 12, "別"),
              "criteria_table.header_moved row=1 column=N title=NIST CSFにおける機能 found=参照文献(太字)");
    EXPECT_EQ(with_cell(1, 13, "別"), "criteria_table.header_moved row=1 column=N title=参照文献 found=別");
    EXPECT_EQ(with_cell(1, 0, "No."), "criteria_table.header_missing title=大分類No. rows=10");
    EXPECT_EQ(told(read_criteria_table("a,b\n")), "criteria_table.header_missing title=大分類No. rows=10");
    EXPECT_EQ(told(read_criteria_table("")), "criteria_table.header_missing title=大分類No. rows=10");
    rows = invented();
    rows.insert(rows.begin(), 2, {"別紙"});
    rows.resize(4);
    EXPECT_EQ(told(read_criteria_table(quoted_csv(rows))), "criteria_table.no_rows");
    EXPECT_EQ(told(read_criteria_table(workbook(invented(), "Sheet1"))),
              std::string("criteria_table.sheet_missing sheet=") + kSheet + " found=表紙, Sheet1");
    EXPECT_EQ(told(read_criteria_table("PK\x03\x04")), "xlsx.damaged part=zip");
    EXPECT_EQ(told(read_criteria_table(std::string("\x81\0", 2))), "charset.unknown offset=0");
}

TEST(CriteriaTable, BelongsToOneEdition) {
    const auto table = read_criteria_table(quoted_csv(invented()));
    ASSERT_TRUE(table) << told(table);
    using Numbers = std::vector<std::string>;
    EXPECT_EQ(told(check_numbers(*table, Numbers{"1-1-1-1", "1-1-1-2", "1-2-1-1"})), "read");
    EXPECT_EQ(told(check_numbers(*table, Numbers{"1-1-1-1", "1-2-1-1", "1-2-1-2"})),
              "criteria_table.other_edition row=4 column=K title=評価基準No. number=1-1-1-2 missing_count=1 "
              "missing=1-2-1-2");
    EXPECT_EQ(told(check_numbers(*table, Numbers{"1-1-1-1", "1-1-1-2", "1-2-1-1", "1-2-1-2"})),
              "criteria_table.numbers_missing missing_count=1 missing=1-2-1-2");
}

TEST(CriteriaTable, CannotBeMadeHugeByMerging) {
    auto rows = invented();
    rows[2][8] = std::string(100'000, 'x');
    for (auto& row : rows) row.insert(row.begin(), "");
    const auto bytes = test::xlsx_of({.sheets = {{kSheet, test::sheet_data_of(rows) + "<row r=\"200000\"><c><v>1</v></c></row>",
                                                  "<mergeCells><mergeCell ref=\"J3:J200000\"/></mergeCells>"}}});
    EXPECT_EQ(told(read_criteria_table(bytes)), "criteria_table.too_large");
}

} // namespace hoshirube
