#include "formats/form_table.h"

#include "formats/charset.h"
#include "formats/csv.h"
#include "formats/xlsx.h"
#include "formats/xlsx_writer.h"
#include "support/random.h"
#include "support/xlsx_bytes.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

Form small_form() {
    Form form;
    form.sheet_name = "自己評価";
    form.guide_name = "使い方";
    form.guide = {"書き方", "青い列だけ"};
    form.header = "株式会社A&B";
    form.columns = {
        {"大分類", {}, "", FormField::Fixed, 10, true},        {"評価基準No.", {"Criterion no."}, "", FormField::Fixed, 9, false},
        {"ISO", {}, "参照文献", FormField::Fixed, 9, true},    {"NIST", {}, "参照文献", FormField::Fixed, 9, true},
        {"答え", {"Answer"}, "", FormField::Entry, 15, false}, {"いつまでに", {}, "", FormField::Day, 12, false},
        {"証跡", {}, "", FormField::Shown, 20, false},         {"照合", {}, "", FormField::Stamp, 8, false}};
    form.key = 1;
    form.rows = {{"ガバナンス", "1-1-1-1", "A.5", "GV", "=1+1", "2026-12-01", "a.pdf", "x.1.ab"},
                 {"ガバナンス", "1-1-1-2", "", "GV", "はい\n二行目 _x0041_", "", "", "x.0.cd"}};
    form.choices = {{0, 4, {"はい", "いいえ"}, false}, {1, 4, {"甲", "乙", "丙"}, true}};
    return form;
}

std::string told(const Error& error) {
    std::string text = error.key;
    for (const auto& [name, value] : error.params) text += " " + name + "=" + value;
    return text;
}

std::string read_told(std::string_view bytes, const Form& form) {
    const auto read = read_form(bytes, form.columns, form.key);
    return read ? "read" : told(read.error());
}

// The same rows as a workbook other hands made: titles in one row from A1.
std::string workbook(const std::string& cells_of_row_2, std::string titles = {}) {
    if (titles.empty())
        for (const auto* title : {"大分類", "評価基準No.", "ISO", "NIST", "答え", "いつまでに", "証跡", "照合"})
            titles += std::string("<c t=\"inlineStr\"><is><t>") + title + "</t></is></c>";
    return test::xlsx_of({.sheets = {{"Sheet1", "<row>" + titles + "</row><row>" + cells_of_row_2 + "</row>"}}});
}

std::string text_cell(const std::string& text) { return "<c t=\"inlineStr\"><is><t>" + test::xml_text(text) + "</t></is></c>"; }

} // namespace

TEST(FormTable, ComesBackAsItLeft) {
    const auto form = small_form();
    const auto utf8 = with_utf8_bom(write_form_csv(form));
    const auto cp932 = to_cp932(write_form_csv(form));
    ASSERT_TRUE(cp932);
    for (const std::string& bytes : {write_form_xlsx(form), utf8, *cp932}) {
        const auto read = read_form(bytes, form.columns, form.key);
        ASSERT_TRUE(read) << told(read.error());
        ASSERT_EQ(read->rows.size(), 2u);
        EXPECT_EQ(read->rows[0].cells, form.rows[0]);
        EXPECT_EQ(read->rows[1].cells, form.rows[1]);
        EXPECT_EQ(read->rows[0].row, 3u) << "as in the official workbook, criteria begin in row 3";
    }
    EXPECT_EQ(read_form(write_form_xlsx(form), form.columns, form.key)->letters[1], "C") << "behind an empty column A";
}

TEST(FormTable, WritesNoCellThatASpreadsheetComputes) {
    auto form = small_form();
    const std::vector<std::string> dangerous{"=1+1",  "+1",   "-1+1", "@SUM(A1)", "\t=1", "\r=1",
                                             "＝1+1", "　=1", "＋1",  "－1",      "＠x"};
    for (const auto& text : dangerous) {
        form.rows[0][4] = text;
        const auto book = read_xlsx(write_form_xlsx(form));
        ASSERT_TRUE(book);
        for (const auto& sheet : book->sheets)
            for (const auto& cell : sheet.fields().cells) EXPECT_FALSE(cell.is_formula) << text;
        const auto csv = read_csv(write_form_csv(form));
        EXPECT_TRUE((*csv)[2][4].starts_with("'")) << text;
    }
}

TEST(FormTable, RandomTextsSurviveEveryFormat) {
    test::for_seeds(60, [](test::Random& random) {
        const std::vector<std::string> pieces{"=",  "'",  "\"",   ",",    ";",   "\n",    "_x000D_", "①", "㈱",
                                              "髙", "﨑", "～",   "ﾊﾝｶｸ", "<b>", "&amp;", "+",       "@", " ",
                                              "　", "a",  "漢字", "é",    "😀",   "_",     "x0041_"};
        auto form = small_form();
        for (auto& row : form.rows) {
            std::string text;
            for (auto left = test::below(random, 12); left > 0; --left)
                text += pieces[test::below(random, static_cast<std::uint32_t>(pieces.size()))];
            row[4] = text;
        }
        for (const auto& bytes : {write_form_xlsx(form), write_form_csv(form)}) {
            const auto read = read_form(bytes, form.columns, form.key);
            ASSERT_TRUE(read) << told(read.error());
            for (std::size_t i = 0; i < form.rows.size(); ++i) EXPECT_EQ(read->rows[i].cells[4], form.rows[i][4]);
        }
    });
}

TEST(FormTable, NamesTheCharactersThatCp932Lacks) {
    auto form = small_form();
    EXPECT_TRUE(missing_in_cp932(form).empty());
    form.rows[0][4] = "髙﨑①㈱";
    EXPECT_TRUE(missing_in_cp932(form).empty()) << "the extensions of CP932";
    form.rows[1][4] = "é😀é";
    const auto missing = missing_in_cp932(form);
    ASSERT_EQ(missing.size(), 2u);
    EXPECT_EQ(missing[0].character, "é");
    EXPECT_EQ(missing[1].code, "U+01F600");
    EXPECT_EQ(missing[1].row, 1u);
}

TEST(FormTable, FindsColumnsByTheirTitles) {
    const auto form = small_form();
    const std::string rest = text_cell("") + text_cell("") + text_cell("満");
    EXPECT_EQ(read_told(workbook(text_cell("x") + text_cell("1-1-1-1") + rest), form), "read");
    std::string moved; // In English, and in another order with a column of the supplier's own.
    for (const auto* title : {"メモ", "Answer", "Criterion no.", "照合", "証跡", "NIST", "ISO", "いつまでに", "大分類"})
        moved += text_cell(title);
    const auto read =
        read_form(workbook(text_cell("私用") + text_cell("満") + text_cell("1-1-1-1"), moved), form.columns, form.key);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->rows[0].cells[4], "満");
    EXPECT_EQ(read->letters[4], "B");
}

TEST(FormTable, RefusesWhatItCannotRead) {
    const auto form = small_form();
    EXPECT_EQ(read_told(test::xlsx_of({.sheets = {{"ほか", "<row>" + text_cell("題") + "</row>"}}}), form),
              "form.header_missing title=評価基準No.");
    EXPECT_EQ(read_told("a,b\r\n", form), "form.header_missing title=評価基準No.");
    EXPECT_EQ(read_told("評価基準No.,答え\r\n", form), "form.column_missing title=大分類");
    EXPECT_EQ(read_told("評価基準No.,答え,Answer,大分類,ISO,NIST,いつまでに,証跡,照合\r\n", form),
              "form.column_twice row=1 column=C title=答え");
    EXPECT_EQ(read_told(workbook(text_cell("x") + text_cell("1-1-1-1") + text_cell("") + text_cell("") +
                                 "<c><f>WEBSERVICE(\"x\")</f></c>"),
                        form),
              "form.formula_without_result row=2 column=E title=答え");
    EXPECT_EQ(read_told(workbook(text_cell("x") + text_cell("1-1-1-1") + text_cell("") + text_cell("") +
                                 "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
                        form),
              "form.cell_error row=2 column=E title=答え found=#DIV/0!");
    const auto computed = read_form(
        workbook(text_cell("x") + text_cell("1-1-1-1") + text_cell("") + text_cell("") + "<c t=\"str\"><f>A1</f><v>満</v></c>"),
        form.columns, form.key);
    ASSERT_TRUE(computed);
    EXPECT_EQ(computed->rows[0].cells[4], "満") << "the stored result, never a computation of ours";
}

TEST(FormTable, ReadsDaysAsOfficesWriteThem) {
    for (const auto* text : {"2026-12-01", "2026/12/1", "2026年12月1日", "令和8年12月1日", "R8.12.1", "２０２６／１２／０１",
                             "2026-12-01T00:00:00", " 2026.12.1 "}) {
        const auto day = read_office_day(text);
        ASSERT_TRUE(day) << text;
        EXPECT_EQ(day->iso8601(), "2026-12-01") << text;
    }
    for (const auto* text : {"12/1", "2026-13-01", "2026-02-30", "来週", "46357", "2026-12-01-02", ""})
        EXPECT_FALSE(read_office_day(text)) << text;
}

TEST(XlsxWriter, GivesTheSameBytesForTheSameSheets) { EXPECT_EQ(write_form_xlsx(small_form()), write_form_xlsx(small_form())); }

TEST(XlsxWriter, PrintsOnA4LandscapeWithTitlesRepeated) {
    const auto bytes = write_form_xlsx(small_form());
    auto archive = ZipArchive::open(bytes, {});
    ASSERT_TRUE(archive);
    const auto sheet = *archive->read("xl/worksheets/sheet1.xml"), book = *archive->read("xl/workbook.xml");
    for (const auto* part :
         {"paperSize=\"9\"", "orientation=\"landscape\"", "fitToWidth=\"1\" fitToHeight=\"0\"", "state=\"frozen\"",
          "topLeftCell=\"D3\"", "A&amp;&amp;B", "<sheetProtection sheet=\"1\"", "type=\"list\"", "<autoFilter ref=\"B2:I4\"/>"})
        EXPECT_NE(sheet.find(part), std::string::npos) << part;
    EXPECT_NE(book.find("_xlnm.Print_Titles"), std::string::npos);
    EXPECT_NE(book.find("!$1:$2"), std::string::npos);
}

} // namespace hoshirube
