#include <gtest/gtest.h>

#include "scheme/certificate/star_change.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::day;

namespace {

Certificate star(Standing standing = {}) {
    return {"i", 1,    "",      "a", "o", "8700110005901", "n", "", 3, "2026-03-27", {}, day("2026-10-06"), day("2027-10-05"),
            "s", "op", standing};
}
const Standing kSuspended{Standing::Kind::Suspended, day("2026-12-01"), day("2026-12-31")};
const Standing kSuspendedOpen{Standing::Kind::Suspended, day("2026-12-01"), {}};
const Standing kWithdrawn{Standing::Kind::Withdrawn, day("2026-12-01"), {}};

} // namespace

TEST(CertificateValidity, IsNoneWhileSuspendedOrOnceWithdrawn) {
    struct Case {
        Standing standing;
        const char *today, *state, *since, *why;
    };
    const Case cases[] = {
        {{}, "2026-12-31", "valid", "2026-10-06", "nothing was done"},
        {kSuspended, "2026-12-01", "suspended", "2026-12-01", "from its first day"},
        {kSuspended, "2026-12-31", "suspended", "2026-12-01", "through its last day"},
        {kSuspended, "2027-01-01", "valid", "2027-01-01", "and not on the next"},
        {kSuspendedOpen, "2027-10-05", "suspended", "2026-12-01", "without an end, until it is resumed"},
        {kSuspendedOpen, "2027-10-06", "expired", "2027-10-06", "it expires all the same"},
        {{Standing::Kind::Granted, day("2026-12-05"), {}}, "2026-12-06", "valid", "2026-12-05", "resumed"},
        {kWithdrawn, "2026-12-01", "withdrawn", "2026-12-01", "at once"},
        {kWithdrawn, "2028-01-01", "withdrawn", "2026-12-01", "for good, also after its last valid day"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(certificate_state(star(c.standing), day(c.today)), c.state);
        EXPECT_EQ(state_since(star(c.standing), day(c.today)).iso8601(), c.since);
    }
}

TEST(StarChange, FitsTheStateOfTheStar) {
    struct Case {
        Standing standing;
        StarAct act;
        const char *until, *today, *key, *why;
    };
    const Case cases[] = {
        {{}, StarAct::Suspend, "", "2026-12-01", "", "until it is resumed"},
        {{}, StarAct::Suspend, "2026-12-01", "2026-12-01", "", "for today alone"},
        {{}, StarAct::Suspend, "2027-10-05", "2026-12-01", "", "as long as it would have been valid"},
        {{}, StarAct::Suspend, "2026-11-30", "2026-12-01", "star_change.until", "no end in the past"},
        {{}, StarAct::Suspend, "2027-10-06", "2026-12-01", "star_change.until", "nor after its last valid day"},
        {kSuspended, StarAct::Suspend, "2027-01-31", "2026-12-10", "", "longer"},
        {kSuspended, StarAct::Resume, "", "2026-12-10", "", "sooner"},
        {kSuspended, StarAct::Resume, "", "2027-01-01", "star_change.not_in_state", "it ended by itself"},
        {{}, StarAct::Resume, "", "2026-12-01", "star_change.not_in_state", "nothing to resume"},
        {kSuspended, StarAct::Withdraw, "", "2026-12-10", "", "from a suspension"},
        {{}, StarAct::Withdraw, "", "2028-01-01", "", "after it expired: those who relied on it are told"},
        {{}, StarAct::Withdraw, "2026-12-31", "2026-12-01", "star_change.until_alone", "there is no end to it"},
        {{}, StarAct::Suspend, "", "2028-01-01", "star_change.not_in_state", "expired already"},
        {kWithdrawn, StarAct::Suspend, "", "2026-12-10", "star_change.not_in_state", "final"},
        {kWithdrawn, StarAct::Resume, "", "2026-12-10", "star_change.not_in_state", "final"},
        {kWithdrawn, StarAct::Withdraw, "", "2026-12-10", "star_change.not_in_state", "once is enough"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto until = *c.until ? std::optional(day(c.until)) : std::nullopt;
        const auto after = standing_after(star(c.standing), c.act, until, day(c.today));
        EXPECT_EQ(after ? "" : after.error().key, c.key);
        if (after) { EXPECT_EQ(after->since_on, day(c.today)); }
    }
}

} // namespace hoshirube
