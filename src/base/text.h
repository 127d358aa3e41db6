#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace hoshirube {

bool is_utf8(std::string_view bytes);

// Number of code points in a UTF-8 text.
std::size_t length_in_characters(std::string_view utf8);

// Without white space (ASCII and full-width) at both ends.
std::string trimmed(std::string_view utf8);

// The form in which names are searched: NFKC, case folded, hiragana as katakana; blanks, punctuation, hyphens
// and the long mark dropped. "ﾎｼﾙﾍﾞ ｻｰﾊﾞｰ" and "ほしるべサーバ" meet. For search only, never for stored names.
std::string search_key(std::string_view utf8);

// NFKC: half-width katakana and full-width letters become the usual forms. For fields where the form carries no meaning.
std::string compatibility_folded(std::string_view utf8);

// Digits and hyphens typed full-width as their ASCII selves, blanks removed: "１２３ ４" → "1234".
std::string folded_digits(std::string_view utf8);

// The first character that is no letter, no digit, no blank and none of `marks`, judged as NFKC folds it: ＆ as &, ① as 1, ㈱ as (株).
// Empty where there is none. Variants of ideographs (葛󠄀) are the ideograph.
std::string first_beyond_letters(std::string_view utf8, std::u32string_view marks);

// Checks a text field a person typed: UTF-8, at most `max_characters`, no control characters; with Lines::Many line ends and
// tabs pass, and what is pasted along unseen (joiners of emoji, zero-width blanks, soft hyphens). Returns it trimmed.
//
// Errors   Invalid `text.not_utf8`, `text.control_character`, `text.too_long` {max}; field is `field`.
enum class Lines { One, Many };
Result<std::string> clean_text(std::string_view field, std::string_view utf8, std::size_t max_characters,
                               Lines lines = Lines::One);

// The same, and Invalid `text.missing` when nothing is left.
Result<std::string> required_text(std::string_view field, std::string_view utf8, std::size_t max_characters,
                                  Lines lines = Lines::One);

} // namespace hoshirube
