#include "scheme/organisation/organisation.h"

#include <array>

#include "base/text.h"

namespace hoshirube {

namespace {

// JSIC (Rev. 14): the middle groups of each major division.
struct Division {
    char letter;
    int first, last;
};
constexpr Division kDivisions[] = {{'A', 1, 2},   {'B', 3, 4},   {'C', 5, 5},   {'D', 6, 8},   {'E', 9, 32},
                                   {'F', 33, 36}, {'G', 37, 41}, {'H', 42, 49}, {'I', 50, 61}, {'J', 62, 67},
                                   {'K', 68, 70}, {'L', 71, 74}, {'M', 75, 77}, {'N', 78, 80}, {'O', 81, 82},
                                   {'P', 83, 85}, {'Q', 86, 87}, {'R', 88, 96}, {'S', 97, 98}, {'T', 99, 99}};

// Two digits as a number, or -1.
int two_digits(std::string_view text) {
    if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return -1;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

bool is_industry(std::string_view code) {
    if (code.size() != 3) return false;
    const int group = two_digits(code.substr(1));
    for (const Division& d : kDivisions)
        if (d.letter == code[0]) return group >= d.first && group <= d.last;
    return false;
}

void erase_all(std::string& text, std::string_view part) {
    for (auto at = text.find(part); at != text.npos; at = text.find(part)) text.erase(at, part.size());
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// Katakana, long marks, middle dots, blanks, and the letters and digits that firms carry in their names.
bool is_reading(std::string_view kana) {
    for (std::size_t i = 0; i < kana.size();) {
        const auto lead = static_cast<unsigned char>(kana[i]);
        if (lead < 0x80) {
            constexpr std::string_view kMarks = " &'-.,";
            const bool letter_or_digit =
                (lead >= '0' && lead <= '9') || (lead >= 'A' && lead <= 'Z') || (lead >= 'a' && lead <= 'z');
            if (!letter_or_digit && kMarks.find(kana[i]) == kMarks.npos) return false;
            ++i;
            continue;
        }
        const std::string_view c = kana.substr(i, 3);
        const bool katakana = c >= "\xe3\x82\xa0" && c <= "\xe3\x83\xbf"; // U+30A0 to U+30FF
        const bool wide_blank = c == "\xe3\x80\x80";
        if (lead < 0xe0 || lead >= 0xf0 || !(katakana || wide_blank)) return false;
        i += 3;
    }
    return true;
}

std::string to_katakana(std::string text) {
    for (std::size_t i = 0; i + 2 < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead != 0xe3) {
            i += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            continue;
        }
        const unsigned point =
            0x3000u | (static_cast<unsigned char>(text[i + 1]) & 0x3fu) << 6 | (static_cast<unsigned char>(text[i + 2]) & 0x3fu);
        if (point >= 0x3041 && point <= 0x3096) {
            const unsigned moved = point + 0x60;
            text[i + 1] = static_cast<char>(0x80 | (moved >> 6 & 0x3f));
            text[i + 2] = static_cast<char>(0x80 | (moved & 0x3f));
        }
        i += 3;
    }
    return text;
}

// In whatever width and shape keyboards and word processors give them.
constexpr std::u32string_view kNameMarks = U"&'\u2018\u2019,.\u30fb\u00b7-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
                                           U"()[]\u300c\u300d\u300e\u300f\u3014\u3015\u3001/";
constexpr std::u32string_view kEnglishMarks =
    U"&'\u2018\u2019,.\u00b7-\u2010\u2011\u2012\u2013\u2014\u2212()[]/!?+:;@#*%\"\u201c\u201d";

Result<std::string> without_pictures(std::string_view field, std::string name, std::u32string_view marks) {
    auto mark = first_beyond_letters(name, marks);
    if (!mark.empty()) return invalid("organisation.name_mark", field, {{"mark", std::move(mark)}});
    return name;
}

} // namespace

Result<std::string> checked_legal_name(std::string_view field, std::string_view typed) {
    return without_pictures(field, TRY(required_text(field, typed, 150)), kNameMarks);
}

Result<std::string> checked_english_name(std::string_view field, std::string_view typed) {
    return without_pictures(field, TRY(clean_text(field, typed, 200)), kEnglishMarks);
}

char corporate_number_check_digit(std::string_view base12) {
    int sum = 0;
    for (std::size_t n = 1; n <= 12; ++n) sum += (base12[12 - n] - '0') * (n % 2 == 1 ? 1 : 2);
    return static_cast<char>('0' + (9 - sum % 9));
}

Result<std::string> parse_corporate_number(std::string_view field, std::string_view typed) {
    auto digits = typed.size() > 200 ? std::string() : folded_digits(typed);
    erase_all(digits, "-");
    if (digits.size() != 13 || digits.find_first_not_of("0123456789") != digits.npos)
        return invalid("corporate_number.malformed", field, {{"given", std::string(typed.substr(0, 40))}});
    const char expected = corporate_number_check_digit(std::string_view(digits).substr(1));
    if (digits[0] != expected) return invalid("corporate_number.check_digit", field, {{"given", digits}});
    return digits;
}

bool is_prefecture(std::string_view code) {
    const int number = two_digits(code);
    return number >= 1 && number <= 47;
}

Result<Organisation> checked(Organisation o) {
    o.corporate_number = TRY(parse_corporate_number("corporate_number", o.corporate_number));
    o.legal_name = TRY(checked_legal_name("legal_name", o.legal_name));
    o.legal_name_kana = to_katakana(compatibility_folded(TRY(required_text("legal_name_kana", o.legal_name_kana, 200))));
    if (!is_reading(o.legal_name_kana)) return invalid("organisation.kana_expected", "legal_name_kana");
    o.trade_name = TRY(clean_text("trade_name", o.trade_name, 150));
    o.legal_name_en = TRY(checked_english_name("legal_name_en", o.legal_name_en));
    if (!is_prefecture(o.prefecture)) return invalid("organisation.prefecture_unknown", "prefecture");
    if (!is_industry(o.industry)) return invalid("organisation.industry_unknown", "industry");
    if (o.staff < 1 || o.staff > 1'000'000) return invalid("organisation.staff_range", "staff");
    if (!o.parent_corporate_number.empty()) {
        o.parent_corporate_number = TRY(parse_corporate_number("parent_corporate_number", o.parent_corporate_number));
        if (o.parent_corporate_number == o.corporate_number) return invalid("organisation.own_parent", "parent_corporate_number");
    }
    return o;
}

std::string organisation_search_key(std::string_view typed) {
    std::string text(typed);
    for (const char* mark : {"㈱", "(株)", "（株）"}) replace_all(text, mark, "株式会社");
    for (const char* mark : {"㈲", "(有)", "（有）"}) replace_all(text, mark, "有限会社");
    const auto whole = search_key(text);
    auto key = whole;
    for (const char* form : {"株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "カブシキガイシャ", "ユウゲンガイシャ"})
        erase_all(key, search_key(form));
    return key.empty() ? whole : key; // Someone who searches for 株式会社 alone means just that.
}

std::string organisation_search_text(const Organisation& o) {
    std::string text;
    for (const auto* name : {&o.legal_name, &o.legal_name_kana, &o.trade_name, &o.legal_name_en})
        if (!name->empty()) text += search_key(*name) + "\n" + organisation_search_key(*name) + "\n";
    return text;
}

} // namespace hoshirube
