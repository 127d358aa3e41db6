#include <gtest/gtest.h>

#include "scheme/certificate/certificate.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::day, test::edition_2026;

TEST(CertificateValidity, LastsAsLongAsTheRulesGrant) {
    struct Case {
        int star;
        std::string_view registered_on, last_valid_day, why;
    };
    constexpr Case kCases[] = {
        {3, "2026-10-06", "2027-10-05", "★3: one year, last day inclusive"},
        {4, "2026-10-06", "2029-10-05", "★4: three years"},
        {3, "2028-02-29", "2029-02-28", "the leap day counts as 1 March"},
        {4, "2026-01-01", "2028-12-31", "crosses no extra new year"},
        {3, "2027-03-01", "2028-02-29", "ends on a leap day"},
    };
    for (const Case& c : kCases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(last_valid_day(*edition_2026().level(c.star), day(c.registered_on)).iso8601(), c.last_valid_day);
    }
}

TEST(CertificateValidity, IsStillValidOnItsLastDay) {
    const Certificate c{
        "i", 1, "", "a", "o", "8700110005901", "n", "", 3, "2026-03-27", {}, day("2026-10-06"), day("2027-10-05"), "s", "op"};
    EXPECT_EQ(certificate_state(c, day("2026-10-06")), "valid");
    EXPECT_EQ(certificate_state(c, day("2027-10-05")), "valid");
    EXPECT_EQ(certificate_state(c, day("2027-10-06")), "expired");
}

TEST(Renewal, IsOfferedWhenNinetyDaysAreLeftTheLastOneIncluded) {
    EXPECT_EQ(renewal_offered_from(day("2027-10-05")).iso8601(), "2027-07-08");
    EXPECT_EQ(renewal_offered_from(day("2028-02-29")).iso8601(), "2027-12-02");
    EXPECT_EQ(renewal_offered_from(day("2027-10-05")).days_until(day("2027-10-05")) + 1, kRenewalOfferedDays);
}

} // namespace hoshirube
