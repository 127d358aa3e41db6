#include "base/base64url.h"

namespace hoshirube {

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

} // namespace

std::string to_base64url(std::string_view bytes) {
    std::string text;
    unsigned pending = 0, bits = 0;
    for (const char byte : bytes) {
        pending = (pending << 8 | static_cast<unsigned char>(byte)) & 0x3fff;
        for (bits += 8; bits >= 6; bits -= 6) text += kDigits[pending >> (bits - 6) & 63];
    }
    if (bits > 0) text += kDigits[pending << (6 - bits) & 63];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    unsigned pending = 0, bits = 0;
    for (const char digit : text) {
        const auto value = kDigits.find(digit);
        if (value == kDigits.npos) return std::nullopt;
        pending = (pending << 6 | static_cast<unsigned>(value)) & 0x3fff;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(pending >> bits & 0xff);
    }
    if (to_base64url(bytes) != text) return std::nullopt; // A single digit left over, or stray bits.
    return bytes;
}

} // namespace hoshirube
