#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

#include "base/text.h"

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

TEST_P(EventStoreContract, FindsTheNewestByTypeDayPersonAndFirm) {
    constexpr std::int64_t kEnd = std::int64_t{1} << 60;
    const EventSearch everything{kEnd, "", "", "", "", Instant(0), Instant(kEnd)};
    write([](Transaction& t) {
        ok(t.organisations().add(samples::organisation("alpha", 1)));
        ok(t.accounts().add_person(samples::person("hanako")));
        ok(t.events().append(samples::event("answer.saved", "jiro", "first"), samples::kNoon)); // Of alpha.
        auto linked = samples::event("evidence.linked", "hanako", "first"),
             left = samples::event("person.left", "jiro", "hanako");
        linked.organisation_id = left.organisation_id = "";
        ok(t.events().append(linked, samples::kNoon.plus_seconds(86'400)));
        ok(t.events().append(left, samples::kNoon.plus_seconds(2 * 86'400)));
    });
    look([&](Transaction& t) {
        const auto types_of = [&](const EventSearch& search, int limit = 10) {
            std::string types;
            for (const auto& stored : ok(t.events().newest(search, limit))) types += stored.event.type + " ";
            return types;
        };
        EXPECT_EQ(types_of(everything), "person.left evidence.linked answer.saved ") << "newest first";
        EXPECT_EQ(types_of(everything, 1), "person.left ");
        auto older = everything;
        older.before = ok(t.events().after(0, 10)).at(2).sequence;
        EXPECT_EQ(types_of(older), "evidence.linked answer.saved ");
        auto some = everything;
        some.types = "answer.saved,person.left";
        EXPECT_EQ(types_of(some), "person.left answer.saved ");
        some.types = "answer.save";
        EXPECT_EQ(types_of(some), "") << "the whole type";
        auto day = everything;
        day.from = samples::kNoon.plus_seconds(60);
        day.until = samples::kNoon.plus_seconds(2 * 86'400);
        EXPECT_EQ(types_of(day), "evidence.linked ") << "the end itself is not in";
        auto hanako = everything;
        hanako.typed = "hanako";
        hanako.person_key = search_key("星野 hanako");
        hanako.organisation_key = "nobody";
        EXPECT_EQ(types_of(hanako), "person.left evidence.linked ") << "as actor, and as the one concerned";
        auto alpha = everything;
        alpha.typed = "株式会社alpha";
        alpha.person_key = search_key(alpha.typed);
        alpha.organisation_key = organisation_search_key(alpha.typed);
        EXPECT_EQ(types_of(alpha), "answer.saved ");
    });
}

TEST_P(EventStoreContract, KnowsWhoDidTheLatestOfSomeTypesToASubject) {
    write([](Transaction& t) {
        ok(t.events().append(samples::event("scope.saved", "hanako", "first"), samples::kNoon));
        ok(t.events().append(samples::event("answer.saved", "jiro", "first"), samples::kNoon));
        ok(t.events().append(samples::event("scope.saved", "saburo", "second"), samples::kNoon));
    });
    look([](Transaction& t) {
        EXPECT_EQ(ok(t.events().latest_of("first", "scope.saved,assessment.submitted"))->event.actor_id, "hanako");
        EXPECT_EQ(ok(t.events().latest_of("first", "answer.saved,scope.saved"))->event.actor_id, "jiro");
        EXPECT_FALSE(ok(t.events().latest_of("first", "evidence.changed")));
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
