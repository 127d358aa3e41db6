#include "http/cookie.h"

#include <algorithm>

namespace hoshirube {

namespace {

constexpr std::int64_t kLanguageLifeSeconds = 365 * 24 * 3600, kDeviceLifeSeconds = 365 * 24 * 3600;
constexpr std::int64_t kOutsideLifeSeconds = 600;

std::string set_cookie(std::string_view name, std::string_view value, std::int64_t max_age_seconds, bool is_secure) {
    std::string out(name);
    out.append("=").append(value).append("; Path=/; SameSite=Lax; HttpOnly; Max-Age=");
    out.append(std::to_string(max_age_seconds));
    if (is_secure) out.append("; Secure");
    return out;
}

} // namespace

std::string_view session_cookie_name(bool is_secure) { return is_secure ? "__Host-hoshirube_session" : "hoshirube_session"; }

std::string_view cookie_value(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        auto pair = header.substr(0, end);
        pair.remove_prefix(std::min(pair.find_first_not_of(" \t"), pair.size()));
        const auto equals = pair.find('=');
        if (equals != pair.npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return {};
}

std::string session_cookie(std::string_view token, bool is_secure, Instant expires_at, Instant now) {
    const auto left = (expires_at.milliseconds() - now.milliseconds()) / 1000;
    return set_cookie(session_cookie_name(is_secure), token, std::max<std::int64_t>(left, 0), is_secure);
}

std::string ended_session_cookie(bool is_secure) { return set_cookie(session_cookie_name(is_secure), "", 0, is_secure); }

std::string_view provider_cookie_name(bool is_secure) { return is_secure ? "__Host-hoshirube_outside" : "hoshirube_outside"; }

std::string provider_cookie(std::string_view keeping, bool is_secure) {
    return set_cookie(provider_cookie_name(is_secure), keeping, kOutsideLifeSeconds, is_secure);
}

std::string ended_provider_cookie(bool is_secure) { return set_cookie(provider_cookie_name(is_secure), "", 0, is_secure); }

std::string_view device_cookie_name(bool is_secure) { return is_secure ? "__Host-hoshirube_device" : "hoshirube_device"; }

std::string device_cookie(std::string_view marks, bool is_secure) {
    return set_cookie(device_cookie_name(is_secure), marks, kDeviceLifeSeconds, is_secure);
}

std::string language_cookie(std::string_view language, bool is_secure) {
    return set_cookie(kLanguageCookie, language, kLanguageLifeSeconds, is_secure);
}

} // namespace hoshirube
