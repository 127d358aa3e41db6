#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/result.h"

namespace hoshirube {

// A corporate number (法人番号): thirteen digits, the first of which checks the other twelve.
//
// Rule     check digit = 9 − (Σ Pn·Qn mod 9); Pn the n-th digit from the right, Qn = 1 for odd n and 2 for even n.
// Source   Ministry of Finance ordinance on corporate numbers; docs/rules.md#corporate-number
// Errors   Invalid `corporate_number.malformed` unless thirteen digits (full-width ones and hyphens are folded);
//          Invalid `corporate_number.check_digit` {given, expected}. The field is `field`.
Result<std::string> parse_corporate_number(std::string_view field, std::string_view typed);

// The check digit for twelve base digits, '1' to '9'.
char corporate_number_check_digit(std::string_view base12);

struct Organisation {
    std::string id;
    std::string corporate_number;
    std::string legal_name, legal_name_kana, trade_name, legal_name_en;
    std::string prefecture; // JIS X 0401 code, "01" to "47".
    std::string industry;   // JSIC major division letter and middle group, "E26".
    int staff;
    std::string parent_corporate_number; // Of the group's parent company, or empty.
    bool is_invented;                    // An example that stands for no real firm; said wherever it is shown.
    Instant registered_at;
    std::int64_t version;
};

// The name under which a firm or body is registered (商号、名称), tidied.
//
// Rule     letters of any script, digits, and the marks with which a register divides words: & ’ , - . ・; brackets and commas beside
//          them, for bodies that are no companies. No pictures and no signs. Written ＆, ①, ㈱ or in half-width kana it is the same.
// Source   Ordinance on commercial registration, art. 50, and the notice on marks in trade names; docs/rules.md#legal-name
// Errors   Invalid `text.*`; `organisation.name_mark` {mark}: the first character that does not belong. The field is `field`.
Result<std::string> checked_legal_name(std::string_view field, std::string_view typed);
// The same in Latin letters, as firms abroad write theirs ("Toys & Co. #2, Inc."); may be empty.
Result<std::string> checked_english_name(std::string_view field, std::string_view typed);

bool is_prefecture(std::string_view code); // "01" to "47".

// Checks and tidies what a person typed: names cleaned, kana as full-width katakana, codes known.
//
// Errors   Invalid with the field named: `corporate_number.*`, `text.*`, `organisation.kana_expected`,
//          `organisation.name_mark`, `organisation.prefecture_unknown`, `organisation.industry_unknown`, `organisation.staff_range`.
Result<Organisation> checked(Organisation typed);

// What look-up by name searches: the search keys of all names, line by line, with legal forms such as
// 株式会社, (株) and ㈱ left out, so that people need not know where the form stands.
std::string organisation_search_text(const Organisation&);

// The key for what a person types into a name search box, by the same folding.
std::string organisation_search_key(std::string_view typed);

} // namespace hoshirube
