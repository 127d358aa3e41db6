#include "formats/ical.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace hoshirube {

namespace {

ical::Calendar calendar(std::string summary) {
    return {
        "星標のこよみ",
        "説明",
        "ja",
        *Instant::parse("2026-11-26T03:04:05.678Z"),
        {{"a@hoshirube", *Day::parse("2028-02-29"), std::move(summary), "行1\n行2", "年1回", "https://example.jp/app/calendar"}}};
}

std::string unfolded(std::string text) {
    for (auto at = text.find("\r\n "); at != text.npos; at = text.find("\r\n ", at)) text.erase(at, 3);
    return text;
}

} // namespace

TEST(ICal, WritesWholeDaysThatEndOnTheNext) {
    const auto text = unfolded(ical::written(calendar("点検")));
    EXPECT_NE(text.find("\r\nDTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280301\r\n"), text.npos);
    EXPECT_NE(text.find("\r\nDTSTAMP:20261126T030405Z\r\n"), text.npos);
    EXPECT_EQ(text.substr(0, 30), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    EXPECT_EQ(text.substr(text.size() - 15), "END:VCALENDAR\r\n");
}

TEST(ICal, EscapesWhatTextMayNotHold) {
    const auto text = unfolded(ical::written(calendar("a,b;c\\d\ne\rf\x07g")));
    EXPECT_NE(text.find("SUMMARY;LANGUAGE=ja:a\\,b\\;c\\\\d\\nefg\r\n"), text.npos);
    EXPECT_NE(text.find("DESCRIPTION;LANGUAGE=ja:行1\\n行2\r\n"), text.npos);
}

TEST(ICal, FoldsLinesOfAtMost75OctetsBetweenCharacters) {
    for (std::size_t n = 0; n < 120; ++n) {
        std::string summary(n, 'x');
        for (int i = 0; i < 40; ++i) summary += i % 3 ? "星" : "é";
        const auto text = ical::written(calendar(summary));
        EXPECT_NE(unfolded(text).find(":" + summary + "\r\n"), text.npos) << "nothing is lost";
        for (std::size_t from = 0; from < text.size();) {
            const auto end = text.find("\r\n", from);
            ASSERT_NE(end, text.npos);
            const auto line = text.substr(from, end - from);
            EXPECT_LE(line.size(), 75u);
            EXPECT_TRUE(is_utf8(line)) << line;
            from = end + 2;
        }
    }
}

TEST(ICal, LetsNoUrlBeginALineOfItsOwn) {
    auto one = calendar("x");
    one.entries.front().url = "https://example.jp/\r\nX-EVIL:1";
    EXPECT_EQ(unfolded(ical::written(one)).find("\r\nX-EVIL"), std::string::npos);
}

} // namespace hoshirube
