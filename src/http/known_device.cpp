#include "http/known_device.h"

#include <vector>

#include "app/act.h"
#include "base/hash.h"
#include "http/cookie.h"
#include "http/sign_in_limits.h"

namespace hoshirube {

namespace {

constexpr std::size_t kHalf = 32, kMarkSize = 2 * kHalf; // Hex digits of the number, and of the code.

std::string code_of(std::string_view key, std::string_view number, std::string_view account) {
    return hmac_sha256_hex(key, "device " + std::string(number) + " " + account_key(account)).substr(0, kHalf);
}

std::vector<std::string_view> marks_in(std::string_view cookie_header, bool is_secure) {
    auto value = cookie_value(cookie_header, device_cookie_name(is_secure));
    std::vector<std::string_view> marks;
    for (; value.size() >= kMarkSize && marks.size() < kMaxMarks; value.remove_prefix(kMarkSize)) {
        const auto mark = value.substr(0, kMarkSize);
        if (mark.find_first_not_of("0123456789abcdef") == mark.npos) marks.push_back(mark);
    }
    return marks;
}

bool is_for(std::string_view mark, std::string_view key, std::string_view account) {
    return equal_in_constant_time(mark.substr(kHalf), code_of(key, mark.substr(0, kHalf), account));
}

} // namespace

std::string known_device(std::string_view cookie_header, std::string_view key, std::string_view account, bool is_secure) {
    for (const auto mark : marks_in(cookie_header, is_secure))
        if (is_for(mark, key, account)) return std::string(mark.substr(0, kHalf));
    return {};
}

std::string known_device_cookie(std::string_view cookie_header, std::string_view key, std::string_view account, bool is_secure) {
    auto number = known_device(cookie_header, key, account, is_secure);
    if (number.empty()) number = new_secret().substr(0, kHalf);
    std::string value = number + code_of(key, number, account);
    std::size_t count = 1;
    for (const auto mark : marks_in(cookie_header, is_secure))
        if (count < kMaxMarks && !is_for(mark, key, account)) {
            value += mark;
            ++count;
        }
    return device_cookie(value, is_secure);
}

} // namespace hoshirube
