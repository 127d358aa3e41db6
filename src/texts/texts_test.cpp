#include <gtest/gtest.h>

#include "texts/texts.h"

namespace hoshirube {

TEST(Texts, FillPlaceholdersWithValuesAndWithOtherTexts) {
    const std::string_view file = R"({"a": {"ja": "{n}件、{s|state}です。{", "en": "{n} of {x}, {s|state}"},
                                      "state.open": {"ja": "準備中", "en": "open"}})";
    const auto texts = *Texts::load(std::span(&file, 1));
    EXPECT_EQ(texts.text(Language::Japanese, "a", {{"n", "3"}, {"s", "open"}}), "3件、準備中です。{");
    EXPECT_EQ(texts.text(Language::English, "a", {{"n", "{s|state}"}, {"s", "open"}}), "{s|state} of , open")
        << "values are not patterns";
    EXPECT_EQ(texts.text(Language::English, "b"), "[b]");
}

TEST(Texts, PickAWordByNumber) {
    const std::string_view file = R"({"a": {"ja": "{n}年間", "en": "{n} {n|year|years}"}})";
    const auto texts = *Texts::load(std::span(&file, 1));
    EXPECT_EQ(texts.text(Language::English, "a", {{"n", "1"}}), "1 year");
    EXPECT_EQ(texts.text(Language::English, "a", {{"n", "3"}}), "3 years");
    EXPECT_EQ(texts.text(Language::Japanese, "a", {{"n", "1"}}), "1年間");
}

TEST(Texts, SayEachOfAListByItsTextAndOnce) {
    const std::string_view file = R"({"a": {"ja": "{d|departure*}が違います", "en": "{d|departure*} differ"},
                                      "departure.scope": {"ja": "範囲", "en": "the scope"},
                                      "departure.evidence": {"ja": "証跡", "en": "a file"}})";
    const auto texts = *Texts::load(std::span(&file, 1));
    const Error::Params params{{"d", "scope, 1-2-1-1, evidence:x7, evidence:y8, …"}};
    EXPECT_EQ(texts.text(Language::Japanese, "a", params), "範囲、1-2-1-1、証跡、…が違います");
    EXPECT_EQ(texts.text(Language::English, "a", params), "the scope, 1-2-1-1, a file, … differ");
}

TEST(Texts, PutNoBracketsOfADayBetweenOthers) {
    const std::string_view file =
        R"({"a": {"ja": "（{n}）有効（{day}まで）。{day}です。", "en": "valid (through {day}), {day}"}})";
    const auto texts = *Texts::load(std::span(&file, 1));
    EXPECT_EQ(texts.text(Language::Japanese, "a", {{"n", "株式会社（架空）"}, {"day", "2027年3月1日（令和9年）"}}),
              "（株式会社（架空））有効（2027年3月1日・令和9年まで）。2027年3月1日（令和9年）です。");
    EXPECT_EQ(texts.text(Language::English, "a", {{"day", "1 March 2027 (Reiwa 9)"}}),
              "valid (through 1 March 2027, Reiwa 9), 1 March 2027 (Reiwa 9)");
}

TEST(Texts, RefuseAFileThatLacksALanguageOrSaysAKeyTwice) {
    const std::string_view lacking = R"({"a": {"ja": "x"}})";
    EXPECT_EQ(Texts::load(std::span(&lacking, 1)).error().key, "texts.malformed");
    const std::string_view twice[] = {R"({"a": {"ja": "x", "en": "x"}})", R"({"a": {"ja": "y", "en": "y"}})"};
    EXPECT_EQ(Texts::load(twice).error().key, "texts.malformed");
}

} // namespace hoshirube
