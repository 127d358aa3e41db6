#include <set>

#include <gtest/gtest.h>

#include "base/text.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::edition_2026, test::start_guide;

TEST(Catalogue, HasTheCountsOfTheOfficialList) {
    const auto& edition = edition_2026();
    EXPECT_EQ(edition.criteria_for(3).size(), 81u);
    EXPECT_EQ(edition.criteria_for(4).size(), 153u);
    const auto& requirements = edition.fields().requirements;
    EXPECT_EQ(requirements.size(), 43u);
    EXPECT_EQ(std::count_if(requirements.begin(), requirements.end(), [](const auto& r) { return r.star == 3; }), 26);
    const std::map<int, std::pair<int, int>> by_category{{1, {8, 19}}, {2, {4, 7}}, {3, {11, 29}}, {4, {48, 82}},
                                                         {5, {3, 8}},  {6, {6, 6}}, {7, {1, 2}}};
    std::map<int, std::pair<int, int>> found;
    for (const auto& c : edition.fields().criteria) {
        ++found[category_of(c.number)].second;
        if (c.star == 3) ++found[category_of(c.number)].first;
    }
    EXPECT_EQ(found, by_category);
}

TEST(Catalogue, CarriesEveryConditionAlternativeDutyAndReference) {
    const auto& criteria = edition_2026().fields().criteria;
    const auto numbers = [&](auto has) {
        std::set<std::string> found;
        for (const auto& c : criteria)
            if (has(c)) found.insert(c.number);
        return found;
    };
    EXPECT_EQ(numbers([](const Criterion& c) { return c.condition && c.condition->basis == "own_words"; }),
              (std::set<std::string>{"3-1-5-1", "4-1-2-4", "4-1-5-2", "4-1-5-3", "4-1-5-4", "4-2-1-2", "4-4-1-2", "4-4-3-2",
                                     "4-5-1-7", "4-5-1-8"}));
    EXPECT_EQ(numbers([](const Criterion& c) { return !c.branches.empty(); }),
              (std::set<std::string>{"4-1-1-2", "4-1-2-2", "4-1-3-3", "4-1-4-1", "4-1-5-3", "4-1-8-2", "4-4-1-1", "4-4-1-5",
                                     "4-4-2-1", "4-4-4-1", "4-4-4-2", "4-5-1-1", "4-5-1-7", "5-1-1-1", "5-1-2-3", "7-1-1-1"}));
    const auto is_yearly = [](const Criterion& c) { return std::count(c.cadence.begin(), c.cadence.end(), "annual") > 0; };
    EXPECT_EQ(numbers(is_yearly).size(), 23u);
    EXPECT_EQ(numbers([](const Criterion& c) { return !c.refers_to.empty(); }).size(), 33u);
}

TEST(Catalogue, SaysEverythingInBothLanguages) {
    for (const auto& c : edition_2026().fields().criteria)
        for (const auto* w : {&c.ja, &c.en})
            for (const auto* text : {&w->title, &w->question, &w->why, &w->todo, &w->proof, &w->example})
                EXPECT_GT(text->size(), 3u) << c.number;
}

TEST(Catalogue, RefusesWhatDoesNotFitTogether) {
    const std::string_view head =
        R"({"id":"t","status":"draft","title":{"ja":"a","en":"a"},"official_source_url":"","known_text_sha256":"","not_applicable":"any",
        "levels":[{"star":9,"validity_years":2,"assurance":"body_assessment","name":{"ja":"a","en":"a"}}],"categories":[],"sections":[],"requirements":[]})";
    const std::string w = R"({"title":"t","question":"q","why":"w","todo":"t","proof":"p","example":"e"})";
    const auto criterion = [&](std::string number, std::string rest) {
        return R"([{"number":")" + number +
               R"(","requirement":"1","star":9,"kind":"rule","effort":"day","proof":{"classes":[],"freshness_days":1},"references":{},"ja":)" +
               w + R"(,"en":)" + w + rest + "}]";
    };
    const auto parse = [&](std::vector<std::string> files) {
        return Edition::parse(head, std::vector<std::string_view>(files.begin(), files.end()));
    };
    EXPECT_EQ(parse({criterion("1", "")})->criteria_for(9).size(), 1u) << "a new level needs data only";
    EXPECT_EQ(parse({criterion("1", ""), criterion("1", "")}).error().key, "catalogue.malformed");
    EXPECT_EQ(parse({criterion("1", R"(,"refers_to":["2"])")}).error().key, "catalogue.malformed");
    EXPECT_EQ(parse({"[{}]"}).error().key, "catalogue.malformed");
}

TEST(StartGuide, DecidesFactsAndTheOrderOfWork) {
    const auto& guide = start_guide();
    const Profile profile{{"remote_work", "yes"}, {"development", "no"}, {"external_media", "unknown"}, {"cloud", "no"}};
    EXPECT_EQ(guide.fact(profile, "remote_work"), Fact::Yes);
    EXPECT_EQ(guide.fact(profile, "development"), Fact::No);
    EXPECT_EQ(guide.fact(profile, "external_media"), Fact::Unknown);
    EXPECT_EQ(guide.fact(profile, "passwords"), Fact::Unknown) << "a step left open is unknown, not no";
    EXPECT_FALSE(applies(*edition_2026().find("4-1-2-4"), guide, profile));
    EXPECT_TRUE(applies(*edition_2026().find("4-4-1-2"), guide, profile)) << "unknown counts as applying";

    std::set<std::string> asked, ordered;
    for (const Criterion* c : edition_2026().criteria_for(3)) asked.insert(c->requirement);
    for (const auto& turn : guide.order({})) ordered.insert(turn.requirement);
    EXPECT_EQ(ordered, asked) << "every requirement of ★3 has its turn";
    EXPECT_EQ(guide.order({})[0].requirement, "1-2-1");
    EXPECT_EQ(guide.order(profile)[1].requirement, "4-5-1") << "remote work lifts the boundary";

    const auto next = next_things(edition_2026().criteria_for(3), {}, guide, profile, 5);
    ASSERT_EQ(next.size(), 5u);
    EXPECT_EQ(next[0].criterion->number, "1-2-1-1");
}

TEST(FirstStep, IsOneLineInBothLanguagesForEveryCriterionOfThreeStars) {
    for (const Criterion* c : edition_2026().criteria_for(3)) {
        SCOPED_TRACE(c->number);
        EXPECT_GT(length_in_characters(first_step(c->ja)), 8u);
        EXPECT_EQ(first_step(c->ja).find('\n'), std::string::npos);
        EXPECT_GT(length_in_characters(first_step(c->en)), 15u);
    }
    CriterionWords none;
    EXPECT_EQ(first_step(none), "");
    none.todo = "一つだけ";
    EXPECT_EQ(first_step(none), "一つだけ");
}

TEST(StartGuide, RefusesWhatItDidNotAsk) {
    EXPECT_EQ(start_guide().checked({{"color", "red"}}).error().key, "start.step_unknown");
    EXPECT_EQ(start_guide().checked({{"servers", "many"}}).error().key, "start.option_unknown");
    EXPECT_EQ(start_guide().checked({{"pcs", "lots"}}).error().key, "start.number_expected");
    EXPECT_EQ(start_guide().checked({{"pcs", "２８"}})->at("pcs"), "28");
    EXPECT_EQ(start_guide().checked({{"pcs", ""}})->at("pcs"), "unknown");
}

} // namespace hoshirube
