#include "scheme/calendar/duty.h"

#include <gtest/gtest.h>

#include "support/catalogue.h"

namespace hoshirube {

using test::day, test::edition_2026;

namespace {

DutyNote noted(DutyNote::What what, std::string duty, std::string_view on, std::string id = "n", std::string settles = {}) {
    return {std::move(id), "o", std::move(duty), what, day(on), std::move(settles), "", {}, "p", Instant(0)};
}

std::vector<Duty> of(const std::vector<Duty>& duties, const std::string& key) {
    std::vector<Duty> found;
    for (const auto& duty : duties)
        if (duty.key == key) found.push_back(duty);
    return found;
}

} // namespace

TEST(Duties, AreDueOnTheirLastDayInclusive) {
    struct Case {
        Day due;
        std::string_view expected, why;
    };
    const Case kCases[] = {
        {yearly_due(day("2026-10-06")), "2027-10-05", "one year, as a star is valid"},
        {yearly_due(day("2028-02-29")), "2029-02-28", "the leap day counts as 1 March a year later"},
        {yearly_due(day("2027-03-01")), "2028-02-29", "ends on a leap day"},
        {monthly_due(day("2026-10-06")), "2026-11-30", "once in each calendar month"},
        {monthly_due(day("2026-10-31")), "2026-11-30", "the day of the month does not matter"},
        {monthly_due(day("2027-12-01")), "2028-01-31", "over the new year"},
        {monthly_due(day("2028-01-15")), "2028-02-29", "a leap February"},
        {due_after_months(day("2026-10-06"), 6), "2027-04-05", "six months"},
        {due_after_months(day("2026-08-31"), 6), "2027-02-28", "31 February counts as 1 March"},
        {due_after_months(day("2027-08-30"), 6), "2028-02-29", "the same in a leap year"},
        {due_after_months(day("2026-12-01"), 6), "2027-05-31", "over the new year"},
        {update_due(day("2026-10-01"), 14), "2026-10-15", "the day of release is not counted"},
        {update_due(day("2028-02-16"), 14), "2028-03-01", "over a leap day"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(c.due.iso8601(), c.expected);
    }
}

TEST(Duties, AreOverdueFromTheDayAfterInTokyo) {
    EXPECT_EQ(due_seen_from(day("2026-11-30"), day("2026-11-30")), Due::ThisMonth);
    EXPECT_EQ(due_seen_from(day("2026-11-30"), day("2026-12-01")), Due::Overdue);
    EXPECT_EQ(due_seen_from(day("2026-12-01"), day("2026-11-30")), Due::Later);
    EXPECT_EQ(due_seen_from(day("2027-11-30"), day("2026-11-30")), Due::Later) << "the month of another year";
    EXPECT_EQ(due_seen_from({}, day("2026-11-30")), Due::OnOccasion);
    // 23:59 and 00:00 in Tokyo are 14:59 and 15:00 UTC.
    EXPECT_EQ(due_seen_from(day("2026-11-30"), Instant::parse("2026-11-30T14:59:59.999Z")->tokyo_day()), Due::ThisMonth);
    EXPECT_EQ(due_seen_from(day("2026-11-30"), Instant::parse("2026-11-30T15:00:00.000Z")->tokyo_day()), Due::Overdue);
}

TEST(Duties, ComeFromTheCadencesOfTheStar) {
    const auto three = duties_of(edition_2026().criteria_for(3), day("2026-10-06"), {}, {});
    const auto four = duties_of(edition_2026().criteria_for(4), day("2026-10-06"), {}, {});
    const auto count = [](const std::vector<Duty>& duties, DutyKind kind) {
        return std::count_if(duties.begin(), duties.end(), [&](const Duty& d) { return d.kind == kind; });
    };
    EXPECT_EQ(count(four, DutyKind::Yearly), 23);
    EXPECT_EQ(count(four, DutyKind::Monthly), 2);
    EXPECT_EQ(count(four, DutyKind::Retention), 2);
    EXPECT_EQ(count(four, DutyKind::Update), 1);
    EXPECT_EQ(count(four, DutyKind::Occasion), 9);
    EXPECT_EQ(count(three, DutyKind::Update), 1);
    EXPECT_EQ(count(three, DutyKind::Retention), 0);
    EXPECT_EQ(of(three, "yearly/3-1-1-4").front().due_on, day("2027-10-05"));
    EXPECT_EQ(of(four, "retention/4-4-3-1").front().due_on, day("2027-04-05"));
}

TEST(Duties, AreCountedFromWhenTheyWereLastDone) {
    const auto duties = duties_of(edition_2026().criteria_for(3), day("2026-10-06"), {},
                                  {noted(DutyNote::What::Done, "yearly/3-1-1-4", "2027-01-10"),
                                   noted(DutyNote::What::Done, "yearly/3-1-1-4", "2026-12-01", "earlier")});
    EXPECT_EQ(of(duties, "yearly/3-1-1-4").front().due_on, day("2028-01-09"));
    auto gone = noted(DutyNote::What::Done, "yearly/3-1-1-4", "2027-01-10");
    gone.taken_back_at = Instant(1);
    EXPECT_EQ(of(duties_of(edition_2026().criteria_for(3), day("2026-10-06"), {}, {gone}), "yearly/3-1-1-4").front().due_on,
              day("2027-10-05"))
        << "what was taken back counts for nothing";
}

TEST(Duties, WaitForTheirOccasionAndEndWithIt) {
    const auto release = noted(DutyNote::What::Arose, "update/4-4-4-2", "2026-11-01", "a");
    const auto other = noted(DutyNote::What::Arose, "update/4-4-4-2", "2026-11-05", "b");
    auto duties = of(duties_of(edition_2026().criteria_for(3), day("2026-10-06"), {}, {release, other}), "update/4-4-4-2");
    ASSERT_EQ(duties.size(), 3u) << "two releases, and the line to note the next";
    EXPECT_EQ(duties[0].due_on, day("2026-11-15"));
    EXPECT_EQ(duties[1].due_on, day("2026-11-19"));
    EXPECT_FALSE(duties[2].due_on);
    const auto done = noted(DutyNote::What::Done, "update/4-4-4-2", "2026-11-03", "d", "a");
    duties = of(duties_of(edition_2026().criteria_for(3), day("2026-10-06"), {}, {release, other, done}), "update/4-4-4-2");
    ASSERT_EQ(duties.size(), 2u);
    EXPECT_EQ(duties[0].arose, "b");
}

TEST(Duties, AskForNewProofWhenItGrowsOld) {
    const ProofDays proofs{{"4-4-1-1", day("2026-10-01")}};
    const auto duties = duties_of(edition_2026().criteria_for(3), day("2026-10-06"), proofs, {});
    const auto proof = of(duties, "evidence/4-4-1-1");
    ASSERT_EQ(proof.size(), 1u);
    EXPECT_EQ(proof.front().due_on, day("2026-10-31")) << "30 days: the last day on which it is not stale";
}

TEST(Reminders, ComeAWeekBeforeTheDayBeforeAndOnTheLastDay) {
    const Duty yearly{"yearly/1", DutyKind::Yearly, "1", {}, day("2026-12-18")}; // A Friday.
    const Duty proof{"evidence/1", DutyKind::Evidence, "1", {}, day("2026-12-18")};
    struct Case {
        std::string_view today;
        std::size_t named;
        std::string_view why;
    };
    constexpr Case kCases[] = {
        {"2026-12-10", 0, "eight days before"},
        {"2026-12-11", 1, "a week before"},
        {"2026-12-14", 0, "a Monday in between"},
        {"2026-12-17", 1, "the day before"},
        {"2026-12-18", 1, "the last day"},
        {"2026-12-19", 0, "overdue, a Saturday"},
        {"2026-12-21", 1, "overdue, the Monday after"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(to_remind_of({proof, yearly}, day(c.today)).size(), c.named);
    }
    const Duty soon{"monthly/1", DutyKind::Monthly, "1", {}, day("2026-12-16")};
    const auto both = to_remind_of({yearly, soon}, day("2026-12-11"));
    ASSERT_EQ(both.size(), 2u) << "when something is said, all that is near is named";
    EXPECT_EQ(both[0].key, "monthly/1");
}

} // namespace hoshirube
