#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/day.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"

namespace hoshirube {

TEST(Day, IsReadOnlyFromRealDays) {
    EXPECT_EQ(Day::parse("2028-02-29")->iso8601(), "2028-02-29");
    for (const char* text : {"2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "", "2027-01-01 ", "２０２７-01-01"})
        EXPECT_FALSE(Day::parse(text)) << text;
}

TEST(Day, IsShownInBothCalendars) {
    EXPECT_EQ(Day::parse("2026-11-22")->japanese(), "2026年11月22日（令和8年）");
    EXPECT_EQ(Day::parse("2019-05-01")->japanese(), "2019年5月1日（令和元年）");
    EXPECT_EQ(Day::parse("2019-04-30")->japanese(), "2019年4月30日");
}

TEST(Instant, ChangesDayInTokyoAtFifteenHoursUtc) {
    EXPECT_EQ(Instant::parse("2026-11-22T14:59:59.999Z")->tokyo_day().iso8601(), "2026-11-22");
    EXPECT_EQ(Instant::parse("2026-11-22T15:00:00.000Z")->tokyo_day().iso8601(), "2026-11-23");
    EXPECT_EQ(Instant::parse("2026-11-22T15:00:00.001Z")->iso8601(), "2026-11-22T15:00:00.001Z");
}

TEST(Hash, AgreesWithTheStandards) {
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 pieces;
    pieces.add("a");
    pieces.add("bc");
    EXPECT_EQ(pieces.finish_hex(), sha256_hex("abc"));
    EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"), // RFC 4231, case 2
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_base32("foobar"), "CSQPYRK1E8");
}

TEST(Text, NamesMeetHoweverTheyAreTyped) {
    EXPECT_EQ(search_key("ﾎｼﾙﾍﾞ ｻｰﾊﾞｰ"), search_key("ほしるべサーバ"));
    EXPECT_EQ(search_key("ＡＢＣ－１２"), search_key("abc12"));
    EXPECT_NE(search_key("高橋"), search_key("髙橋")); // Variants of one character stay apart: they may be two firms.
    EXPECT_EQ(folded_digits("１２３ ４５６－７"), "123456-7");
}

TEST(Text, RefusesWhatNoPersonTypes) {
    EXPECT_EQ(clean_text("name", "a\x01", 10).error().key, "text.control_character");
    EXPECT_EQ(clean_text("name", "a\u200d", 10).error().key, "text.control_character") << "a name shows every sign it has";
    EXPECT_EQ(*clean_text("note", "👨\u200d👩 a\u200bb", 10, Lines::Many), "👨\u200d👩 a\u200bb");
    EXPECT_EQ(clean_text("name", "\xff", 10).error().key, "text.not_utf8");
    EXPECT_EQ(clean_text("name", "あいう", 2).error().key, "text.too_long");
    EXPECT_EQ(required_text("name", " 　 ", 2).error().key, "text.missing");
    EXPECT_EQ(*required_text("name", "　星 ", 2), "星");
    EXPECT_FALSE(clean_text("name", "a\nb", 10));
    EXPECT_TRUE(clean_text("note", "a\nb", 10, Lines::Many));
}

TEST(Json, RefusesWhatWouldReadTwoWays) {
    EXPECT_EQ(parse_json(R"({"a":1,"a":2})").error().key, "json.duplicate_name");
    EXPECT_EQ(parse_json(R"([{"a":1},{"a":2}])")->size(), 2u);
    EXPECT_EQ(parse_json(std::string(200, '[')).error().key, "json.too_deep");
    EXPECT_EQ(parse_json("{\"a\":\"\xff\"}").error().key, "json.malformed");
    EXPECT_EQ(parse_json("[1,]").error().key, "json.malformed");
    EXPECT_EQ(parse_json("1e999").error().key, "json.malformed");
}

TEST(Json, HasOneCanonicalText) {
    const auto canonical = [](std::string_view text) { return *canonical_json(*parse_json(text)); };
    // The examples of RFC 8785, sections 3.2.2 and 3.2.3.
    EXPECT_EQ(canonical(R"({"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],)"
                        R"("string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})"),
              "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
              "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    EXPECT_EQ(canonical("[1e21,1e20,-0.0,1e-6,1e-7,5e-324,9007199254740993,0.1]"),
              "[1e+21,100000000000000000000,0,0.000001,1e-7,5e-324,9007199254740992,0.1]");
    EXPECT_EQ(canonical(R"({"\ud83d\ude00":1,"\ufb33":2})"), "{\"😀\":1,\"\xef\xac\xb3\":2}"); // By UTF-16 units, not by UTF-8.
}

} // namespace hoshirube
