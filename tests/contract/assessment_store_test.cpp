#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class AssessmentStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            for (const char* id : {"taro", "jiro"}) ok(t.accounts().add_person(samples::person(id)));
            ok(t.accounts().add_membership({"taro", "alpha", Role::Expert, samples::kNoon.tokyo_day(), {}}));
            ok(t.assessments().add(samples::assessment("first", "alpha")));
        });
    }
};
HOSHIRUBE_ON_BOTH(AssessmentStoreContract);

} // namespace

TEST_P(AssessmentStoreContract, GivesBackWhatWasOpened) {
    look([](Transaction& t) {
        EXPECT_EQ(words(ok(t.assessments().get("first"))), words(samples::assessment("first", "alpha")));
        EXPECT_EQ(key_of(t.assessments().get("other")), "assessment.not_found");
    });
}

TEST_P(AssessmentStoreContract, SavesTheHeadOnlyOnTopOfTheStateThatWasRead) {
    auto a = samples::assessment("first", "alpha");
    a.state = AssessmentState::Submitted;
    a.round = 1;
    a.confirmer_id = "taro";
    a.remark = "もう一度";
    a.scope = {"departments", "工場だけ", "Plant only"};
    write([&](Transaction& t) {
        ok(t.assessments().save(a));
        EXPECT_EQ(key_of(t.assessments().save(a)), "changed_meanwhile");
    });
    a.version = 2;
    look([&](Transaction& t) { EXPECT_EQ(words(ok(t.assessments().get("first"))), words(a)); });
}

TEST_P(AssessmentStoreContract, RemembersWhereAnAnswerWasCarriedFrom) {
    write([](Transaction& t) {
        ok(t.assessments().add(samples::assessment("second", "alpha")));
        ok(t.assessments().add_carried("second", {"4-4-4-2", "first", {"4-4-4-2", "4-4-4-3"}, "merged", true}));
        ok(t.assessments().add_carried("second", {"1-1-1-1", "first", {"1-1-1-1"}, "kept", false}));
    });
    look([](Transaction& t) {
        const auto marks = ok(t.assessments().carried("second"));
        ASSERT_EQ(marks.size(), 2u);
        EXPECT_EQ(marks[0].criterion, "1-1-1-1");
        EXPECT_FALSE(marks[0].needs_second_look);
        EXPECT_EQ(marks[1].from, (std::vector<std::string>{"4-4-4-2", "4-4-4-3"}));
        EXPECT_EQ(marks[1].from_assessment, "first");
        EXPECT_EQ(marks[1].kind, "merged");
        EXPECT_TRUE(marks[1].needs_second_look);
        EXPECT_TRUE(ok(t.assessments().carried("first")).empty());
    });
}

TEST_P(AssessmentStoreContract, CountsSavesOfAnAnswerAndRefusesTheSecondOfTwo) {
    auto answer = samples::answer("4-1-2-3");
    write([&](Transaction& t) {
        EXPECT_FALSE(ok(t.assessments().find_answer("first", answer.criterion)));
        ok(t.assessments().save_answer("first", answer));
        EXPECT_EQ(key_of(t.assessments().save_answer("first", answer)), "answer.changed_meanwhile") << "made on version 0";
        answer.version = 1;
        EXPECT_EQ(words(*ok(t.assessments().find_answer("first", answer.criterion))), words(answer));
        answer.state = AnswerState::Planned;
        answer.branches.clear();
        answer.planned_on = samples::day("2027-01-31");
        answer.planned_owner = "花子";
        ok(t.assessments().save_answer("first", answer));
        EXPECT_EQ(key_of(t.assessments().save_answer("first", answer)), "answer.changed_meanwhile") << "made on version 1";
        answer.version = 3;
        EXPECT_EQ(key_of(t.assessments().save_answer("first", answer)), "answer.changed_meanwhile") << "ahead of what is there";
    });
    answer.version = 2;
    look([&](Transaction& t) {
        const auto answers = ok(t.assessments().answers("first"));
        ASSERT_EQ(answers.size(), 1u);
        EXPECT_EQ(words(answers.at("4-1-2-3")), words(answer));
        EXPECT_TRUE(ok(t.assessments().answers("other")).empty());
    });
}

TEST_P(AssessmentStoreContract, SummarisesWhatIsAnswered) {
    write([](Transaction& t) {
        const AnswerState states[] = {AnswerState::Met, AnswerState::NotApplicable, AnswerState::Planned, AnswerState::NotMet,
                                      AnswerState::Unknown};
        int n = 0;
        for (const auto state : states) {
            auto answer = samples::answer("1-1-1-" + std::to_string(++n));
            answer.state = state;
            ok(t.assessments().save_answer("first", answer));
        }
    });
    look([](Transaction& t) {
        const auto summaries = ok(t.assessments().of_organisation("alpha"));
        ASSERT_EQ(summaries.size(), 1u);
        EXPECT_EQ(summaries[0].answered, 2) << "met and not applicable; planned is not done";
        EXPECT_EQ(summaries[0].organisation_name, "株式会社alpha");
        EXPECT_EQ(summaries[0].corporate_number, samples::number(1));
        EXPECT_EQ(words(summaries[0].assessment), words(samples::assessment("first", "alpha")));
    });
}

TEST_P(AssessmentStoreContract, ShowsAnExpertWhatTheyAreNamedFor) {
    write([](Transaction& t) {
        auto submitted = samples::assessment("submitted", "alpha"), taken_back = samples::assessment("taken_back", "alpha");
        submitted.state = AssessmentState::Submitted;
        submitted.opened_at = samples::kNoon.plus_seconds(60);
        submitted.confirmer_id = taken_back.confirmer_id = "taro";
        ok(t.assessments().add(submitted));
        ok(t.assessments().add(taken_back));
        ok(t.assessments().add_adviser("first", "taro", samples::kNoon));
        ok(t.assessments().add_adviser("first", "taro", samples::kNoon)); // Twice changes nothing.
    });
    look([](Transaction& t) {
        const auto today = samples::kNoon.tokyo_day();
        const auto named = ok(t.assessments().of_expert("taro", today));
        ASSERT_EQ(named.size(), 2u) << "a draft is not the confirmer's business";
        EXPECT_EQ(named[0].summary.assessment.id, "submitted") << "newest first";
        EXPECT_EQ(named[0].function, Function::Confirmer);
        EXPECT_EQ(named[1].summary.assessment.id, "first") << "as adviser, drafts too";
        EXPECT_EQ(named[1].function, Function::Adviser);
        EXPECT_TRUE(ok(t.assessments().of_expert("jiro", today)).empty());
        EXPECT_TRUE(ok(t.assessments().of_expert("taro", today.previous())).empty()) << "not yet an expert";
        EXPECT_EQ(ok(t.assessments().advisers("first")), std::vector<std::string>{"taro"});
        EXPECT_EQ(ok(t.assessments().in_state(AssessmentState::Submitted, 10)).size(), 1u);
        EXPECT_EQ(ok(t.assessments().in_state(AssessmentState::Draft, 1)).size(), 1u) << "the limit";
    });
}

} // namespace hoshirube
