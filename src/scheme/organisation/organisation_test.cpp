#include <gtest/gtest.h>

#include "scheme/organisation/organisation.h"

namespace hoshirube {

TEST(CorporateNumber, IsCheckedByItsFirstDigit) {
    EXPECT_EQ(corporate_number_check_digit("700110005901"), '8'); // The example of the tax agency's explanation.
    EXPECT_EQ(*parse_corporate_number("n", "8700110005901"), "8700110005901");
    EXPECT_EQ(*parse_corporate_number("n", "８７００１１０-００５９０１"), "8700110005901")
        << "full-width digits and hyphens are folded";
    struct Case {
        std::string_view given, key, why;
    };
    constexpr Case kCases[] = {
        {"7700110005901", "corporate_number.check_digit", "wrong check digit"},
        {"8700110005910", "corporate_number.check_digit", "two digits swapped"},
        {"870011000590", "corporate_number.malformed", "twelve digits"},
        {"87001100059012", "corporate_number.malformed", "fourteen digits"},
        {"", "corporate_number.malformed", "empty"},
        {"T8700110005901", "corporate_number.malformed", "an invoice number is not a corporate number"},
        {"0700110005901", "corporate_number.check_digit", "the check digit is never 0"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        const auto refused = parse_corporate_number("n", c.given);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().key, c.key);
        EXPECT_EQ(refused.error().field, "n");
    }
}

TEST(CorporateNumber, FindsEveryMistypedDigitButZeroForNine) {
    const std::string sound = "8700110005901";
    for (std::size_t i = 1; i < 13; ++i)
        for (char digit = '0'; digit <= '9'; ++digit) {
            auto typed = sound;
            typed[i] = digit;
            const bool same_remainder = (digit - sound[i]) % 9 == 0; // 0 and 9 weigh alike modulo nine.
            EXPECT_EQ(static_cast<bool>(parse_corporate_number("n", typed)), same_remainder) << typed;
        }
}

Organisation sound() {
    return {"", "8700110005901", "株式会社ホシルベ", "ｶﾌﾞｼｷｶﾞｲｼｬ ほしるべ", "", "", "13", "E26", 31, "", false, Instant(0), 0};
}

TEST(Organisation, IsTidiedAndItsCodesAreKnown) {
    EXPECT_EQ(checked(sound())->legal_name_kana, "カブシキガイシャ ホシルベ");
    struct Case {
        std::string key;
        Organisation typed;
    };
    std::vector<Case> cases;
    const auto with = [&](std::string key, auto change) {
        auto o = sound();
        change(o);
        cases.push_back({std::move(key), o});
    };
    with("organisation.prefecture_unknown", [](auto& o) { o.prefecture = "48"; });
    with("organisation.prefecture_unknown", [](auto& o) { o.prefecture = "1"; });
    with("organisation.industry_unknown", [](auto& o) { o.industry = "E33"; }); // 33 is division F.
    with("organisation.industry_unknown", [](auto& o) { o.industry = "26"; });
    with("organisation.staff_range", [](auto& o) { o.staff = 0; });
    with("organisation.kana_expected", [](auto& o) { o.legal_name_kana = "星標"; });
    with("organisation.kana_expected", [](auto& o) { o.legal_name_kana = "ホシルベ!?"; });
    with("organisation.own_parent", [](auto& o) { o.parent_corporate_number = o.corporate_number; });
    with("text.missing", [](auto& o) { o.legal_name = "　"; });
    for (const auto& c : cases) EXPECT_EQ(checked(c.typed).error().key, c.key);
}

TEST(LegalName, IsWhatARegisterCanHold) {
    for (const char* name : {"株式会社見星精機",
                             "㈱見星精機",
                             "㍿見星",
                             "Ａ＆Ｂ商事株式会社",
                             "D&D株式会社",
                             "有限会社ラ・フォンテーヌ",
                             "ﾐﾎｼ･ｾｲｷ合同会社",
                             "株式会社 D. G.",
                             "Ｊ’ｓ株式会社",
                             "株式会社O'Neil",
                             "東京‐ABC株式会社",
                             "東京－ABC株式会社",
                             "第①工業株式会社",
                             "７７７株式会社",
                             "株式会社Ⅲ",
                             "一般社団法人「星」",
                             "学校法人星（ほし）学園",
                             "株式会社葛󠄀屋",
                             "株式会社々々ヶ丘",
                             "Müller Japan GmbH",
                             "한국상사 日本支店",
                             "ООО Звезда"}) {
        const auto kept = checked_legal_name("legal_name", name);
        ASSERT_TRUE(kept) << name;
        EXPECT_EQ(*kept, name) << "as it was written";
    }
    struct Case {
        std::string_view given, key, mark, why;
    };
    constexpr Case kCases[] = {
        {"株式会社　山田金型🔧", "organisation.name_mark", "🔧", "a picture"},
        {"株式会社☆星", "organisation.name_mark", "☆", "an ornament"},
        {"株式会社♨", "organisation.name_mark", "♨", "a sign of maps"},
        {"株式会社A@B", "organisation.name_mark", "@", "a mark that no register permits"},
        {"株式会社100％", "organisation.name_mark", "%", "full-width, told as it folds"},
        {"株式会社=星=", "organisation.name_mark", "=", "a sign of arithmetic"},
        {"🏭", "organisation.name_mark", "🏭", "nothing but a picture"},
        {"　", "text.missing", "", "a blank is no name"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        const auto refused = checked_legal_name("legal_name", c.given);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().key, c.key);
        EXPECT_EQ(refused.error().field, "legal_name");
        EXPECT_TRUE(c.mark.empty() || refused.error().params.at(0).second == c.mark);
    }
    EXPECT_TRUE(checked_english_name("legal_name_en", "Toys & Co. #2, Inc. (Japan)"));
    EXPECT_TRUE(checked_english_name("legal_name_en", ""));
    EXPECT_EQ(checked_english_name("legal_name_en", "Stars ⭐ Ltd.").error().key, "organisation.name_mark");
}

TEST(OrganisationSearch, MeetsHoweverTheNameIsTyped) {
    auto o = *checked(sound());
    o.trade_name = "Hoshirube";
    const auto text = organisation_search_text(o);
    for (const char* typed : {"ホシルベ", "ﾎｼﾙﾍﾞ", "ほしるべ", "㈱ホシルベ", "(株)ほしるべ", "株式会社　ホシルベ",
                              "ホシルベ株式会社", "ＨＯＳＨＩＲＵＢＥ", "hoshi"})
        EXPECT_NE(text.find(organisation_search_key(typed)), text.npos) << typed;
    EXPECT_EQ(text.find(organisation_search_key("ホシルペ")), text.npos);
    EXPECT_FALSE(organisation_search_key("株式会社").empty()) << "someone who types only the legal form gets it";
}

} // namespace hoshirube
