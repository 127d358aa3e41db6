#pragma once

#include "base/day.h"

#include <string>
#include <string_view>

namespace hoshirube {

inline constexpr std::string_view kLanguageCookie = "hoshirube_language";

// With Secure the name carries the prefix that makes browsers refuse the cookie from any other host or path.
std::string_view session_cookie_name(bool is_secure);

// The value of the first cookie of that name in a Cookie header; empty when there is none.
std::string_view cookie_value(std::string_view cookie_header, std::string_view name);

// Values of Set-Cookie.
std::string session_cookie(std::string_view token, bool is_secure, Instant expires_at, Instant now);
std::string ended_session_cookie(bool is_secure);
// What the browser keeps while it is away at a sign-in provider: ten minutes.
std::string_view provider_cookie_name(bool is_secure);
std::string provider_cookie(std::string_view keeping, bool is_secure);
std::string ended_provider_cookie(bool is_secure);
std::string_view device_cookie_name(bool is_secure); // See http/known_device.h.
std::string device_cookie(std::string_view marks, bool is_secure);
std::string language_cookie(std::string_view language, bool is_secure);

} // namespace hoshirube
