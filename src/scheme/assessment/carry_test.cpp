#include "scheme/assessment/carry.h"

#include <gtest/gtest.h>

#include "support/catalogue.h"

namespace hoshirube {

using test::draft_2025, test::edition_2026, test::edition_map_2026;

namespace {

Answer answered(const std::string& number, AnswerState state, std::string note = "n", std::vector<std::string> branches = {}) {
    Answer a;
    a.criterion = number;
    a.state = state;
    a.note = std::move(note);
    a.branches = std::move(branches);
    a.version = 3;
    return a;
}

const Carried& carried(const Carry& carry, const std::string& number) {
    static const Carried kNone{};
    for (const auto& one : carry.carried)
        if (one.answer.criterion == number) return one;
    ADD_FAILURE() << number << " was not carried";
    return kNone;
}

Carry carry(std::vector<Answer> list, int star = 4) {
    Answers answers;
    for (auto& answer : list) answers[answer.criterion] = answer;
    return carry_answers(edition_map_2026(), edition_2026(), star, answers);
}

} // namespace

TEST(Carry, KeepsAnAnswerToTheSameTextAndAsksForASecondLookAtAnyOther) {
    const auto result = carry({answered("1-2-1-1", AnswerState::Met), answered("1-2-1-4", AnswerState::Met)});
    EXPECT_FALSE(carried(result, "1-2-1-1").needs_second_look);
    EXPECT_TRUE(carried(result, "1-2-1-4").needs_second_look) << "reworded";
    EXPECT_EQ(carried(result, "1-2-1-1").answer.version, 0);
    EXPECT_EQ(result.unanswered.size(), 151u);
}

TEST(Carry, FollowsTheTextAndNeverTheNumber) {
    // The draft's 6-1-1-4 is the final 6-1-1-3; the final 6-1-1-4 asks for something else.
    const auto result = carry({answered("6-1-1-4", AnswerState::Met, "roles")});
    EXPECT_EQ(carried(result, "6-1-1-3").answer.note, "roles");
    EXPECT_EQ(std::count(result.unanswered.begin(), result.unanswered.end(), "6-1-1-4"), 1);
}

TEST(Carry, TakesTheWeakestOfSeveralAnswersThatBecameOne) {
    const auto both = carry({answered("6-1-1-1", AnswerState::Met, "a"), answered("6-1-1-2", AnswerState::NotMet, "b")});
    EXPECT_EQ(carried(both, "6-1-1-1").answer.state, AnswerState::NotMet);
    EXPECT_EQ(carried(both, "6-1-1-1").answer.note, "[6-1-1-1] a\n[6-1-1-2] b");
    const auto one = carry({answered("6-1-1-1", AnswerState::Met, "a")});
    EXPECT_EQ(carried(one, "6-1-1-1").answer.state, AnswerState::Unknown) << "the other half was never answered";
}

TEST(Carry, GivesASplitAnswerToBothPartsForASecondLook) {
    const auto result = carry({answered("3-1-5-1", AnswerState::Met)});
    for (const auto* number : {"3-1-5-1", "3-1-5-2"}) EXPECT_TRUE(carried(result, number).needs_second_look) << number;
}

TEST(Carry, ShowsAsUnknownWhatTheNewCriterionDoesNotAllowAsItStands) {
    const auto result = carry({answered("4-4-1-5", AnswerState::Met, "stopped")});
    EXPECT_EQ(carried(result, "4-4-1-5").answer.state, AnswerState::Unknown) << "it offers alternatives now";
    EXPECT_EQ(carried(result, "4-4-1-5").answer.note, "stopped");
    const auto kept = carry({answered("4-1-1-2", AnswerState::Met, "n", {"not_shared"})});
    EXPECT_EQ(carried(kept, "4-1-1-2").answer.branches, std::vector<std::string>{"not_shared"});
}

TEST(Carry, LosesNothing) {
    Answers answers;
    for (const auto& c : draft_2025().fields().criteria)
        answers[c.number] = answered(c.number, AnswerState::NotMet, "note " + c.number);
    const auto result = carry_answers(edition_map_2026(), edition_2026(), 4, answers);
    std::string all;
    for (const auto& one : result.carried) all += one.answer.note + "\n";
    for (const auto& [number, answer] : answers) {
        const bool is_left = std::count(result.left_behind.begin(), result.left_behind.end(), number) > 0;
        EXPECT_NE(is_left, all.find(answer.note) != all.npos) << number << " is carried or named as left behind";
    }
    EXPECT_EQ(result.left_behind.size(), 4u);
    EXPECT_EQ(result.unanswered, (std::vector<std::string>{"4-1-5-5", "4-4-4-3"}));
}

TEST(Renewal, CarriesEveryAnswerForASecondLookAndLosesNoWords) {
    Answers answers;
    answers["1-2-1-1"] = answered("1-2-1-1", AnswerState::Met, "as last year");
    answers["4-4-1-1"] = answered("4-4-1-1", AnswerState::Met, "n", {"block_install"});
    const auto result = renew_answers(edition_2026(), 3, answers);
    ASSERT_EQ(result.carried.size(), 2u);
    for (const auto& one : result.carried) {
        EXPECT_TRUE(one.needs_second_look);
        EXPECT_EQ(one.answer.state, AnswerState::Met);
        EXPECT_EQ(one.answer.version, 0);
        EXPECT_EQ(one.from, std::vector<std::string>{one.answer.criterion});
    }
    EXPECT_EQ(carried(result, "1-2-1-1").answer.note, "as last year");
    EXPECT_EQ(carried(result, "4-4-1-1").answer.branches, std::vector<std::string>{"block_install"});
    EXPECT_EQ(result.unanswered.size(), 79u);
}

TEST(Renewal, CountsNothingThatAwaitsItsSecondLook) {
    Answers answers;
    answers["1-2-1-1"] = answered("1-2-1-1", AnswerState::Met, "kept");
    answers["1-2-3-1"] = answered("1-2-3-1", AnswerState::NotApplicable);
    const auto now = counted(answers, {"1-2-1-1", "9-9-9-9"});
    EXPECT_EQ(now.at("1-2-1-1").state, AnswerState::Unknown);
    EXPECT_EQ(now.at("1-2-1-1").note, "kept");
    EXPECT_EQ(now.at("1-2-3-1").state, AnswerState::NotApplicable);
    EXPECT_EQ(progress(edition_2026().criteria_for(3), now).met, 0);
}

} // namespace hoshirube
