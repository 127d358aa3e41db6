#pragma once

#include <span>
#include <string>
#include <string_view>

namespace hoshirube {

// Whether a password is among those tried first, however long it is: a common word with a row of digits, the firm's or one's own
// name with a year, a walk over the keyboard. It is read as pieces (such a word, a run, a year, a repetition, or else one character);
// fewer than kMinPieces are guessed sooner than their number of characters promises. Letters written as digits count as letters.
//
// Source   NIST SP 800-63B-4 section 3.1.1.2: length and a blocklist, no rules about kinds of characters; ASVS 5.0.0 V6.2
// Example  "password1234567" is two pieces; "a long enough password" is 15.
// `own_words`: what others know about the person, such as name and address.
inline constexpr int kMinPieces = 7;
bool is_easily_guessed(std::string_view password, std::span<const std::string> own_words);

} // namespace hoshirube
