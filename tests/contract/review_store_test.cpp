#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class ReviewStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            for (const char* id : {"taro", "boss"}) ok(t.accounts().add_person(samples::person(id)));
            ok(t.assessments().add(samples::assessment("first", "alpha")));
        });
    }
};
HOSHIRUBE_ON_BOTH(ReviewStoreContract);

} // namespace

TEST_P(ReviewStoreContract, KeepsTheLastDecisionOfEachRound) {
    auto again = samples::decision("1-1-1-1", 2);
    again.kind = DecisionKind::Confirmed;
    again.agrees_not_applicable = true;
    again.reason.clear();
    write([&](Transaction& t) {
        ok(t.reviews().save_decision("first", samples::decision("1-1-1-1", 1)));
        ok(t.reviews().save_decision("first", samples::decision("1-1-1-1", 2)));
        ok(t.reviews().save_decision("first", again));
        ok(t.reviews().save_decision("first", samples::decision("2-1-1-1", 2)));
    });
    again.version = 2;
    look([&](Transaction& t) {
        const auto now = ok(t.reviews().decisions("first", 2));
        ASSERT_EQ(now.size(), 2u);
        EXPECT_EQ(words(now.at("1-1-1-1")), words(again));
        const auto earlier = ok(t.reviews().earlier_decisions("first", 2));
        ASSERT_EQ(earlier.size(), 1u);
        EXPECT_EQ(words(earlier[0]), words(samples::decision("1-1-1-1", 1)));
        EXPECT_TRUE(ok(t.reviews().decisions("first", 3)).empty());
    });
}

TEST_P(ReviewStoreContract, TakesADecisionBack) {
    write([](Transaction& t) {
        ok(t.reviews().save_decision("first", samples::decision("1-1-1-1", 1)));
        ok(t.reviews().remove_decision("first", "1-1-1-1", 1));
        ok(t.reviews().remove_decision("first", "1-1-1-1", 1)); // Nothing left to take back.
        EXPECT_TRUE(ok(t.reviews().decisions("first", 1)).empty());
    });
}

TEST_P(ReviewStoreContract, KeepsAdviceInTheOrderGiven) {
    const Advice whole{"b", "", "全体によくできています。", "taro", "confirmer", 1, samples::kNoon.plus_seconds(1)};
    const Advice one{"a", "1-1-1-1", "様式を\n添えてください。", "taro", "adviser", 0, samples::kNoon};
    write([&](Transaction& t) {
        ok(t.reviews().add_advice("first", whole));
        ok(t.reviews().add_advice("first", one));
    });
    look([&](Transaction& t) {
        const auto advice = ok(t.reviews().advice("first"));
        ASSERT_EQ(advice.size(), 2u);
        EXPECT_EQ(words(advice[0]), words(one));
        EXPECT_EQ(words(advice[1]), words(whole));
    });
}

TEST_P(ReviewStoreContract, KnowsTheLatestConfirmationByteForByte) {
    write([](Transaction& t) {
        EXPECT_FALSE(ok(t.reviews().latest_confirmation("first")));
        ok(t.reviews().add_confirmation(samples::confirmation("first", 1, "taro")));
        ok(t.reviews().add_confirmation(samples::confirmation("first", 2, "taro")));
    });
    look([](Transaction& t) {
        const auto latest = ok(t.reviews().latest_confirmation("first"));
        ASSERT_TRUE(latest);
        EXPECT_EQ(words(*latest), words(samples::confirmation("first", 2, "taro")));
        EXPECT_EQ(sha256_hex(latest->form), latest->form_sha256);
    });
}

TEST_P(ReviewStoreContract, KeepsEveryDeclarationOfARound) {
    const Declaration before{"first", 1, "boss", "社長", sha256_hex("form"), samples::kNoon};
    auto after = before;
    after.person_name = "新社長";
    write([&](Transaction& t) {
        EXPECT_FALSE(ok(t.reviews().latest_declaration("first")));
        ok(t.reviews().add_declaration(before));
        ok(t.reviews().add_declaration(after)); // In the same millisecond: the later one still counts as the latest.
    });
    look([&](Transaction& t) { EXPECT_EQ(words(*ok(t.reviews().latest_declaration("first"))), words(after)); });
    const auto connection = raw();
    ok(connection->begin(sql::Connection::Mode::Read));
    ok(connection->act_for(kKeeper));
    auto rows = ok(connection->query("SELECT COUNT(*) FROM declaration"));
    EXPECT_EQ(std::get<std::int64_t>(rows[0][0]), 2);
}

} // namespace hoshirube
