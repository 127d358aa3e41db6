#include "formats/charset.h"
#include "formats/csv.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace hoshirube {

namespace {

std::string param(const Error& error, std::string_view name) {
    for (const auto& [key, value] : error.params)
        if (key == name) return value;
    return "(none)";
}

std::string offset_in(std::string_view bytes) {
    const auto decoded = decode_text(bytes);
    if (decoded) return "decoded as " + decoded->utf8;
    EXPECT_EQ(decoded.error().key, "charset.unknown");
    return param(decoded.error(), "offset");
}

// A sample beside the repository, or nothing.
std::string sample(const std::string& name) {
    std::ifstream file(std::string(SOURCE_DIR) + "/../shared/samples/encodings/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

} // namespace

TEST(Charset, IsFoundByMarkThenUtf8ThenCp932) {
    using namespace std::string_view_literals;
    struct Case {
        std::string_view bytes, utf8;
        Charset charset;
        const char* why;
    };
    const Case kCases[] = {
        {"", "", Charset::Utf8, "nothing is UTF-8"},
        {"PC-01,A\r\n", "PC-01,A\r\n", Charset::Utf8, "ASCII is UTF-8"},
        {"星", "星", Charset::Utf8, "UTF-8 without mark"},
        {"\xef\xbb\xbf星", "星", Charset::Utf8WithBom, "the mark is no part of the text"},
        {"\x90\xaf", "星", Charset::Cp932, "what Windows writes"},
        {"\xff\xfe\x1f\x66\x09\x00"sv, "星\t", Charset::Utf16WithBom, "Excel's Unicode text"},
        {"\xfe\xff\x66\x1f"sv, "星", Charset::Utf16WithBom, "big endian"},
        {"\xff\xfe\x42\xd8\xb7\xdf"sv, "𠮷", Charset::Utf16WithBom, "a pair of surrogates"},
        {"\x87\x40\x87\x8a\xfb\xfc\xed\x95\x81\x60\x81\x7c", "①㈱髙﨑～－", Charset::Cp932, "NEC and IBM extensions"},
        {"\xb6\xde\xb7\xde\xca\xdf\xdd", "ｶﾞｷﾞﾊﾟﾝ", Charset::Cp932, "half-width kana"},
        {"\xfa\x40\xee\xef", "ⅰⅰ", Charset::Cp932, "both places of a doubled character give one"},
        {"\x90\xaf\x1a\x1c\x7f", "星\x1a\x1c\x7f", Charset::Cp932, "control characters stay, though ICU's table turns them"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        const auto decoded = decode_text(c.bytes);
        ASSERT_TRUE(decoded) << param(decoded.error(), "offset");
        EXPECT_EQ(decoded->utf8, c.utf8);
        EXPECT_EQ(decoded->charset, c.charset);
    }
}

TEST(Charset, ReadsOneLedgerAlikeFromEveryProgram) {
    if (sample("ledger-utf8.csv").empty()) GTEST_SKIP() << "The samples are not beside the repository (shared/samples).";
    const auto rows_of = [](const std::string& name) {
        const auto text = decode_text(sample(name));
        EXPECT_TRUE(text) << name;
        return text ? *read_csv(text->utf8, {}, csv_separator(text->utf8)) : CsvRows{};
    };
    const auto expected = rows_of("ledger-utf8.csv");
    EXPECT_GT(expected.size(), 3U);
    for (const char* name : {"ledger-utf8-bom.csv", "ledger-utf16le-tab.csv"}) EXPECT_EQ(rows_of(name), expected) << name;
    // The − (U+2212) is － in CP932, and 髙 has two places there: compared as characters, not as bytes.
    const auto written = to_cp932(sample("ledger-utf8.csv"));
    EXPECT_EQ(decode_text(sample("ledger-cp932.csv"))->utf8, decode_text(*written)->utf8);
}

TEST(Charset, RefusesWhatIsNoTextAndSaysWhere) {
    using namespace std::string_view_literals;
    EXPECT_EQ(offset_in("\x89PNG\r\n\x1a\n\0\0"sv), "8") << "a picture, not a table: read as CP932 up to its zero bytes";
    EXPECT_EQ(offset_in("abc\0def"sv), "3") << "a zero byte is in no text";
    EXPECT_EQ(offset_in("\xef\xbb\xbf\x90\xaf"), "3") << "the mark promised UTF-8";
    EXPECT_EQ(offset_in("\xff\xfe\x1f\x66\x09"sv), "4") << "half a character";
    EXPECT_EQ(offset_in("\xff\xfe\x00\xd8\x41\x00"sv), "2") << "half a surrogate pair";
    EXPECT_EQ(offset_in("\x90\xaf\x90"), "2") << "CP932 cut in the middle";
    EXPECT_EQ(offset_in("\x90\xaf\xff"), "2");
    EXPECT_EQ(offset_in("星\xff\x90"), "3") << "UTF-8 came further than CP932";
    EXPECT_EQ(offset_in("\xed\xa0\x80"), "2") << "a surrogate in UTF-8 is none; as CP932 the last byte is wrong";
}

TEST(Charset, WritesWhatWindowsReads) {
    EXPECT_EQ(*to_cp932("①㈱～－ｶﾞ,\r\n"), "\x87\x40\x87\x8a\x81\x60\x81\x7c\xb6\xde,\r\n");
    EXPECT_EQ(*to_cp932("〜−"), *to_cp932("～－")) << "typed on a Macintosh";
    EXPECT_EQ(*to_cp932("\x1a\x1c\x7f"), "\x1a\x1c\x7f");
    EXPECT_EQ(with_utf8_bom("星"), "\xef\xbb\xbf星");
    const auto refused = to_cp932("星𠮷");
    EXPECT_EQ(refused.error().key, "charset.not_in_cp932");
    EXPECT_EQ(param(refused.error(), "character"), "𠮷");
    EXPECT_EQ(param(refused.error(), "code"), "U+020BB7");
    EXPECT_EQ(param(refused.error(), "position"), "2");
    EXPECT_EQ(param(to_cp932("¥").error(), "code"), "U+00A5") << "a yen sign must not turn into a backslash";
    EXPECT_EQ(to_cp932("\xff").error().key, "text.not_utf8");
}

TEST(Charset, GivesEveryCp932CharacterBack) {
    int characters = 0;
    for (int lead = 0x81; lead <= 0xfc; ++lead) {
        for (int trail = 0x40; trail <= 0xfc; ++trail) {
            const std::string bytes{static_cast<char>(lead), static_cast<char>(trail)};
            const auto decoded = decode_text(bytes);
            if (!decoded || decoded->charset != Charset::Cp932) continue;
            const auto encoded = to_cp932(decoded->utf8);
            ASSERT_TRUE(encoded) << decoded->utf8;
            // Bytes may differ where CP932 has a character twice; the character may not.
            EXPECT_EQ(decode_text(*encoded)->utf8, decoded->utf8);
            ++characters;
        }
    }
    EXPECT_GT(characters, 9000);
}

} // namespace hoshirube
