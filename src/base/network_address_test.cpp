#include <gtest/gtest.h>

#include "base/network_address.h"

namespace hoshirube {

TEST(NetworkAddress, IsPublicOnlyOnTheOpenInternet) {
    for (const char* open : {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "223.255.255.255",
                             "2606:4700::1111", "2400:8500::1"})
        EXPECT_TRUE(is_public_address(open)) << open;
    for (const char* shut : {"127.0.0.1",
                             "127.255.0.1",
                             "0.0.0.0",
                             "10.1.2.3",
                             "100.64.0.1",
                             "169.254.169.254",
                             "172.16.0.1",
                             "172.31.255.255",
                             "192.168.1.1",
                             "192.0.2.1",
                             "198.18.0.1",
                             "198.51.100.1",
                             "203.0.113.9",
                             "224.0.0.1",
                             "255.255.255.255",
                             "::1",
                             "::",
                             "fe80::1",
                             "fc00::1",
                             "fd12::1",
                             "ff02::1",
                             "::ffff:10.0.0.1",
                             "::ffff:8.8.8.8",
                             "64:ff9b::a00:1",
                             "2002:a00:1::1",
                             "2001::1",
                             "2001:db8::1",
                             "",
                             "localhost",
                             "8.8.8",
                             "0x7f.1",
                             "2130706433",
                             "127.1",
                             "8.8.8.8 ",
                             "[::1]"})
        EXPECT_FALSE(is_public_address(shut)) << shut;
}

TEST(NetworkAddress, KnowsThisMachine) {
    for (const char* own : {"127.0.0.1", "127.9.9.9", "::1"}) EXPECT_TRUE(is_loopback_address(own)) << own;
    for (const char* other : {"10.0.0.1", "::2", "8.8.8.8", "localhost", ""}) EXPECT_FALSE(is_loopback_address(other)) << other;
}

} // namespace hoshirube
