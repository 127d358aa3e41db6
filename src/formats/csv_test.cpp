#include "formats/cell_address.h"
#include "formats/csv.h"
#include "support/random.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

std::string told(const Result<CsvRows>& result) {
    if (result) return "read";
    std::string text = result.error().key;
    for (const auto& [name, value] : result.error().params) text += " " + name + "=" + value;
    return text;
}

} // namespace

TEST(CellAddress, IsWrittenAsExcelWritesIt) {
    EXPECT_EQ(to_text({57, 12}), "L57");
    for (const char* text : {"A1", "Z9", "AA1", "AZ10", "ZZ1", "AAA1", "XFD1048576"})
        EXPECT_EQ(to_text(*parse_cell_address(text)), text);
    for (const char* text : {"", "A", "1", "a1", "A0", "XFE1", "A1048577", "A1B", "$A$1", "A99999999999", "AAAAAAAAAA1"})
        EXPECT_FALSE(parse_cell_address(text)) << text;
}

TEST(Csv, IsReadAsRfc4180) {
    struct Case {
        std::string_view text;
        CsvRows rows;
        const char* why;
    };
    const Case kCases[] = {
        {"", {}, "an empty file has no rows"},
        {"a,b\r\nc,d", {{"a", "b"}, {"c", "d"}}, "the last line may lack its end"},
        {"a\nb\rc\r\n", {{"a"}, {"b"}, {"c"}}, "each kind of line end"},
        {"a,b\n\n,\n", {{"a", "b"}, {""}, {"", ""}}, "ragged rows and empty lines stay"},
        {"\"a,\"\"b\"\"\",\"\"\n", {{"a,\"b\"", ""}}, "quotes"},
        {"\"1\r\n2\",x\r\n", {{"1\r\n2", "x"}}, "line ends inside a cell are kept"},
        {"5\" pipe, b\n", {{"5\" pipe", " b"}}, "a quote inside an unquoted cell, and blanks, are text"},
        {"a\r\r\nb", {{"a"}, {""}, {"b"}}, "a lone CR ends a line"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        const auto rows = read_csv(c.text);
        ASSERT_TRUE(rows) << told(rows);
        EXPECT_EQ(*rows, c.rows);
    }
    EXPECT_EQ(*read_csv("a\t\"b,c\"\n", {}, '\t'), (CsvRows{{"a", "b,c"}}));
}

TEST(Csv, KnowsTabsAndSemicolonsFromCommas) {
    EXPECT_EQ(csv_separator("a\tb\nc,d"), '\t');
    EXPECT_EQ(csv_separator("a\tb,c"), ',');
    EXPECT_EQ(csv_separator("\"a,\tb\"\tc"), '\t');
    EXPECT_EQ(csv_separator("a;b\nc,d"), ';') << "Excel in most of Europe";
    EXPECT_EQ(csv_separator("a;b,c"), ',');
    EXPECT_EQ(csv_separator("a;b\tc"), '\t');
    EXPECT_EQ(csv_separator("a"), ',');
}

TEST(Csv, NamesTheCellAtFault) {
    EXPECT_EQ(told(read_csv("a,b\n1,\"2\n3,4\n")), "csv.quote_not_closed row=2 column=2 cell=B2");
    EXPECT_EQ(told(read_csv("a\n\"b\"c\n")), "csv.text_after_quote row=2 column=1 cell=A2");
    EXPECT_EQ(told(read_csv("a\nb\nc", {.max_rows = 2})), "csv.too_many_rows max=2");
    EXPECT_EQ(told(read_csv("a\nb,c,d", {.max_columns = 2})), "csv.too_many_columns max=2 row=2");
    EXPECT_EQ(told(read_csv("a\nb,c,d", {.max_cells = 3})), "csv.too_many_cells max=3");
    EXPECT_EQ(told(read_csv("a,bcd", {.max_cell_bytes = 2})), "csv.cell_too_long row=1 column=2 cell=B1 max=2");
    EXPECT_EQ(told(read_csv("abcd", {.max_bytes = 3})), "csv.too_large max=3");
}

TEST(CsvExport, StartsNoFormula) {
    for (const char* cell : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "　=1", "＝1", "＋1", "－1", "＠A", "−1",
                             "=cmd|'/C calc'!A0", "\n=1", "﹦1"}) {
        const auto text = write_csv({{cell}});
        EXPECT_TRUE(text.starts_with("'") || text.starts_with("\"'")) << cell << " was written as " << text;
        EXPECT_EQ(*read_exported_csv(text), (CsvRows{{cell}}));
    }
    for (const char* cell : {"1", "a=1", "株式会社", "'quoted'", "", "東京-1"})
        EXPECT_FALSE(write_csv({{cell}}).starts_with(std::string("'").append(cell))) << cell;
    // In countries where the semicolon separates, an unquoted cell would become two.
    EXPECT_EQ(write_csv({{"a;=1"}}), "\"a;=1\"\r\n");
}

TEST(CsvExport, ComesBackUnchanged) {
    const std::string_view pieces[] = {"'", "=", "a", ",", "\"", "\r", "\n", "\t", " ", "　", "＝", "星", "-", "1", ";"};
    test::for_seeds(500, [&](test::Random& random) {
        CsvRows rows(1 + test::below(random, 4));
        for (auto& row : rows) {
            row.resize(1 + test::below(random, 4));
            for (auto& cell : row)
                for (auto left = test::below(random, 5); left > 0; --left) cell += pieces[test::below(random, std::size(pieces))];
        }
        const auto text = write_csv(rows);
        const auto back = read_exported_csv(text);
        ASSERT_TRUE(back) << text;
        EXPECT_EQ(*back, rows) << text;
    });
}

} // namespace hoshirube
