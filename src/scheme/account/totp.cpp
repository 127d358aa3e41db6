#include "scheme/account/totp.h"

#include "base/hash.h"
#include "base/result.h"
#include "base/text.h"

namespace hoshirube {

namespace {

std::string big_endian(std::int64_t step) {
    std::string bytes(8, '\0');
    for (int i = 0; i < 8; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(step >> (56 - 8 * i) & 0xff);
    return bytes;
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '.' || c == '_' || c == '~';
        if (is_plain) out += c;
        else out.append("%").append(to_hex({&c, 1}));
    }
    return out;
}

} // namespace

std::string one_time_code(std::string_view secret, std::int64_t step, int digits) {
    CHECK(digits >= 6 && digits <= 8);
    const auto mac = hmac_sha1(secret, big_endian(step));
    const auto at = [&mac](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(mac[i])); };
    const auto offset = at(mac.size() - 1) & 15; // RFC 4226, 5.3: dynamic truncation.
    auto number = (at(offset) & 0x7f) << 24 | at(offset + 1) << 16 | at(offset + 2) << 8 | at(offset + 3);
    std::string code(static_cast<std::size_t>(digits), '0');
    for (auto digit = code.rbegin(); digit != code.rend(); ++digit, number /= 10) *digit = static_cast<char>('0' + number % 10);
    return code;
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view typed, Instant now,
                                          std::int64_t last_used_step) {
    const auto code = folded_digits(typed.substr(0, 100));
    const auto present = now.milliseconds() / 1000 / kCodeStepSeconds;
    std::optional<std::int64_t> found;
    for (const auto step : {present - 1, present, present + 1}) // All three, so that the time tells nothing.
        if (equal_in_constant_time(one_time_code(secret, step), code) && step > last_used_step) found = step;
    return found;
}

std::string otpauth_uri(std::string_view secret, std::string_view email) {
    return "otpauth://totp/Hoshirube:" + percent_encoded(email) + "?secret=" + to_rfc4648_base32(secret) + "&issuer=Hoshirube";
}

} // namespace hoshirube
