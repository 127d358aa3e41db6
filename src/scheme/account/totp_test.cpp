#include <gtest/gtest.h>

#include "base/hash.h"
#include "scheme/account/totp.h"

namespace hoshirube {

namespace {

constexpr std::string_view kRfcSecret = "12345678901234567890"; // RFC 6238, appendix B.
constexpr std::int64_t kNever = -1;

Instant at(std::int64_t seconds) { return Instant(seconds * 1000); }

} // namespace

TEST(OneTimeCode, IsTheOneOfRfc6238) {
    struct Case {
        std::int64_t seconds;
        const char* code;
    };
    constexpr Case kCases[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                               {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const Case& c : kCases) EXPECT_EQ(one_time_code(kRfcSecret, c.seconds / kCodeStepSeconds, 8), c.code) << c.seconds;
    EXPECT_EQ(one_time_code(kRfcSecret, 59 / kCodeStepSeconds), "287082");
}

TEST(OneTimeCode, IsAcceptedWhileItIsCurrentAndOnlyOnce) {
    const auto now = at(1111111111);
    const std::int64_t step = 1111111111 / kCodeStepSeconds;
    const auto code_of = [](std::int64_t s) { return one_time_code(kRfcSecret, s); };
    EXPECT_EQ(matching_step(kRfcSecret, code_of(step), now, kNever), step);
    EXPECT_EQ(matching_step(kRfcSecret, code_of(step - 1), now, kNever), step - 1) << "a phone half a minute late";
    EXPECT_EQ(matching_step(kRfcSecret, code_of(step + 1), now, kNever), step + 1) << "or early";
    EXPECT_FALSE(matching_step(kRfcSecret, code_of(step - 2), now, kNever)) << "too old";
    EXPECT_FALSE(matching_step(kRfcSecret, code_of(step + 2), now, kNever)) << "not yet";
    EXPECT_FALSE(matching_step(kRfcSecret, code_of(step), now, step)) << "used already";
    EXPECT_FALSE(matching_step(kRfcSecret, code_of(step - 1), now, step)) << "older than the one used last";
    EXPECT_FALSE(matching_step(kRfcSecret, "", now, kNever));
    EXPECT_FALSE(matching_step(kRfcSecret, code_of(step).substr(0, 5), now, kNever));
    EXPECT_FALSE(matching_step("another secret 12345", code_of(step), now, kNever));
}

TEST(OneTimeCode, MayBeTypedWithBlanksAndFullWidth) {
    EXPECT_TRUE(matching_step(kRfcSecret, "287 082", at(59), kNever));
    EXPECT_TRUE(matching_step(kRfcSecret, "２８７０８２", at(59), kNever));
}

TEST(OneTimeCode, ComesToTheAppAsAUri) {
    EXPECT_EQ(otpauth_uri("Hello!\xde\xad\xbe\xef", "anna+x@example.jp"),
              "otpauth://totp/Hoshirube:anna%2bx%40example.jp?secret=JBSWY3DPEHPK3PXP&issuer=Hoshirube");
}

} // namespace hoshirube
