#include "http/device.h"

#include <gtest/gtest.h>

namespace hoshirube {

TEST(Device, IsToldInTwoKnownWords) {
    struct Case {
        const char* user_agent;
        const char* words;
    };
    const Case cases[] = {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
         "Edge, Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
         "Chrome, Windows"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
         "Safari, iPhone"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox, Linux"},
        {"curl/7.88.1", "curl"},
        {"<script>alert(1)</script>", ""},
        {"", ""},
    };
    for (const Case& c : cases) EXPECT_EQ(device_words(c.user_agent), c.words) << c.user_agent;
}

TEST(Network, IsAPrefixThatManyShare) {
    EXPECT_EQ(network_of("203.0.113.77"), "203.0.113.0/24");
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
    EXPECT_EQ(network_of("::1"), "::/48");
    EXPECT_EQ(network_of("unknown, 1.2.3.4"), "");
}

} // namespace hoshirube
