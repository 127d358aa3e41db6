#include "scheme/assessment/self_check.h"

#include <gtest/gtest.h>

#include "support/catalogue.h"
#include "support/random.h"

namespace hoshirube {

namespace {

using test::edition_2026;
using test::start_guide;

Answer answer(const std::string& number, AnswerState state) {
    Answer a;
    a.criterion = number;
    a.state = state;
    return a;
}

// An answer as somebody in the middle of it leaves it: often against the rules.
Answer typed_answer(test::Random& random, const Criterion& c) {
    constexpr AnswerState kStates[] = {AnswerState::Met, AnswerState::NotMet, AnswerState::Planned, AnswerState::NotApplicable,
                                       AnswerState::Unknown};
    auto a = answer(c.number, kStates[test::below(random, 5)]);
    for (const auto& branch : c.branches)
        if (test::below(random, 2) == 0) a.branches.push_back(branch.key);
    if (test::below(random, 2) == 0) a.planned_on = test::day("2027-03-31");
    if (test::below(random, 2) == 0) a.planned_owner = "総務課";
    if (test::below(random, 2) == 0) a.reason = "外から使う人がいない";
    if (test::below(random, 9) == 0) a.note = std::string("\x01", 1);
    return a;
}

} // namespace

TEST(SelfCheck, CountsAnUnfinishedAnswerAsUnknown) {
    SelfCheck check;
    check.answers.emplace("1-2-1-1", answer("1-2-1-1", AnswerState::Met));
    check.answers.emplace("2-1-1-1", answer("2-1-1-1", AnswerState::Planned)); // Neither day nor person.
    check.answers.emplace("1-2-1-2", answer("1-2-1-2", AnswerState::NotMet));
    const auto judgement = judge(check, edition_2026(), start_guide());
    ASSERT_EQ(judgement.unfinished.size(), 1u);
    EXPECT_EQ(judgement.unfinished[0].criterion, "2-1-1-1");
    EXPECT_EQ(judgement.unfinished[0].error.key, "answer.plan_date_missing");
    EXPECT_EQ(judgement.progress.met, 1);
    EXPECT_EQ(judgement.progress.planned, 0);
    EXPECT_EQ(judgement.progress.unknown, 79);
    EXPECT_EQ(judgement.progress.distance(), 80);
    EXPECT_EQ(judgement.left.size(), 80u);
}

TEST(SelfCheck, LeavesAnswersBeyondTheStarOutOfAccount) {
    SelfCheck check;
    check.answers.emplace("2-1-1-3", answer("2-1-1-3", AnswerState::Met)); // Of ★4.
    EXPECT_EQ(judge(check, edition_2026(), start_guide()).progress.met, 0);
    check.star = 4;
    EXPECT_EQ(judge(check, edition_2026(), start_guide()).progress.met, 1);
}

TEST(SelfCheck, LeavesAStepOutOfAccountThatTheGuideDoesNotKnow) {
    SelfCheck check;
    check.profile = {{"external_media", "no"}, {"pcs", "lots"}, {"horses", "yes"}};
    const auto judgement = judge(check, edition_2026(), start_guide());
    EXPECT_EQ(judgement.profile_errors.size(), 2u);
    EXPECT_EQ(judgement.seems_not_applicable, std::vector<std::string>{"4-4-1-2"});
}

// What the server shows comes from these functions one by one; the page asks judge().
TEST(SelfCheck, SaysWhatTheServersFunctionsSay) {
    test::for_seeds(50, [](test::Random& random) {
        SelfCheck check;
        check.star = test::below(random, 2) == 0 ? 3 : 4;
        check.profile = {{"external_media", "no"}, {"cloud", test::below(random, 2) == 0 ? "yes" : "unknown"}};
        Answers kept; // As a server keeps them: what breaks a rule is refused.
        for (const Criterion& c : edition_2026().fields().criteria) {
            if (test::below(random, 3) == 0) continue;
            const auto typed = typed_answer(random, c);
            check.answers.emplace(c.number, typed);
            if (auto tidy = checked(typed, c, edition_2026())) kept.emplace(c.number, *tidy);
        }
        const auto criteria = edition_2026().criteria_for(check.star);
        const auto judgement = judge(check, edition_2026(), start_guide());
        EXPECT_EQ(judgement.progress.distance(), progress(criteria, kept).distance());
        EXPECT_EQ(judgement.left.size(), static_cast<std::size_t>(judgement.progress.distance()));
        EXPECT_EQ(judgement.seems_not_applicable, seems_not_applicable(criteria, kept, start_guide(), check.profile));
        const auto next = next_things(criteria, kept, start_guide(), check.profile, 5);
        ASSERT_EQ(judgement.next.size(), next.size());
        for (std::size_t i = 0; i < next.size(); ++i) EXPECT_EQ(judgement.next[i].criterion, next[i].criterion);
    });
}

} // namespace hoshirube
