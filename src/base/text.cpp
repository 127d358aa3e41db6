#include "base/text.h"

#include <cstdint>

#include "base/unicode.h"

namespace hoshirube {

namespace {

constexpr char32_t kBroken = 0xffffffff; // No character: the bytes are not UTF-8.

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// The character that begins at `at`, which moves behind it. Of broken bytes one is taken at a time.
char32_t next_character(std::string_view utf8, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(utf8[at++]);
    if (lead < 0x80) return lead;
    const std::size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || utf8.size() - at < more) return kBroken;
    char32_t c = lead & (0x3fu >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if (!is_continuation(utf8[at + i])) return kBroken;
        c = c << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3fu);
    }
    const char32_t least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return kBroken;
    at += more;
    return c;
}

// The character that ends before `end`, and where it begins.
std::pair<char32_t, std::size_t> character_before(std::string_view utf8, std::size_t end) {
    std::size_t begin = end - 1;
    while (begin > 0 && end - begin < 4 && is_continuation(utf8[begin])) --begin;
    std::size_t after = begin;
    const char32_t c = next_character(utf8, after);
    if (after == end) return {c, begin};
    return {kBroken, end - 1};
}

// Calls `visit(character)` for each.
template <typename Visit>
void each_character(std::string_view utf8, Visit visit) {
    for (std::size_t at = 0; at < utf8.size();) visit(next_character(utf8, at));
}

void append(std::string& out, char32_t c) {
    const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) byte(0xc0 | c >> 6);
    else {
        if (c < 0x10000) byte(0xe0 | c >> 12);
        else {
            byte(0xf0 | c >> 18);
            byte(0x80 | (c >> 12 & 0x3f));
        }
        byte(0x80 | (c >> 6 & 0x3f));
    }
    byte(0x80 | (c & 0x3f));
}

bool is_blank(char32_t c) { return c == 0x200b || c == 0xfeff || is_white_space(c); }

// Hyphens, dashes, minus signs and the katakana long mark look alike and are typed for each other.
bool is_dash(char32_t c) { return c == 0x2212 || c == 0x30fc || is_dash_punctuation(c); }

} // namespace

bool is_utf8(std::string_view bytes) {
    bool sound = true;
    each_character(bytes, [&](char32_t c) { sound = sound && c != kBroken; });
    return sound;
}

std::size_t length_in_characters(std::string_view utf8) {
    std::size_t count = 0;
    each_character(utf8, [&](char32_t) { ++count; });
    return count;
}

std::string trimmed(std::string_view utf8) {
    while (!utf8.empty()) {
        std::size_t next = 0;
        if (!is_blank(next_character(utf8, next))) break;
        utf8.remove_prefix(next);
    }
    while (!utf8.empty()) {
        const auto [c, begin] = character_before(utf8, utf8.size());
        if (!is_blank(c)) break;
        utf8 = utf8.substr(0, begin);
    }
    return std::string(utf8);
}

std::string search_key(std::string_view utf8) {
    std::string key;
    each_character(nfkc_casefolded(utf8), [&](char32_t c) {
        if (is_dash(c) || !is_letter_or_digit(c)) return;
        append(key, c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c); // Hiragana to katakana.
    });
    return key;
}

std::string compatibility_folded(std::string_view utf8) { return nfkc(utf8); }

std::string folded_digits(std::string_view utf8) {
    std::string out;
    if (utf8.find_first_not_of("0123456789") == utf8.npos) return out = utf8; // They fold to themselves; lists hold thousands.
    each_character(nfkc_casefolded(utf8), [&](char32_t c) {
        if (is_blank(c)) return;
        append(out, is_dash(c) ? U'-' : c);
    });
    return out;
}

std::string first_beyond_letters(std::string_view utf8, std::u32string_view marks) {
    std::string found;
    each_character(nfkc(utf8), [&](char32_t c) {
        const bool chooses_variant = c >= 0xe0100 && c <= 0xe01ef;
        const bool fits = is_letter_or_digit(c) || is_white_space(c) || chooses_variant || marks.find(c) != marks.npos;
        if (!fits && found.empty()) append(found, c);
    });
    return found;
}

Result<std::string> clean_text(std::string_view field, std::string_view utf8, std::size_t max_characters, Lines lines) {
    if (!is_utf8(utf8)) return invalid("text.not_utf8", field);
    bool controls = false;
    each_character(utf8, [&](char32_t c) {
        // What joins emoji and what word processors leave between words: nobody can see it, so nobody could correct it.
        const bool pasted_along = (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff || c == 0x00ad;
        const bool line_mark = lines == Lines::Many && (c == '\n' || c == '\r' || c == '\t' || pasted_along);
        const bool reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        controls = controls || ((is_control_or_hidden(c) || reorders) && !line_mark);
    });
    if (controls) return invalid("text.control_character", field);
    auto text = trimmed(utf8);
    if (length_in_characters(text) > max_characters)
        return invalid("text.too_long", field, {{"max", std::to_string(max_characters)}});
    return text;
}

Result<std::string> required_text(std::string_view field, std::string_view utf8, std::size_t max_characters, Lines lines) {
    auto text = TRY(clean_text(field, utf8, max_characters, lines));
    if (text.empty()) return invalid("text.missing", field);
    return text;
}

} // namespace hoshirube
