#include "http/target.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

TEST(RequestTarget, IsDecodedOnceIntoSegmentsAndQuery) {
    const auto target = parse_target("/register/%E6%98%9F%2541?q=a+b%26c&offset=10");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->segments, (std::vector<std::string>{"register", "星%41"}));
    ASSERT_EQ(target->query.size(), 2u);
    EXPECT_EQ(target->query[0].second, "a b&c");
    EXPECT_EQ(target->query[1], (std::pair<std::string, std::string>("offset", "10")));
}

TEST(RequestTarget, InAbsoluteFormNamesItsHost) {
    const auto target = parse_target("http://hoshi.example:8080/about?lang=en");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->authority, "hoshi.example:8080");
    EXPECT_EQ(target->raw, "/about?lang=en");
}

TEST(RequestTarget, RefusesWhatIsNoCleanPath) {
    constexpr const char* kTargets[] = {
        "",
        "*",
        "about",
        "//",
        "/a//b",
        "/../etc/passwd",
        "/a/../b",
        "/a/..",
        "/./a",
        "/%2e%2e/a",
        "/%2E%2E%2Fetc",
        "/a%2Fb",
        "/a%5Cb",
        "/..%5c..%5cwindows",
        "/a%00",
        "/a%0d%0aSet-Cookie:x",
        "/%",
        "/%4",
        "/%zz",
        "/%ff",
        "/%c0%ae%c0%ae",
        "/a#b",
        "/a?x=%0",
        "/a?x=%ff",
        "/a?x=1&x=2",
        "http://",
        "ftp://a/b",
        "/\xc0\xae",
    };
    for (const auto* raw : kTargets) {
        const auto target = parse_target(raw);
        ASSERT_FALSE(target) << raw;
        EXPECT_EQ(target.error().key, "request.target") << raw;
    }
}

TEST(RequestTarget, TakesATrailingSlashForNothing) {
    EXPECT_EQ(parse_target("/register/")->segments, parse_target("/register")->segments);
    EXPECT_TRUE(parse_target("/")->segments.empty());
}

TEST(PercentEncoding, ComesBackTheSame) {
    const std::string text = "証跡 \"1\"\r\n;a/b?c=d&e%+.pdf";
    EXPECT_EQ(*percent_decoded(percent_encoded(text), Plus::IsPlus), text);
    EXPECT_EQ(percent_encoded(text).find_first_of("\r\n\"; "), std::string::npos);
}

} // namespace
} // namespace hoshirube
