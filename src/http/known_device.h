#pragma once

#include <string>
#include <string_view>

namespace hoshirube {

// The cookie by which a browser shows that its person signed in there before. It opens nothing: it only means that guesses by others,
// from wherever, do not make this person wait. A mark is a random number with a code over it and the account, so that nobody can make
// one; a browser keeps those of the last kMaxMarks accounts.
//
// Source   OWASP, "Slow Down Online Guessing Attacks with Device Cookies"
inline constexpr std::size_t kMaxMarks = 4;

// The random number of the mark that this browser holds for `account`; empty for none.
std::string known_device(std::string_view cookie_header, std::string_view key, std::string_view account, bool is_secure);

// The Set-Cookie with which the browser keeps a mark for `account`, beside those it has.
std::string known_device_cookie(std::string_view cookie_header, std::string_view key, std::string_view account, bool is_secure);

} // namespace hoshirube
