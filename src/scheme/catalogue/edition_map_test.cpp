#include "scheme/catalogue/edition_map.h"

#include <filesystem>
#include <map>
#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::draft_2025, test::edition_2026, test::edition_map_2026;

TEST(EditionMap, CoversEveryNumberOfBothEditionsExactlyOnce) {
    std::map<std::string, int> from, to;
    for (const auto& change : edition_map_2026().changes()) {
        for (const auto& number : change.from) ++from[number];
        for (const auto& number : change.to) ++to[number];
        EXPECT_FALSE(change.reason.ja.empty() || change.reason.en.empty());
    }
    EXPECT_EQ(from.size(), 157u);
    EXPECT_EQ(to.size(), 153u);
    for (const auto& [number, count] : from) EXPECT_EQ(count, 1) << number;
    for (const auto& [number, count] : to) EXPECT_EQ(count, 1) << number;
}

TEST(EditionMap, RefusesAMapThatIsNotWhole) {
    const auto text = test::file_text(SOURCE_DIR "/catalogue/migrations/2025-12-26_2026-03-27.json");
    const auto with = [&](auto change) {
        auto json = *parse_json(text);
        change(json["entries"]);
        const auto read = EditionMap::parse(json.dump(), draft_2025(), edition_2026());
        return read ? std::string("read") : read.error().params[0].second;
    };
    EXPECT_EQ(with([](Json&) {}), "read");
    EXPECT_EQ(with([](Json& e) { e.erase(0); }), "1-1-1-1 of 2025-12-26 is not in the map");
    EXPECT_EQ(with([](Json& e) { e.push_back(e[0]); }), "1-1-1-1 of 2025-12-26 twice");
    EXPECT_EQ(with([](Json& e) { e[0]["from"][0] = "9-9-9-9"; }), "2025-12-26 has no 9-9-9-9");
    EXPECT_EQ(with([](Json& e) { e[0]["kind"] = "renamed"; }), "no kind renamed");
    EXPECT_NE(with([](Json& e) { e[0]["kind"] = "new"; }).find("is no new"), std::string::npos);
}

namespace {

// number → text, folded, of a public copy of the official table.
std::map<std::string, std::string> official_texts(const std::string& json_or_csv);

std::string folded(std::string_view text) {
    auto plain = compatibility_folded(text);
    std::string out;
    for (const char c : plain)
        if (static_cast<unsigned char>(c) > ' ') out += c;
    for (auto at = out.find("　"); at != out.npos; at = out.find("　", at)) out.erase(at, 3);
    return out;
}

// Enough CSV for these two files: quotes, doubled quotes, line ends within them.
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows(1);
    std::string cell;
    bool in_quotes = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (in_quotes && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') cell += csv[++i];
        else if (c == '"') in_quotes = !in_quotes;
        else if (!in_quotes && (c == ',' || c == '\n')) {
            rows.back().push_back(std::move(cell));
            cell.clear();
            if (c == '\n') rows.emplace_back();
        } else if (in_quotes || c != '\r') cell += c;
    }
    return rows;
}

std::map<std::string, std::string> official_texts(const std::string& path) {
    std::map<std::string, std::string> texts;
    static const std::regex kNumber("[0-9]+-[0-9]+-[0-9]+-[0-9]+");
    for (const auto& row : rows_of(test::file_text(path)))
        if (row.size() > 11 && std::regex_match(row[10], kNumber)) texts[row[10]] = folded(row[11]);
    return texts;
}

} // namespace

TEST(EditionMap, KeptMeansThatTheOfficialTextIsTheSame) {
    const std::string data = SOURCE_DIR "/../shared/data/";
    if (!std::filesystem::exists(data + "scs-criteria-draft-2025-12-26.csv")) GTEST_SKIP() << "../shared is absent";
    const auto draft = official_texts(data + "scs-criteria-draft-2025-12-26.csv"),
               final_ = official_texts(data + "scs-criteria-2026-03-27.csv");
    ASSERT_EQ(draft.size(), 157u);
    ASSERT_EQ(final_.size(), 153u);
    for (const auto& change : edition_map_2026().changes()) {
        if (change.from.size() != 1 || change.to.size() != 1) continue;
        EXPECT_EQ(draft.at(change.from[0]) == final_.at(change.to[0]), change.kind == ChangeKind::Kept)
            << change.from[0] << " → " << change.to[0];
    }
}

TEST(Edition, TheDraftSaysHonestlyWhoseWordsItShows) {
    const auto& draft = draft_2025();
    EXPECT_EQ(draft.criteria_for(3).size(), 83u);
    EXPECT_EQ(draft.criteria_for(4).size(), 157u);
    std::map<WordsFit, int> fits;
    for (const auto& c : draft.fields().criteria) ++fits[c.fit];
    EXPECT_EQ(fits, (std::map<WordsFit, int>{{WordsFit::Same, 64}, {WordsFit::Close, 85}, {WordsFit::Summary, 8}}));
    EXPECT_EQ(draft.find("6-1-1-4")->ja.question, edition_2026().find("6-1-1-3")->ja.question);
    EXPECT_EQ(draft.find("4-1-6-2")->ja.todo, "") << "a summary claims nothing more";
}

} // namespace hoshirube
