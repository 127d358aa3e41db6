#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/register/certificate_json.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::edition_2026;

Texts product_texts() {
    const auto file = test::file_text(SOURCE_DIR "/texts/statement.json");
    const std::string_view view = file;
    return std::move(*Texts::load(std::span(&view, 1)));
}

Organisation firm(bool is_invented) {
    return {"o", "8700110005901", "株式会社ホシルベ", "ホシルベ", "", "", "13", "E26", 31, "", is_invented, Instant(0), 1};
}

TEST(Statement, IsGeneratedFromTheLevelsDataInBothLanguages) {
    const auto texts = product_texts();
    for (const auto language : {Language::Japanese, Language::English})
        for (const auto& level : edition_2026().fields().levels) {
            const auto json = statement_json(texts, language, edition_2026(), level, firm(false));
            std::string all;
            for (const auto* part : {"says", "does_not_say"})
                for (const auto& sentence : json[part]) all += sentence.get<std::string>() + "\n";
            EXPECT_EQ(all.find('['), all.npos) << "a text is missing: " << all;
            EXPECT_EQ(all.find('{'), all.npos) << "a placeholder is open: " << all;
            EXPECT_NE(all.find("★" + std::to_string(level.star)), all.npos);
            EXPECT_NE(all.find(level.star == 3 ? "81" : "153"), all.npos);
            EXPECT_GE(json["does_not_say"].size(), 5u);
        }
}

TEST(Statement, SaysFirstOfAllThatAnExampleIsInvented) {
    const auto texts = product_texts();
    const auto& level = *edition_2026().level(3);
    const auto invented = statement_json(texts, Language::English, edition_2026(), level, firm(true))["does_not_say"];
    EXPECT_NE(invented[0].get<std::string>().find("invented"), std::string::npos);
    EXPECT_EQ(statement_json(texts, Language::English, edition_2026(), level, firm(false))["does_not_say"].size() + 1,
              invented.size());
}

} // namespace hoshirube
