#include "app/register/star_on_paper.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/register/certificate_json.h"
#include "formats/pdf/manuscript.h"
#include "support/catalogue.h"
#include "support/typefaces.h"

namespace hoshirube {

namespace {

Texts paper_texts() {
    std::vector<std::string> files;
    for (const auto* name : {"statement", "report", "public", "certificate"})
        files.push_back(test::file_text(std::string(SOURCE_DIR "/texts/") + name + ".json"));
    return std::move(*Texts::load(std::vector<std::string_view>(files.begin(), files.end())));
}

StarOnPaper star(const Texts& texts, Language language, std::string_view as_of) {
    const auto& edition = test::edition_2026();
    const Organisation firm{"o", "8700110005901", "株式会社ホシルベ", "ホシルベ", "", "Hoshirube Co., Ltd.", "13", "E26", 31,
                            "",  false,           Instant(0),         1};
    const auto statement = statement_json(texts, language, edition, *edition.level(3), firm);
    const Certificate c{"c",
                        12,
                        "",
                        "a",
                        "o",
                        firm.corporate_number,
                        firm.legal_name,
                        firm.legal_name_en,
                        3,
                        edition.id(),
                        {"company", "本社", "Head office"},
                        test::day("2026-11-23"),
                        test::day("2027-11-22"),
                        std::string(64, 'a'),
                        "k"};
    return {c,
            false,
            &edition,
            test::day(as_of),
            statement["says"].get<std::vector<std::string>>(),
            statement["does_not_say"].get<std::vector<std::string>>(),
            language,
            "https://register.example.jp/C/12"};
}

std::string words_of(const pdf::Manuscript& manuscript) {
    std::string all = manuscript.title + "\n";
    const auto add = [&](const pdf::Words& words) {
        for (const auto& span : words) all += span.text + "\n";
    };
    for (const auto& block : manuscript.blocks) {
        if (const auto* paragraph = std::get_if<pdf::Paragraph>(&block)) add(paragraph->words);
        if (const auto* notice = std::get_if<pdf::Notice>(&block)) add(notice->words);
        if (const auto* items = std::get_if<pdf::Items>(&block))
            for (const auto& item : items->items) add(item);
        if (const auto* facts = std::get_if<pdf::Facts>(&block))
            for (const auto& row : facts->rows) add(row.second);
        if (const auto* squares = std::get_if<pdf::Squares>(&block)) add(squares->beside);
    }
    return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

Press press() {
    return {[]() -> Result<pdf::Typefaces> {
                const auto bytes = [](const char* name) {
                    static std::map<std::string, std::string> files;
                    return std::string_view(
                        files.try_emplace(name, test::file_text(std::string("/usr/share/fonts/opentype/noto/") + name))
                            .first->second);
                };
                return pdf::Typefaces{std::move(*pdf::Typeface::open(bytes("NotoSansCJK-Regular.ttc"))),
                                      std::move(*pdf::Typeface::open(bytes("NotoSansCJK-Bold.ttc")))};
            },
            {},
            {},
            {}};
}

} // namespace

TEST(CertificateOnPaper, SaysAsOfWhenItSpeaksAndWhatTheStarIsNot) {
    const auto texts = paper_texts();
    for (const auto language : {Language::Japanese, Language::English})
        for (const auto is_signed : {Signed::No, Signed::Yes}) {
            const bool english = language == Language::English;
            const auto manuscript = certificate_manuscript(texts, star(texts, language, "2026-11-26"), is_signed);
            ASSERT_TRUE(manuscript);
            const auto words = words_of(*manuscript);
            EXPECT_TRUE(has(words, english ? "26 November 2026 (Reiwa 8)" : "2026年11月26日（令和8年）"));
            EXPECT_TRUE(has(words, english ? "The register alone is valid" : "有効かどうかを決めるのは登録簿だけです"));
            EXPECT_TRUE(has(words, texts.text(language, "statement.not.guarantee")));
            EXPECT_TRUE(has(words, "8700110005901"));
            EXPECT_TRUE(has(words, "https://register.example.jp/C/12"));
            EXPECT_EQ(has(words, texts.text(language, "certificate.unsigned")), is_signed == Signed::No);
            EXPECT_FALSE(has(words, "[certificate")) << words;
            EXPECT_FALSE(has(words, "{")) << words;
        }
}

TEST(CertificateOnPaper, IsNeverValidAfterItsLastDay) {
    const auto texts = paper_texts();
    const auto lead = [&](std::string_view day) {
        return words_of(*certificate_manuscript(texts, star(texts, Language::English, day), Signed::No));
    };
    EXPECT_TRUE(has(lead("2027-11-22"), "stands in the register and is valid")) << "the last day is included";
    EXPECT_FALSE(has(lead("2027-11-23"), "and is valid"));
    EXPECT_TRUE(has(lead("2027-11-23"), "It is not valid as of 23 November 2027"));
}

TEST(StarMark, CarriesTheGeneratedWordsInEveryFormAndLanguage) {
    const auto texts = paper_texts();
    for (const auto language : {Language::Japanese, Language::English})
        for (const auto form : {MarkForm::Svg, MarkForm::Png}) {
            const auto mark = star_mark(texts, press(), star(texts, language, "2026-11-26"), form);
            ASSERT_TRUE(mark);
            EXPECT_TRUE(has(*mark, texts.text(language, "statement.not.guarantee")));
            EXPECT_TRUE(has(*mark, "★3"));
        }
    const auto after = star_mark(texts, press(), star(texts, Language::English, "2027-11-23"), MarkForm::Svg);
    EXPECT_TRUE(has(*after, "not valid now"));
}

} // namespace hoshirube
