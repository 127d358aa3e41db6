#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class EventStoreContract : public DatabaseTest {};
HOSHIRUBE_ON_BOTH(EventStoreContract);

} // namespace

TEST_P(EventStoreContract, KeepsEventsInOrderWithTheHashOfTheirRecord) {
    const auto first = samples::event("answer.saved", "hanako", "first"),
               second = samples::event("evidence.linked", "jiro", "first");
    write([&](Transaction& t) {
        ok(t.events().append(first, samples::kNoon));
        ok(t.events().append(second, samples::kNoon.plus_seconds(-60))); // Order is that of writing, not of the clock.
    });
    look([&](Transaction& t) {
        const auto events = ok(t.events().after(0, 10));
        ASSERT_EQ(events.size(), 2u);
        EXPECT_EQ(words(events[0].event), words(first));
        EXPECT_EQ(words(events[1].event), words(second));
        EXPECT_EQ(events[0].at, samples::kNoon);
        EXPECT_EQ(events[0].record_sha256, sha256_hex(first.record));
        EXPECT_LT(events[0].sequence, events[1].sequence);
        EXPECT_EQ(ok(t.events().after(events[0].sequence, 10)).size(), 1u);
        EXPECT_EQ(ok(t.events().after(0, 1)).size(), 1u) << "the limit";
        EXPECT_TRUE(ok(t.events().after(events[1].sequence, 10)).empty());
    });
}

TEST_P(EventStoreContract, KnowsTheLatestEventAboutASubject) {
    look([](Transaction& t) { EXPECT_EQ(ok(t.events().latest_about("first")), 0); });
    write([](Transaction& t) {
        ok(t.events().append(samples::event("answer.saved", "hanako", "first"), samples::kNoon));
        ok(t.events().append(samples::event("answer.saved", "jiro", "first"), samples::kNoon.plus_seconds(-60)));
        ok(t.events().append(samples::event("answer.saved", "hanako", "second"), samples::kNoon));
    });
    look([](Transaction& t) {
        const auto events = ok(t.events().after(0, 10));
        EXPECT_EQ(ok(t.events().latest_about("first")), events.at(1).sequence);
        EXPECT_EQ(ok(t.events().latest_about("second")), events.at(2).sequence);
        EXPECT_EQ(ok(t.events().latest_about("fir")), 0) << "the whole name";
    });
}

TEST_P(EventStoreContract, RefusesToChangeOrForgetWhatHappened) {
    write([](Transaction& t) { ok(t.events().append(samples::event("answer.saved", "hanako", "first"), samples::kNoon)); });
    const auto connection = raw();
    for (const char* forgery : {"UPDATE event SET actor_id = 'somebody'", "UPDATE event SET sequence = sequence + 1",
                                "DELETE FROM event", "DELETE FROM event WHERE sequence = 1"}) {
        EXPECT_FALSE(connection->query(forgery)) << forgery;
    }
    const char* const trick =
        GetParam() == Engine::Sqlite
            ? "INSERT OR REPLACE INTO event (sequence, happened_at, type, actor_id, organisation_id, subject, record, record_sha256) "
              "SELECT sequence, happened_at, type, 'somebody', organisation_id, subject, record, record_sha256 FROM event"
            : "TRUNCATE event";
    EXPECT_FALSE(connection->query(trick));
    look([](Transaction& t) { EXPECT_EQ(ok(t.events().after(0, 10)).at(0).event.actor_id, "hanako"); });
}

} // namespace hoshirube
