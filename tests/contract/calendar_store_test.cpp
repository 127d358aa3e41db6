#include "contract/database_test.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

DutyNote sample(const std::string& id, std::int64_t later = 0) {
    return {id,
            "alpha",
            "yearly/3-1-1-4",
            DutyNote::What::Done,
            samples::day("2026-10-06"),
            "",
            "点検した",
            {"e1", "e2"},
            "hanako",
            Instant(samples::kNoon.milliseconds() + later)};
}

class CalendarStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            ok(t.accounts().add_person(samples::person("hanako")));
            ok(t.accounts().add_person(samples::person("taro")));
        });
    }
};
HOSHIRUBE_ON_BOTH(CalendarStoreContract);

} // namespace

TEST_P(CalendarStoreContract, KeepsNotesAndWhatWasTakenBack) {
    write([](Transaction& t) {
        ok(t.calendar().add_note(sample("n1")));
        ok(t.calendar().add_note(sample("n2", 1)));
    });
    look([](Transaction& t) {
        const auto notes = ok(t.calendar().notes("alpha"));
        ASSERT_EQ(notes.size(), 2u);
        EXPECT_EQ(notes[0].id, "n2") << "newest first";
        const auto& n = notes[1];
        EXPECT_EQ(n.duty + n.note + n.noted_by + n.on.iso8601(), "yearly/3-1-1-4点検したhanako2026-10-06");
        EXPECT_EQ(n.evidence, (std::vector<std::string>{"e1", "e2"}));
        EXPECT_EQ(n.what, DutyNote::What::Done);
        EXPECT_FALSE(n.taken_back_at);
        EXPECT_TRUE(ok(t.calendar().notes("beta")).empty());
        EXPECT_EQ(key_of(t.calendar().get_note("n3")), "duty.note_not_found");
    });
    write([](Transaction& t) {
        ok(t.calendar().take_back_note("n1", Instant(5)));
        ok(t.calendar().take_back_note("n1", Instant(9)));
    });
    look([](Transaction& t) { EXPECT_EQ(ok(t.calendar().get_note("n1")).taken_back_at, Instant(5)); });
}

TEST_P(CalendarStoreContract, KeepsLinksOfAPersonUntilTheyAreRevoked) {
    write([](Transaction& t) {
        ok(t.calendar().add_link({"l1", "alpha", "hanako", "ja", samples::kNoon}));
        ok(t.calendar().add_link({"l2", "alpha", "hanako", "en", Instant(samples::kNoon.milliseconds() + 1)}));
    });
    look([](Transaction& t) {
        EXPECT_EQ(ok(t.calendar().links("alpha", "hanako")).size(), 2u);
        EXPECT_TRUE(ok(t.calendar().links("alpha", "taro")).empty());
        EXPECT_EQ(key_of(t.calendar().get_link("l3")), "calendar.link_not_found");
    });
    write([](Transaction& t) { ok(t.calendar().revoke_link("l1", samples::kNoon)); });
    look([](Transaction& t) {
        const auto left = ok(t.calendar().links("alpha", "hanako"));
        ASSERT_EQ(left.size(), 1u);
        EXPECT_EQ(left[0].id + left[0].language, "l2en");
        EXPECT_EQ(ok(t.calendar().get_link("l1")).revoked_at, samples::kNoon);
    });
}

TEST_P(CalendarStoreContract, RemindsOnlyWhoAskedAndOnceADay) {
    write([](Transaction& t) {
        ok(t.calendar().save_reminder({"hanako", "alpha", samples::kNoon}));
        ok(t.calendar().save_reminder({"taro", "alpha", samples::kNoon, samples::day("2026-10-06")}));
    });
    look([](Transaction& t) {
        EXPECT_EQ(ok(t.calendar().reminders_before(samples::day("2026-10-06"), 10)).size(), 1u) << "never sent";
        EXPECT_EQ(ok(t.calendar().reminders_before(samples::day("2026-10-07"), 10)).size(), 2u) << "a day later";
        EXPECT_EQ(ok(t.calendar().reminders_before(samples::day("2026-10-07"), 1)).size(), 1u);
        EXPECT_EQ(ok(t.calendar().find_reminder("taro", "alpha"))->sent_on, samples::day("2026-10-06"));
        EXPECT_FALSE(ok(t.calendar().find_reminder("jiro", "alpha")));
    });
    write([](Transaction& t) {
        ok(t.calendar().save_reminder({"hanako", "alpha", samples::kNoon, samples::day("2026-10-07")}));
        ok(t.calendar().remove_reminder("taro", "alpha"));
    });
    look([](Transaction& t) {
        EXPECT_EQ(ok(t.calendar().find_reminder("hanako", "alpha"))->sent_on, samples::day("2026-10-07"));
        EXPECT_FALSE(ok(t.calendar().find_reminder("taro", "alpha")));
    });
}

} // namespace hoshirube
