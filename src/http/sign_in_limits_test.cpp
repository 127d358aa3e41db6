#include "http/sign_in_limits.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

constexpr Instant kNow(1'800'000'000'000);
const std::string kOffice = "203.0.113.7";

bool is_taken(SignInLimits& limits, const std::string& account, const std::string& address, Instant now = kNow) {
    return static_cast<bool>(limits.take(account, address, now));
}

} // namespace

TEST(SignInLimits, LetAWholeOfficeInAtNineOClock) {
    SignInLimits limits;
    for (int person = 0; person < 500; ++person) {
        auto one = limits.take("person" + std::to_string(person) + "@example.jp", kOffice, kNow);
        ASSERT_TRUE(one) << person;
        one->succeeded();
    }
}

TEST(SignInLimits, CostOnlyTheColleagueWhoTypesWrong) {
    SignInLimits limits;
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(is_taken(limits, "anna@example.jp", kOffice));
    EXPECT_FALSE(is_taken(limits, "anna@example.jp", kOffice));
    EXPECT_FALSE(is_taken(limits, " Ａnna@EXAMPLE.jp", kOffice)) << "the same account, typed otherwise";
    EXPECT_TRUE(is_taken(limits, "bert@example.jp", kOffice)) << "a colleague at the same address";
    EXPECT_TRUE(is_taken(limits, "anna@example.jp", "198.51.100.1")) << "the same person from home";
    EXPECT_TRUE(is_taken(limits, "anna@example.jp", kOffice, kNow.plus_seconds(6))) << "and soon again";
}

TEST(SignInLimits, EndGuessesSpreadOverManyNetworks) {
    SignInLimits limits;
    int taken = 0;
    for (int i = 0; i < 1000; ++i)
        taken += is_taken(limits, "anna@example.jp", "10.0." + std::to_string(i / 200) + "." + std::to_string(i % 200));
    EXPECT_EQ(taken, 100);
}

TEST(SignInLimits, LetAKnownBrowserInWhateverOthersTry) {
    SignInLimits limits;
    for (int i = 0; i < 1000; ++i)
        is_taken(limits, "anna@example.jp", "10.0." + std::to_string(i / 200) + "." + std::to_string(i % 200));
    EXPECT_FALSE(is_taken(limits, "anna@example.jp", kOffice)) << "an unknown browser waits its turn";
    EXPECT_TRUE(is_taken(limits, "anna@example.jp", kOffice, kNow.plus_seconds(60))) << "which comes: nothing is locked";
    auto known = limits.take("anna@example.jp", kOffice, kNow, "5ec7e7");
    ASSERT_TRUE(known);
    known->succeeded();
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(limits.take("anna@example.jp", kOffice, kNow, "5ec7e7"));
    EXPECT_FALSE(limits.take("anna@example.jp", kOffice, kNow, "5ec7e7")) << "a stolen browser guesses no faster";
}

TEST(SignInLimits, EndOneGuessForEachOfManyAccounts) {
    SignInLimits limits;
    int taken = 0;
    for (int i = 0; i < 1000; ++i) taken += is_taken(limits, "person" + std::to_string(i) + "@example.jp", kOffice);
    EXPECT_EQ(taken, 100);
    EXPECT_TRUE(is_taken(limits, "person2000@example.jp", "198.51.100.1")) << "another network";
}

} // namespace hoshirube
