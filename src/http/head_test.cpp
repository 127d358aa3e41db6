#include "http/head.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

TEST(RequestHead, IsReadToItsEmptyLine) {
    const auto scan = scan_head("GET / HTTP/1.1\r\nHost: a\r\n\r\nrest");
    EXPECT_EQ(scan.state, HeadScan::State::Complete);
    EXPECT_EQ(scan.size, 27u);
}

TEST(RequestHead, WaitsForMoreAtEveryCut) {
    const std::string_view whole = "GET /x?q=%E3 HTTP/1.1\r\nHost: a\r\nCookie: b=\xe3\x81\x82\r\n\r\n";
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(scan_head(whole.substr(0, size)).state, HeadScan::State::Incomplete) << size;
    EXPECT_EQ(scan_head(whole).size, whole.size());
}

TEST(RequestHead, MayBeginWithOneEmptyLine) {
    const auto scan = scan_head("\r\nGET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(scan.state, HeadScan::State::Complete);
    EXPECT_EQ(scan.skip, 2u);
}

TEST(RequestHead, IsRefusedWhereAProxyCouldReadItDifferently) {
    struct Case {
        std::string_view bytes, why;
    };
    using namespace std::string_view_literals;
    constexpr Case kCases[] = {
        {"GET / HTTP/1.1\nHost: a\r\n\r\n"sv, "bare line feed"},
        {"GET / HTTP/1.1\r\nHost: a\n\r\n"sv, "bare line feed after a field"},
        {"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"sv, "folded field"},
        {"GET / HTTP/1.1\r\nHost: a\r\n\tb\r\n\r\n"sv, "folded by a tab"},
        {"GET / HTTP/1.1\r\n Host: a\r\n\r\n"sv, "blank before the first field"},
        {"GET /\xe3\x81\x82 HTTP/1.1\r\n\r\n"sv, "raw bytes in the target"},
        {"GET /a b HTTP/1.1\r\n\r\n"sv, "blank in the target"},
        {"GET  / HTTP/1.1\r\n\r\n"sv, "two blanks"},
        {"GET / HTTP/1.1\r\nX: a\0b\r\n\r\n"sv, "NUL in a value"},
        {"GET / HTTP/1.1\r\nX: a\rb\r\n\r\n"sv, "bare carriage return in a value"},
        {"GET /\x01 HTTP/1.1\r\n\r\n"sv, "control character in the target"},
        {"\r\n\r\nGET / HTTP/1.1\r\n\r\n"sv, "two empty lines in front"},
    };
    for (const auto& c : kCases) EXPECT_EQ(scan_head(c.bytes).state, HeadScan::State::Malformed) << c.why;
}

} // namespace
} // namespace hoshirube
