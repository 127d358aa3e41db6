#include <gtest/gtest.h>

#include "scheme/account/session.h"

namespace hoshirube {

namespace {

constexpr Instant kBegin(1'800'000'000'000);
constexpr std::int64_t kMinute = 60;

Session session_used(std::int64_t seconds_after_begin) {
    return {"s",
            "hash",
            "anna",
            "Chrome, Windows",
            "203.0.113.0/24",
            Proof::Password,
            kBegin,
            kBegin.plus_seconds(seconds_after_begin),
            {}};
}

} // namespace

TEST(Session, LivesUntilItIsIdleOrOld) {
    struct Case {
        std::int64_t used_at, now;
        bool is_live;
        const char* why;
    };
    const Case cases[] = {
        {0, 0, true, "just begun"},
        {0, 59 * kMinute, true, "within the hour"},
        {0, 60 * kMinute, false, "idle for an hour"},
        {11 * 60 * kMinute, 12 * 60 * kMinute - 1, true, "in use through the day"},
        {12 * 60 * kMinute - 1, 12 * 60 * kMinute, false, "twelve hours old, however busy"},
        {0, -5 * kMinute, true, "the clock was set back a little"},
    };
    for (const Case& c : cases) EXPECT_EQ(is_live(session_used(c.used_at), kBegin.plus_seconds(c.now)), c.is_live) << c.why;
}

TEST(Proof, IsFreshForTenMinutes) {
    EXPECT_FALSE(is_fresh({}, kBegin)) << "never proved";
    EXPECT_TRUE(is_fresh(kBegin, kBegin));
    EXPECT_TRUE(is_fresh(kBegin, kBegin.plus_seconds(10 * kMinute - 1)));
    EXPECT_FALSE(is_fresh(kBegin, kBegin.plus_seconds(10 * kMinute)));
    EXPECT_FALSE(is_fresh(kBegin.plus_seconds(1), kBegin)) << "a proof of tomorrow, after the clock was set back";
}

TEST(Proof, IsStoredByName) {
    for (const auto proof : {Proof::Password, Proof::PasswordAndCode, Proof::Passkey, Proof::Provider})
        EXPECT_EQ(*parse_proof(to_text(proof)), proof);
    EXPECT_FALSE(parse_proof("telepathy"));
}

} // namespace hoshirube
