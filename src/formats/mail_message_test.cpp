#include "formats/mail_message.h"

#include <gtest/gtest.h>

#include "base/base64.h"

namespace hoshirube {

namespace {

const Instant kAt = *Instant::parse("2026-11-26T03:04:05.678Z");

std::string sent(std::string subject, std::string text = "本文\n二行目\n") {
    return written({"a@example.jp", "hoshirube@example.jp", std::move(subject), std::move(text), "id@hoshirube", "ja"}, kAt);
}

} // namespace

TEST(MailMessage, SaysDateSubjectAndTextInAscii) {
    const auto text = sent("期限のお知らせ");
    EXPECT_NE(text.find("Date: Thu, 26 Nov 2026 03:04:05 +0000\r\n"), text.npos);
    EXPECT_NE(text.find("Subject: =?UTF-8?B?" + to_base64("期限のお知らせ") + "?=\r\n"), text.npos);
    EXPECT_NE(text.find("\r\n\r\n" + to_base64("本文\r\n二行目\r\n")), text.npos);
    for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST(MailMessage, KeepsLinesShortWhateverIsSaid) {
    for (int n = 1; n < 200; n += 7) {
        std::string long_text;
        for (int i = 0; i < n; ++i) long_text += "星標é";
        const auto text = sent(long_text, long_text);
        for (std::size_t from = 0; from < text.size();) {
            const auto end = text.find("\r\n", from);
            ASSERT_NE(end, text.npos);
            EXPECT_LE(end - from, 78u);
            from = end + 2;
        }
    }
}

TEST(MailMessage, LetsNothingAddAHeader) {
    const auto text = written(
        {"a@example.jp\r\nBcc: x@example.jp", "f@example.jp\nX: 1", "s\r\nBcc: y@example.jp", "", "i\r\nZ: 1", "ja"}, kAt);
    const auto head = text.substr(0, text.find("\r\n\r\n"));
    for (const auto* evil : {"\r\nBcc", "\nBcc", "\nX:", "\nZ:"}) EXPECT_EQ(head.find(evil), head.npos) << evil;
}

} // namespace hoshirube
