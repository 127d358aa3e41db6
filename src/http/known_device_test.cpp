#include "http/known_device.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

// What the browser sends back of a Set-Cookie.
std::string kept(const std::string& set_cookie) { return set_cookie.substr(0, set_cookie.find(';')); }

TEST(KnownDevice, IsKnownToWhoSignedInThereAndToNobodyElse) {
    const auto cookie = kept(known_device_cookie("", "key", "Anna@example.jp ", true));
    EXPECT_FALSE(known_device(cookie, "key", "anna@example.jp", true).empty()) << "one account, however it is typed";
    EXPECT_TRUE(known_device(cookie, "key", "bert@example.jp", true).empty());
    EXPECT_TRUE(known_device(cookie, "another key", "anna@example.jp", true).empty());
    EXPECT_TRUE(known_device(cookie, "key", "anna@example.jp", false).empty()) << "a plain cookie has another name";
    auto forged = cookie;
    forged.back() = forged.back() == '0' ? '1' : '0';
    EXPECT_TRUE(known_device(forged, "key", "anna@example.jp", true).empty());
    for (const auto* hostile : {"hoshirube_device=", "hoshirube_device=abc", "hoshirube_device=zz", "", ";;;="})
        EXPECT_TRUE(known_device(hostile, "key", "anna@example.jp", false).empty()) << hostile;
}

TEST(KnownDevice, KeepsItsNumberAndTheLastFourAccounts) {
    std::string cookie;
    for (const auto* name : {"a", "b", "c", "d", "e"}) cookie = kept(known_device_cookie(cookie, "key", name, false));
    EXPECT_TRUE(known_device(cookie, "key", "a", false).empty()) << "the oldest went";
    const auto number = known_device(cookie, "key", "b", false);
    EXPECT_FALSE(number.empty());
    cookie = kept(known_device_cookie(cookie, "key", "b", false));
    EXPECT_EQ(known_device(cookie, "key", "b", false), number);
    EXPECT_LT(cookie.size(), 300u);
}

} // namespace
} // namespace hoshirube
