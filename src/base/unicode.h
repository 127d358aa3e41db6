#pragma once

#include <string>
#include <string_view>

// What the tables of Unicode say of a character, and its two foldings. On a server ICU answers (unicode.cpp); in the self-check page,
// which is this code compiled to WebAssembly, the browser does (src/browser/host.cpp).

namespace hoshirube {

bool is_white_space(char32_t);       // White_Space.
bool is_control_or_hidden(char32_t); // General categories Cc, Cf, Zl and Zp.
bool is_dash_punctuation(char32_t);  // Pd.
bool is_letter_or_digit(char32_t);   // L and Nd.

// Bytes that are not UTF-8 become U+FFFD.
std::string nfkc(std::string_view utf8);
std::string nfkc_casefolded(std::string_view utf8);

} // namespace hoshirube
