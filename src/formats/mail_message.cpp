#include "formats/mail_message.h"

#include <array>

#include "base/base64.h"

namespace hoshirube {

namespace {

constexpr std::size_t kWordBytes = 42; // 56 digits of base 64: an encoded word of at most 75 characters.
constexpr std::size_t kLineDigits = 76;

std::string without_controls(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
    return out;
}

// RFC 2047: as many encoded words as it takes, none broken within a character.
std::string encoded_words(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        auto end = std::min(text.size(), kWordBytes);
        while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
        if (end == 0) end = std::min(text.size(), kWordBytes);
        out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + to_base64(text.substr(0, end)) + "?=");
        text.remove_prefix(end);
    }
    return out;
}

std::string crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        if (c != '\r') out += c;
    }
    return out;
}

std::string body_of(std::string_view text) {
    const auto digits = to_base64(crlf(text));
    std::string out;
    for (std::size_t at = 0; at < digits.size(); at += kLineDigits) out += digits.substr(at, kLineDigits) + "\r\n";
    return out;
}

// Thu, 26 Nov 2026 03:04:05 +0000
std::string date_of(Instant at) {
    using namespace std::chrono;
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const sys_days day = floor<days>(sys_time<milliseconds>(milliseconds(at.milliseconds())));
    const year_month_day date(day);
    const auto iso = at.iso8601();
    return std::string(kDays[weekday(day).c_encoding()]) + ", " + iso.substr(8, 2) + " " +
           kMonths[static_cast<unsigned>(date.month()) - 1] + " " + iso.substr(0, 4) + " " + iso.substr(11, 8) + " +0000";
}

} // namespace

std::string written(const Mail& mail, Instant sent_at) {
    return "Date: " + date_of(sent_at) + "\r\nFrom: <" + without_controls(mail.from) + ">\r\nTo: <" + without_controls(mail.to) +
           ">\r\nMessage-ID: <" + without_controls(mail.id) + ">\r\nSubject: " + encoded_words(without_controls(mail.subject)) +
           "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
           "Content-Language: " +
           without_controls(mail.language) + "\r\nAuto-Submitted: auto-generated\r\n\r\n" + body_of(mail.text);
}

} // namespace hoshirube
