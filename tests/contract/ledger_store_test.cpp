#include "contract/database_test.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

class LedgerStoreContract : public DatabaseTest {};
HOSHIRUBE_ON_BOTH(LedgerStoreContract);

const std::string kNonce(32, 'a');

ledger::Batch batch_of(std::initializer_list<std::int64_t> sequences) {
    ledger::Batch batch;
    for (const auto sequence : sequences) {
        batch.lines.push_back({"entry", sequence, "7990001000001", kNonce});
        batch.through = sequence;
    }
    return batch;
}

} // namespace

TEST_P(LedgerStoreContract, TakesPublicEventsInTheOrderTheyHappened) {
    look([](Transaction& t) {
        EXPECT_EQ(ok(t.ledgers().last_public()), 0);
        EXPECT_FALSE(t.ledgers().has_marked_public());
    });
    write([](Transaction& t) {
        ok(t.events().append(samples::event("answer.saved", "hanako", "first"), samples::kNoon));
        ok(t.events().append(samples::event("star.registered", "operator", "firm"), samples::kNoon));
        EXPECT_FALSE(t.ledgers().has_marked_public());
        ok(t.ledgers().mark_public());
        EXPECT_TRUE(t.ledgers().has_marked_public());
    });
    write([](Transaction& t) { ok(t.events().append(samples::event("answer.saved", "hanako", "first"), samples::kNoon)); });
    look([](Transaction& t) {
        const auto events = ok(t.ledgers().public_after(0, 10));
        ASSERT_EQ(events.size(), 1u);
        EXPECT_EQ(events[0].event.type, "star.registered");
        EXPECT_EQ(ok(t.ledgers().last_public()), events[0].sequence);
        EXPECT_TRUE(ok(t.ledgers().public_after(events[0].sequence, 10)).empty());
        EXPECT_TRUE(ok(t.ledgers().public_after(0, 0)).empty()) << "the limit";
        EXPECT_EQ(ok(t.ledgers().stars_before(events[0].sequence + 1, 10)).size(), 1u);
        EXPECT_TRUE(ok(t.ledgers().stars_before(events[0].sequence, 10)).empty());
    });
}

// The lock row: of two that start from the same head, one wins, and the other changes nothing.
TEST_P(LedgerStoreContract, MovesAHeadOnlyFromWhereItIs) {
    std::vector<std::int64_t> sequences;
    write([](Transaction& t) {
        for (int i = 0; i < 3; ++i) ok(t.events().append(samples::event("answer.saved", "hanako", "first"), samples::kNoon));
    });
    look([&](Transaction& t) {
        EXPECT_FALSE(ok(t.ledgers().head("public")));
        for (const auto& event : ok(t.events().after(0, 10))) sequences.push_back(event.sequence);
    });
    const ledger::Head zero{"zero", 0}, one{"one", sequences[0]}, two{"two", sequences[2]};
    write([&](Transaction& t) {
        EXPECT_TRUE(ok(t.ledgers().advance("public", {}, zero, 0, {})));
        EXPECT_FALSE(ok(t.ledgers().advance("public", {}, one, 0, {}))) << "made already";
        EXPECT_TRUE(ok(t.ledgers().advance("public", zero, one, 0, batch_of({sequences[0]}))));
        EXPECT_FALSE(ok(t.ledgers().advance("public", zero, two, 0, batch_of({sequences[1]})))) << "somebody was first";
        EXPECT_TRUE(ok(t.ledgers().advance("public", one, two, 1, batch_of({sequences[1], sequences[2]}))));
        EXPECT_TRUE(ok(t.ledgers().advance("private", {}, zero, 0, {})));
    });
    look([&](Transaction& t) {
        EXPECT_EQ(ok(t.ledgers().head("public"))->checkpoint, "two");
        EXPECT_EQ(ok(t.ledgers().head("public"))->through, sequences[2]);
        EXPECT_EQ(ok(t.ledgers().head("private"))->checkpoint, "zero");
        const auto lines = ok(t.ledgers().lines("public", 1, 10));
        ASSERT_EQ(lines.size(), 2u);
        EXPECT_EQ(lines[0].index, 1u);
        EXPECT_EQ(lines[0].event_sequence, sequences[1]);
        EXPECT_EQ(lines[0].nonce, kNonce);
        EXPECT_EQ(ok(t.ledgers().lines_of_subject("public", "7990001000001")).size(), 3u);
        EXPECT_EQ(ok(t.ledgers().last_index("public", "7990001000001")), 2u);
        EXPECT_FALSE(ok(t.ledgers().last_index("public", "another")));
        EXPECT_EQ(ok(t.ledgers().line_of_event("public", sequences[2]))->index, 2u);
        EXPECT_FALSE(ok(t.ledgers().line_of_event("private", sequences[2])));
    });
}

} // namespace hoshirube
