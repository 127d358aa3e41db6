#include "http/cookie.h"
#include "http/headers.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

TEST(PreferredLanguage, FollowsTheHeaviestOfOurs) {
    EXPECT_EQ(preferred_language(""), Language::Japanese);
    EXPECT_EQ(preferred_language("en"), Language::English);
    EXPECT_EQ(preferred_language("ja,en;q=0.9"), Language::Japanese);
    EXPECT_EQ(preferred_language("ja;q=0.5, en-GB;q=0.8"), Language::English);
    EXPECT_EQ(preferred_language("fr, en;q=0.3"), Language::English);
    EXPECT_EQ(preferred_language("zh"), Language::Japanese);
    EXPECT_EQ(preferred_language("en;q=0"), Language::Japanese);
}

TEST(AcceptEncoding, TakesGzipUnlessItsWeightIsNought) {
    EXPECT_TRUE(accepts_gzip("br, gzip"));
    EXPECT_TRUE(accepts_gzip("GZIP;q=0.1"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("identity"));
    EXPECT_FALSE(accepts_gzip(""));
}

TEST(EntityTags, AreComparedWeakly) {
    EXPECT_TRUE(names_etag("\"a\", W/\"b\"", "W/\"b\""));
    EXPECT_TRUE(names_etag("\"b\"", "W/\"b\""));
    EXPECT_TRUE(names_etag("*", "W/\"b\""));
    EXPECT_FALSE(names_etag("\"c\"", "W/\"b\""));
    EXPECT_FALSE(names_etag("*", ""));
}

TEST(Cookies, AreFoundByTheirWholeName) {
    EXPECT_EQ(cookie_value("a=1; hoshirube_session=x; b=2", "hoshirube_session"), "x");
    EXPECT_EQ(cookie_value("xhoshirube_session=y", "hoshirube_session"), "");
    EXPECT_EQ(cookie_value("hoshirube_session", "hoshirube_session"), "");
    EXPECT_EQ(cookie_value(";;; =; a==b;", "a"), "=b");
}

TEST(SessionCookie, IsKeptFromScriptsOtherSitesAndPlainHttp) {
    const Instant now(1'000'000);
    EXPECT_EQ(session_cookie("t", false, now.plus_seconds(60), now),
              "hoshirube_session=t; Path=/; SameSite=Lax; HttpOnly; Max-Age=60");
    EXPECT_EQ(session_cookie("t", true, now.plus_seconds(60), now),
              "__Host-hoshirube_session=t; Path=/; SameSite=Lax; HttpOnly; Max-Age=60; Secure");
    EXPECT_NE(ended_session_cookie(false).find("Max-Age=0"), std::string::npos);
}

} // namespace
} // namespace hoshirube
