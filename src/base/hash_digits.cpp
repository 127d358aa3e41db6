// Hashes as people and files write them. What computes them is hash.cpp, or src/browser/sha256.cpp in the self-check page.
#include "base/hash.h"

namespace hoshirube {

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }

bool is_sha256_hex(std::string_view text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos; }

std::string to_hex(std::string_view bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        text += kDigits[static_cast<unsigned char>(byte) >> 4];
        text += kDigits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

namespace {

std::string base32_of(std::string_view bytes, const char (&digits)[33]) {
    std::string text;
    unsigned pending = 0, bits = 0;
    for (const char byte : bytes) {
        pending = (pending << 8 | static_cast<unsigned char>(byte)) & 0xfff;
        for (bits += 8; bits >= 5; bits -= 5) text += digits[pending >> (bits - 5) & 31];
    }
    if (bits > 0) text += digits[pending << (5 - bits) & 31];
    return text;
}

} // namespace

std::string to_base32(std::string_view bytes) { return base32_of(bytes, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"); }

std::string to_rfc4648_base32(std::string_view bytes) { return base32_of(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"); }

} // namespace hoshirube
