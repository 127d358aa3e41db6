#include "formats/xlsx.h"
#include "support/random.h"
#include "support/xlsx_bytes.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

using test::ZipEntry;

std::string told(const Result<Workbook>& result) {
    if (result) return "read";
    std::string text = result.error().key;
    for (const auto& [name, value] : result.error().params) text += " " + name + "=" + value;
    return text;
}

std::string verdict(const std::string& bytes, const XlsxLimits& limits = {}) { return told(read_xlsx(bytes, limits)); }

std::string with_sheet(const std::string& xml) {
    auto entries = test::xlsx_entries({.sheets = {{"a", ""}}});
    for (auto& entry : entries)
        if (entry.name == "xl/worksheets/sheet1.xml") entry.bytes = xml;
    return test::zip_of(entries);
}

std::string with_part(ZipEntry part) { return test::xlsx_of({.sheets = {{"a", ""}}, .more = {std::move(part)}}); }

} // namespace

TEST(HostileXlsx, OtherFilesAreCalledByTheirName) {
    const std::string ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(600, '\x01');
    std::string encrypted = ole;
    for (const char c : std::string("EncryptedPackage")) encrypted += std::string{c, '\0'};
    EXPECT_EQ(verdict(ole), "xlsx.legacy_xls");
    EXPECT_EQ(verdict(encrypted), "xlsx.encrypted");
    EXPECT_EQ(verdict(""), "xlsx.not_xlsx");
    EXPECT_EQ(verdict("PK"), "xlsx.not_xlsx");
    EXPECT_EQ(verdict("%PDF-1.7"), "xlsx.not_xlsx");
    EXPECT_EQ(verdict(test::zip_of({{"photo.jpg", "x"}})), "xlsx.not_xlsx");
    EXPECT_EQ(verdict(test::zip_of({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.bin", "x"}})), "xlsx.binary_workbook");
    EXPECT_EQ(verdict(with_part({"xl/vbaProject.bin", "x"})), "xlsx.macros");
    EXPECT_EQ(verdict(with_part({"XL/VBAproject.BIN", "x"})), "xlsx.macros") << "Excel does not mind the case";
    EXPECT_EQ(verdict(with_part({.name = "x", .bytes = "x", .flags = 1})), "xlsx.encrypted");
    auto word = test::xlsx_entries({});
    for (auto& entry : word)
        if (entry.name == "xl/workbook.xml") entry.bytes = "<document/>";
    EXPECT_EQ(verdict(test::zip_of(word)), "xlsx.not_xlsx");
    auto macro = test::xlsx_entries({});
    macro[0].bytes = "<Types><Override ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>";
    EXPECT_EQ(verdict(test::zip_of(macro)), "xlsx.macros");
}

TEST(HostileXlsx, ZipBombsAreRefusedBeforeTheyOpen) {
    const std::string blanks(4'000'000, ' ');
    EXPECT_EQ(verdict(with_part({"bomb", blanks})), "xlsx.suspicious part=bomb") << "a thousand times its packed size";
    EXPECT_EQ(verdict(with_part({.name = "x", .bytes = "x", .declared_bytes = 0xfffffffe})), "xlsx.too_large max_mb=64");
    XlsxLimits limits;
    limits.zip.max_ratio = 2000;
    limits.zip.max_total_bytes = 15'000'000;
    EXPECT_EQ(verdict(with_part({"a", blanks}), limits), "read");
    EXPECT_EQ(verdict(test::xlsx_of({.more = {{"a", blanks}, {"b", blanks}, {"c", blanks}, {"d", blanks}}}), limits),
              "xlsx.too_large max_mb=14")
        << "all together";
    limits.zip.max_file_bytes = 100;
    EXPECT_EQ(verdict(with_part({"a", "b"}), limits), "xlsx.too_large max_mb=0") << "the file itself";
}

TEST(HostileXlsx, EntriesThatOverlapOrShareANameAreRefused) {
    std::string noise;
    test::Random random(1);
    while (noise.size() < 50'000) noise += static_cast<char>(random() & 0xff);
    EXPECT_EQ(verdict(test::zip_of({{"a", noise}, {.name = "b", .bytes = "", .same_data_as = 0}})), "xlsx.suspicious part=b");
    EXPECT_EQ(verdict(with_part({"xl/workbook.xml", "<workbook/>"})), "xlsx.suspicious part=xl/workbook.xml");
    EXPECT_EQ(verdict(with_part({"XL/Workbook.xml", "<workbook/>"})), "xlsx.suspicious part=XL/Workbook.xml");
}

TEST(HostileXlsx, SizesThatLieAreNoticed) {
    auto entries = test::xlsx_entries({.sheets = {{"a", "<row><c><v>1</v></c></row>"}}});
    for (auto& entry : entries)
        if (entry.name == "xl/worksheets/sheet1.xml") entry.declared_bytes = 20;
    const auto shorter = verdict(test::zip_of(entries));
    EXPECT_TRUE(shorter.starts_with("xlsx.suspicious") || shorter.starts_with("xlsx.damaged")) << shorter;
    for (auto& entry : entries)
        if (entry.name == "xl/worksheets/sheet1.xml") entry.declared_bytes = 100'000;
    EXPECT_EQ(verdict(test::zip_of(entries)), "xlsx.damaged part=xl/worksheets/sheet1.xml");
}

TEST(HostileXlsx, TooManyEntriesAreCountedNotRead) {
    std::vector<ZipEntry> entries(5'000);
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i].name = std::to_string(i);
    EXPECT_EQ(verdict(test::zip_of(entries)), "xlsx.too_many_parts max=4096");
    // A directory that claims 65,535 entries and has none.
    EXPECT_EQ(verdict("PK\x03\x04" + std::string("PK\x05\x06") + test::little_endian(0, 4) + "\xff\xff\xff\xff" +
                      test::little_endian(0, 4) + test::little_endian(4, 4) + test::little_endian(0, 2)),
              "xlsx.damaged part=zip");
}

TEST(HostileXlsx, A64BitDirectoryCannotClaimWhatIsNotThere) {
    for (const std::uint64_t entries : {std::uint64_t{1'000'000}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
        const std::string start = "PK\x03\x04" + std::string(26, '\0');
        const auto count = test::little_endian(entries, 8);
        const auto directory = "PK\x06\x06" + test::little_endian(44, 8) + test::little_endian(0x2d002d, 4) +
                               test::little_endian(0, 8) + count + count + test::little_endian(entries * 46, 8) +
                               test::little_endian(start.size(), 8);
        const auto locator =
            "PK\x06\x07" + test::little_endian(0, 4) + test::little_endian(start.size(), 8) + test::little_endian(1, 4);
        const auto end = "PK\x05\x06" + test::little_endian(0, 4) + std::string(12, '\xff') + test::little_endian(0, 2);
        EXPECT_EQ(verdict(start + directory + locator + end), "xlsx.damaged part=zip") << entries;
    }
}

TEST(HostileXlsx, EntityBombsAndOutsideReferencesAreRefused) {
    const std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                             "<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
    EXPECT_EQ(verdict(with_sheet(bomb)), "xlsx.doctype part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>")),
              "xlsx.doctype part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet("<worksheet><!ENTITY a \"b\"></worksheet>")), "xlsx.doctype part=xl/worksheets/sheet1.xml");
    // An entity nobody declared is text.
    const auto plain =
        read_xlsx(with_sheet("<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"));
    EXPECT_EQ(plain->sheets.at(0).text(1, 1), "&b;");
}

TEST(HostileXlsx, DeepAndEndlessXmlIsRefused) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    EXPECT_EQ(verdict(with_sheet("<worksheet>" + deep)), "xlsx.too_deep part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet("<worksheet><sheetData")), "xlsx.damaged part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet("<worksheet><!-- ")), "xlsx.damaged part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet("<worksheet></sheet>")), "xlsx.damaged part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet(std::string("<worksheet/>\0", 13))), "xlsx.damaged part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet("\xff\xfe<\0w\0/\0>\0")), "xlsx.damaged part=xl/worksheets/sheet1.xml");
    XlsxLimits limits;
    limits.xml.max_nodes = 100;
    std::string wide = "<worksheet>";
    for (int i = 0; i < 100; ++i) wide += "<c/>";
    EXPECT_EQ(verdict(with_sheet(wide + "</worksheet>"), limits), "xlsx.too_many_nodes part=xl/worksheets/sheet1.xml");
    EXPECT_EQ(verdict(with_sheet("<worksheet " + std::string(200, '=') + "/>"), limits),
              "xlsx.too_many_nodes part=xl/worksheets/sheet1.xml");
}

TEST(HostileXlsx, SmallFilesCannotAskForMuchMemory) {
    // One long string shown in many cells.
    std::string cells;
    for (int i = 0; i < 2'000; ++i) cells += "<row><c t=\"s\"><v>0</v></c></row>";
    const auto repeated = [&](std::size_t length) {
        return test::xlsx_of({.sheets = {{"a", cells}}, .strings = "<si><t>" + std::string(length, 'x') + "</t></si>"});
    };
    EXPECT_EQ(verdict(repeated(100'000)), "xlsx.too_much_text max_mb=64");
    EXPECT_EQ(verdict(repeated(200'000)), "xlsx.cell_too_long sheet=a cell=A1");
    std::string merged = "<mergeCells>";
    for (int i = 1; i <= 100; ++i) merged += "<mergeCell ref=\"A" + std::to_string(i) + ":XFD" + std::to_string(i) + "\"/>";
    EXPECT_EQ(verdict(test::xlsx_of({.sheets = {{"a", "", merged + "</mergeCells>"}}})), "xlsx.too_many_merges sheet=a");
    XlsxLimits limits;
    limits.max_cells = 1'999;
    EXPECT_EQ(verdict(repeated(1), limits), "xlsx.too_many_cells max=1999");
    limits = {};
    limits.max_sheets = 1;
    EXPECT_EQ(verdict(test::xlsx_of({.sheets = {{"a", ""}, {"b", ""}}}), limits), "xlsx.too_many_sheets max=1");
    EXPECT_EQ(verdict(test::xlsx_of({.sheets = {{"a", ""}, {"a", ""}}})), "xlsx.damaged part=sheets");
}

TEST(HostileXlsx, AFileCutAnywhereIsRefused) {
    const auto whole = test::xlsx_of({.sheets = {{"a", "<row><c t=\"s\"><v>0</v></c></row>"}}, .strings = "<si><t>星</t></si>"});
    ASSERT_EQ(verdict(whole), "read");
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(read_xlsx(whole.substr(0, length))) << "cut to " << length << " bytes";
}

TEST(HostileXlsx, AFlippedBitNeverChangesTheTextUnnoticed) {
    const auto whole = test::xlsx_of({.sheets = {{"a", "<row><c t=\"s\"><v>0</v></c></row>"}}, .strings = "<si><t>星</t></si>"});
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        const auto workbook = read_xlsx(bytes);
        if (!workbook) continue;
        for (const Sheet& sheet : workbook->sheets) EXPECT_EQ(sheet.text(1, 1), "星") << "bit " << bit;
    }
}

TEST(HostileXlsx, NamesThatClimbOutOfThePackageFindNothing) {
    auto entries = test::xlsx_entries({.sheets = {{"a", ""}}});
    for (auto& entry : entries) {
        const auto at = entry.bytes.find("worksheets/sheet1.xml");
        if (at != std::string::npos) entry.bytes.replace(at, 21, "../../../etc/passwd");
    }
    EXPECT_EQ(verdict(test::zip_of(entries)), "xlsx.part_missing part=etc/passwd");
}

} // namespace hoshirube
