#include "formats/xlsx.h"
#include "support/xlsx_bytes.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

std::string told(const Result<Workbook>& result) {
    if (result) return "read";
    std::string text = result.error().key;
    for (const auto& [name, value] : result.error().params) text += " " + name + "=" + value;
    return text;
}

Workbook read(const test::XlsxParts& parts) {
    auto workbook = read_xlsx(test::xlsx_of(parts));
    EXPECT_TRUE(workbook) << told(workbook);
    return workbook ? std::move(*workbook) : Workbook{{Sheet({})}};
}

} // namespace

TEST(Xlsx, ReadsEveryKindOfCell) {
    const auto workbook = read({
        .sheets = {{"台帳", "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c>"
                            "<c r=\"D2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> 行 </t></is></c>"
                            "<c r=\"E2\"><v>1.234567890123E12</v></c><c r=\"F2\" t=\"b\"><v>1</v></c>"
                            "<c r=\"G2\" t=\"e\"><v>#N/A</v></c><c r=\"H2\" s=\"1\"><v>46349</v></c>"
                            "<c r=\"I2\" t=\"str\"><f>B2&amp;\"!\"</f><v>cached</v></c>"
                            "<c r=\"J2\"><f>1+1</f></c><c r=\"K2\" s=\"0\"/></row>"
                            "<row><c><v>7</v></c><c t=\"d\"><v>2026-11-23</v></c></row>"}},
        .strings = "<si><t>髙橋</t><rPh sb=\"0\" eb=\"2\"><t>タカハシ</t></rPh><phoneticPr fontId=\"1\"/></si>"
                   "<si><r><rPr><b/></rPr><t>太</t></r><r><t xml:space=\"preserve\"> "
                   "字_x000D_&#10;_x005F_x000D_</t></r></si>",
        .styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
                  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>",
    });
    const Sheet& sheet = workbook.sheets.at(0);
    EXPECT_EQ(sheet.fields().name, "台帳");
    EXPECT_EQ(sheet.text(2, 2), "髙橋") << "without furigana";
    EXPECT_EQ(sheet.text(2, 3), "太 字\r\n_x000D_");
    EXPECT_EQ(sheet.text(2, 4), " 行 ");
    EXPECT_EQ(sheet.text(2, 5), "1234567890123");
    EXPECT_EQ(sheet.text(2, 6), "TRUE");
    EXPECT_EQ(sheet.text(2, 7), "#N/A");
    EXPECT_EQ(sheet.text(2, 8), "2026-11-23");
    EXPECT_EQ(sheet.text(2, 9), "cached");
    EXPECT_EQ(sheet.text(2, 10), "") << "a formula is never computed";
    EXPECT_EQ(sheet.text(3, 1), "7") << "rows and cells without address follow the last";
    EXPECT_EQ(sheet.text(3, 2), "2026-11-23");
    EXPECT_EQ(sheet.text(1, 1), "");
    EXPECT_EQ(sheet.extent(), (CellAddress{3, 9}));
    EXPECT_EQ(sheet.fields().cells.at(6).kind, CellKind::Date);
}

TEST(Xlsx, CountsDaysFrom1904WhereTheWorkbookSaysSo) {
    const auto workbook = read({.sheets = {{"a", "<row><c s=\"0\"><v>44887</v></c></row>"}},
                                .workbook_properties = "<workbookPr date1904=\"1\"/>",
                                .styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>"});
    EXPECT_EQ(workbook.sheets.at(0).text(1, 1), "2026-11-23");
}

TEST(Xlsx, SpreadsAMergedCellOverItsRange) {
    const auto workbook = read({.sheets = {{"a",
                                            "<row><c t=\"inlineStr\"><is><t>top</t></is></c><c/><c><v>3</v></c></row>"
                                            "<row><c><v>9</v></c></row>",
                                            "<mergeCells><mergeCell ref=\"A1:B3\"/><mergeCell ref=\"C2:C4\"/></mergeCells>"}}});
    const Sheet& sheet = workbook.sheets.at(0);
    for (std::uint32_t row = 1; row <= 3; ++row)
        for (std::uint32_t column = 1; column <= 2; ++column) EXPECT_EQ(sheet.text(row, column), "top") << row << column;
    EXPECT_EQ(sheet.text(4, 1), "");
    EXPECT_EQ(sheet.text(1, 3), "3");
    EXPECT_EQ(sheet.text(3, 3), "") << "an empty merged range has nothing to spread";
    EXPECT_EQ(sheet.extent(), (CellAddress{3, 3}));
}

TEST(Xlsx, NamesHiddenSheetsInTheOrderOfTheTabs) {
    const auto workbook =
        read({.sheets = {{"表", ""}, {"裏", "<row><c><v>1</v></c></row>", "", "hidden"}, {"奥", "", "", "veryHidden"}}});
    ASSERT_EQ(workbook.sheets.size(), 3U);
    EXPECT_EQ(workbook.sheets[0].fields().visibility, SheetVisibility::Visible);
    EXPECT_EQ(workbook.sheets[0].extent(), (CellAddress{0, 0}));
    EXPECT_EQ(workbook.sheets[1].fields().visibility, SheetVisibility::Hidden);
    EXPECT_EQ(workbook.sheets[1].text(1, 1), "1");
    EXPECT_EQ(workbook.sheets[2].fields().visibility, SheetVisibility::VeryHidden);
}

TEST(Xlsx, DoesNotMindPrefixesCommentsAndTheCaseOfNames) {
    auto entries = test::xlsx_entries({.sheets = {{"a", ""}}});
    for (auto& entry : entries) {
        if (entry.name == "xl/worksheets/sheet1.xml")
            entry = {"XL\\worksheets\\Sheet1.xml",
                     "\xef\xbb\xbf<?xml version=\"1.0\"?><x:worksheet><x:sheetData><x:row><!-- <!DOCTYPE --><x:c "
                     "t=\"str\">"
                     "<x:v>a<!-- b --><![CDATA[<!DOCTYPE>]]>c</x:v></x:c></x:row></x:sheetData></x:worksheet>"};
    }
    const auto workbook = read_xlsx(test::zip_of(entries));
    ASSERT_TRUE(workbook) << told(workbook);
    EXPECT_EQ(workbook->sheets.at(0).text(1, 1), "a<!DOCTYPE>c");
}

TEST(Xlsx, RefusesCellsThatCannotBe) {
    const auto refused = [](const std::string& rows, const std::string& after = "") {
        return told(read_xlsx(test::xlsx_of({.sheets = {{"a", rows, after}}})));
    };
    EXPECT_EQ(refused("<row><c r=\"A2\"><v>1</v></c></row>"), "xlsx.bad_cell sheet=a cell=A1") << "another row's cell";
    EXPECT_EQ(refused("<row><c r=\"1\"/></row>"), "xlsx.bad_cell sheet=a cell=A1");
    EXPECT_EQ(refused("<row><c><v>one</v></c></row>"), "xlsx.bad_cell sheet=a cell=A1");
    EXPECT_EQ(refused("<row><c><v>nan</v></c></row>"), "xlsx.bad_cell sheet=a cell=A1");
    EXPECT_EQ(refused("<row><c t=\"s\"><v>0</v></c></row>"), "xlsx.bad_cell sheet=a cell=A1") << "no such string";
    EXPECT_EQ(refused("<row><c t=\"x\"><v>0</v></c></row>"), "xlsx.bad_cell sheet=a cell=A1") << "no such type";
    EXPECT_EQ(refused("<row><c r=\"B1\"><v>0</v></c><c r=\"B1\"><v>1</v></c></row>"), "xlsx.bad_cell sheet=a cell=B1") << "twice";
    EXPECT_EQ(refused("<row><c t=\"str\"><v>&#xD800;</v></c></row>"), "xlsx.bad_cell sheet=a cell=A1") << "no character";
    EXPECT_EQ(refused("<row r=\"1048577\"/>"), "xlsx.too_many_rows sheet=a max=1048576");
    EXPECT_EQ(refused("", "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>"), "xlsx.bad_cell sheet=a cell=B2");
}

} // namespace hoshirube
