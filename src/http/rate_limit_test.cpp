#include "http/rate_limit.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

TEST(RateLimit, LetsABurstThroughAndThenOneAtATime) {
    RateLimit limit(2, 6);
    const Instant now(0);
    EXPECT_TRUE(limit.take("a", now));
    EXPECT_TRUE(limit.take("a", now));
    const auto refused = limit.take("a", now);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "rate.limited");
    EXPECT_EQ(refused.error().params[0].second, "6");
    EXPECT_TRUE(limit.take("b", now));
    EXPECT_TRUE(limit.take("a", now.plus_seconds(6)));
    EXPECT_FALSE(limit.take("a", now.plus_seconds(6)));
}

TEST(RateLimit, HoldsWhenTheClockGoesBack) {
    RateLimit limit(1, 6);
    EXPECT_TRUE(limit.take("a", Instant(60'000)));
    EXPECT_FALSE(limit.take("a", Instant(0)));
}

TEST(RateLimit, RemembersABoundedNumberOfCallers) {
    RateLimit limit(1, 1000);
    const Instant now(0);
    for (std::size_t i = 0; i < RateLimit::kMaxCallers + 10; ++i) EXPECT_TRUE(limit.take(std::to_string(i), now));
}

TEST(RateLimit, CountsANetworkOfSixAsOneCaller) {
    EXPECT_EQ(caller_of("2001:db8:1:2::1"), caller_of("2001:db8:1:2:ffff::9"));
    EXPECT_NE(caller_of("2001:db8:1:2::1"), caller_of("2001:db8:1:3::1"));
    EXPECT_EQ(caller_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(caller_of("::ffff:192.0.2.7"), "192.0.2.7") << "a listener for both: not all of IPv4 is one network";
}

} // namespace
} // namespace hoshirube
