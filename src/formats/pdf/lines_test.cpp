#include "formats/pdf/lines.h"

#include "support/random.h"
#include "support/typefaces.h"

namespace hoshirube::pdf {

namespace {

constexpr std::string_view kText =
    "証跡（しょうせき）は、「いつの状態か」が分かるものを選びます。ファイルサーバーのバックアップ・ログ、UTMのクイックレポート、"
    "Microsoft 365の設定画面など。ちょっと迷ったら、まず1枚だけ置いてみましょう！ 費用は1,200円／月（税込）〜です。"
    "See https://www.example.jp/very/long/address for more… ①㈱髙﨑製作所 𠮷田さん";

std::string text_of(const Line& line) {
    std::string text;
    for (const auto& run : line.runs) text += run.text;
    return text;
}

bool begins_with_one_of(std::string_view text, std::initializer_list<const char*> marks) {
    for (const std::string_view mark : marks)
        if (text.substr(0, mark.size()) == mark) return true;
    return false;
}

bool ends_with_one_of(std::string_view text, std::initializer_list<const char*> marks) {
    for (const std::string_view mark : marks)
        if (text.size() >= mark.size() && text.substr(text.size() - mark.size()) == mark) return true;
    return false;
}

} // namespace

TEST(LineBreaker, KeepsTheRulesOfJapaneseTypesetting) {
    LineBreaker breaker(test::typefaces());
    for (double width = 60; width < 400; width += 3.7)
        for (const auto& line : breaker.lines({{std::string(kText)}}, 10, width)) {
            const auto text = text_of(line);
            SCOPED_TRACE(std::to_string(width) + ": " + text);
            EXPECT_FALSE(begins_with_one_of(text, {"、", "。", "」", "）", "ょ", "っ", "ッ", "ー", "！", "…", "・"}));
            EXPECT_FALSE(ends_with_one_of(text, {"「", "（"}));
        }
}

TEST(LineBreaker, LosesNothingAndKeepsWithinTheWidth) {
    LineBreaker breaker(test::typefaces());
    for (const double width : {5.0, 12.0, 33.3, 80.0, 250.0, 5000.0}) {
        std::string together;
        for (const auto& line : breaker.lines({{std::string(kText)}}, 10, width)) {
            together += text_of(line);
            if (width < 12) continue; // Narrower than one character.
            EXPECT_LE(line.width, width + 0.01) << text_of(line);
        }
        EXPECT_EQ(together, kText) << width;
    }
}

TEST(LineBreaker, BreaksWhereItIsToldAndCarriesWeightAndLink) {
    LineBreaker breaker(test::typefaces());
    const auto lines = breaker.lines(
        {{"一行目\n二行目の", Weight::Regular}, {"太字", Weight::Bold, Ink::Alert, "https://example.jp/"}}, 10, 400);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(text_of(lines[0]), "一行目");
    ASSERT_EQ(lines[1].runs.size(), 2U);
    EXPECT_EQ(lines[1].runs[1].text, "太字");
    EXPECT_EQ(lines[1].runs[1].weight, Weight::Bold);
    EXPECT_EQ(lines[1].runs[1].link, "https://example.jp/");
}

TEST(LineBreaker, GivesOneLineForNothingAndBlanksForControlCharacters) {
    LineBreaker breaker(test::typefaces());
    EXPECT_EQ(breaker.lines({}, 10, 100).size(), 1U);
    EXPECT_EQ(breaker.lines({{""}}, 10, 100).size(), 1U);
    EXPECT_EQ(text_of(breaker.lines({{"a\tb\x01\x7F"
                                      "c\r"}},
                                    10, 100)[0]),
              "a b  c");
}

} // namespace hoshirube::pdf
