#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class TransactionContract : public DatabaseTest {};
HOSHIRUBE_ON_BOTH(TransactionContract);

using Mode = Database::Mode;

} // namespace

TEST_P(TransactionContract, LeavesNothingBehindUnlessCommitted) {
    {
        const auto transaction = begin(Mode::Write);
        ok(transaction->organisations().add(samples::organisation("alpha", 1)));
        EXPECT_TRUE(ok(transaction->organisations().find_by_number(samples::number(1)))) << "it sees its own work";
    }
    look([](Transaction& t) { EXPECT_FALSE(ok(t.organisations().find_by_number(samples::number(1)))); });
    write([](Transaction& t) { ok(t.organisations().add(samples::organisation("alpha", 1))); });
}

TEST_P(TransactionContract, KeepsNothingOfATransactionInWhichAStatementBroke) {
    const auto transaction = begin(Mode::Write);
    ok(transaction->organisations().add(samples::organisation("alpha", 1)));
    const auto broken = transaction->assessments().add(samples::assessment("first", "no such firm"));
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::Internal);
    EXPECT_EQ(key_of(transaction->commit()), "internal");
    look([](Transaction& t) { EXPECT_FALSE(ok(t.organisations().find_by_number(samples::number(1)))); });
}

TEST_P(TransactionContract, RefusesATextThatHoldsANul) {
    const auto transaction = begin(Mode::Write);
    auto firm = samples::organisation("alpha", 1);
    firm.trade_name = std::string("a\0b", 3);
    EXPECT_EQ(key_of(transaction->organisations().add(firm)), "internal");
    EXPECT_EQ(key_of(transaction->commit()), "internal");
}

TEST_P(TransactionContract, OutlivesAReopening) {
    write([](Transaction& t) { ok(t.organisations().add(samples::organisation("alpha", 1))); });
    database_.reset();
    database_ = ok(open_database(url_));
    look([](Transaction& t) { EXPECT_EQ(words(ok(t.organisations().get("alpha"))), words(samples::organisation("alpha", 1))); });
}

TEST_P(TransactionContract, ShowsAReaderOneStateFromItsFirstLookOn) {
    auto alpha = samples::organisation("alpha", 1);
    write([&](Transaction& t) { ok(t.organisations().add(alpha)); });
    const auto reader = begin(Mode::Read);
    EXPECT_EQ(ok(reader->organisations().get("alpha")).version, 1);
    write([&](Transaction& t) { // Readers and writers do not wait for each other.
        ok(t.organisations().save(alpha));
        ok(t.organisations().add(samples::organisation("beta", 2)));
    });
    EXPECT_EQ(ok(reader->organisations().get("alpha")).version, 1);
    EXPECT_EQ(ok(reader->organisations().search("", 0, 10)).size(), 1u);
    look([](Transaction& t) { EXPECT_EQ(ok(t.organisations().get("alpha")).version, 2); });
}

TEST_P(TransactionContract, AnswersARepeatedActWithItsFirstReceipt) {
    write([](Transaction& t) {
        EXPECT_FALSE(ok(t.earlier("hanako", "key", "asked")));
        ok(t.remember("hanako", "key", "asked", {"first", 3}, samples::kNoon));
    });
    look([](Transaction& t) {
        const auto receipt = ok(t.earlier("hanako", "key", "asked"));
        ASSERT_TRUE(receipt);
        EXPECT_EQ(receipt->id, "first");
        EXPECT_EQ(receipt->version, 3);
        const auto other = t.earlier("hanako", "key", "asked something else");
        EXPECT_EQ(key_of(other), "idempotency.other_request");
        EXPECT_EQ(other.error().code, ErrorCode::Conflict);
        EXPECT_FALSE(ok(t.earlier("jiro", "key", "asked"))) << "another person's key is another key";
    });
}

TEST_P(TransactionContract, LetsTheSecondOfTwoEqualActsStartAgain) {
    write([](Transaction& t) {
        ok(t.remember("hanako", "key", "asked", {"first", 1}, samples::kNoon));
        EXPECT_EQ(key_of(t.remember("hanako", "key", "asked", {"second", 1}, samples::kNoon)), "storage.busy");
    });
}

TEST_P(TransactionContract, ForgetsReceiptsAndSessionsThatServedTheirTime) {
    const auto old = samples::kNoon, recent = samples::kNoon.plus_seconds(8 * 24 * 3600);
    write([&](Transaction& t) {
        ok(t.remember("hanako", "old", "asked", {"first", 1}, old));
        ok(t.remember("hanako", "recent", "asked", {"first", 1}, recent));
        ok(t.accounts().add_person(samples::person("hanako")));
        ok(t.sessions().add(samples::session("old", "hanako", old)));
        ok(t.sessions().add(samples::session("recent", "hanako", recent)));
    });
    EXPECT_EQ(ok(database_->forget_old(recent)), 2);
    look([&](Transaction& t) {
        EXPECT_FALSE(ok(t.earlier("hanako", "old", "asked")));
        EXPECT_TRUE(ok(t.earlier("hanako", "recent", "asked")));
        EXPECT_FALSE(ok(t.sessions().find(sha256_hex("old"))));
        EXPECT_TRUE(ok(t.sessions().find(sha256_hex("recent"))));
    });
}

} // namespace hoshirube
