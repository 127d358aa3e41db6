#include "base/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#pragma GCC diagnostic ignored "-Wconversion" // Inside ICU's U8_NEXT and U8_PREV macros.

namespace hoshirube {

namespace {

// Calls `visit(code_point)` for each; a malformed sequence is handed over as -1.
template <typename Visit>
void each_character(std::string_view utf8, Visit visit) {
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(utf8.data(), i, size, c);
        visit(c);
    }
}

bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) || c == 0x200b || c == 0xfeff; }

// Hyphens, dashes, minus signs and the katakana long mark look alike and are typed for each other.
bool is_dash(UChar32 c) { return u_charType(c) == U_DASH_PUNCTUATION || c == 0x2212 || c == 0x30fc; }

const icu::Normalizer2& nfkc_casefold() {
    static const icu::Normalizer2* const kNormalizer = [] {
        UErrorCode status = U_ZERO_ERROR;
        const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
        CHECK(U_SUCCESS(status));
        return found;
    }();
    return *kNormalizer;
}

const icu::Normalizer2& nfkc() {
    static const icu::Normalizer2* const kNormalizer = [] {
        UErrorCode status = U_ZERO_ERROR;
        const auto* found = icu::Normalizer2::getNFKCInstance(status);
        CHECK(U_SUCCESS(status));
        return found;
    }();
    return *kNormalizer;
}

icu::UnicodeString normalised(const icu::Normalizer2& form, std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(utf8.data(), static_cast<std::int32_t>(utf8.size()));
    auto text = form.normalize(icu::UnicodeString::fromUTF8(piece), status);
    CHECK(U_SUCCESS(status));
    return text;
}

} // namespace

bool is_utf8(std::string_view bytes) {
    bool sound = true;
    each_character(bytes, [&](UChar32 c) { sound = sound && c >= 0; });
    return sound;
}

std::size_t length_in_characters(std::string_view utf8) {
    std::size_t count = 0;
    each_character(utf8, [&](UChar32) { ++count; });
    return count;
}

std::string trimmed(std::string_view utf8) {
    const auto size = static_cast<std::int32_t>(utf8.size());
    std::int32_t begin = 0, end = size;
    while (begin < size) {
        std::int32_t next = begin;
        UChar32 c = 0;
        U8_NEXT(utf8.data(), next, size, c);
        if (!is_blank(c)) break;
        begin = next;
    }
    while (end > begin) {
        std::int32_t previous = end;
        UChar32 c = 0;
        U8_PREV(utf8.data(), begin, previous, c);
        if (!is_blank(c)) break;
        end = previous;
    }
    return std::string(utf8.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
}

std::string search_key(std::string_view utf8) {
    const auto text = normalised(nfkc_casefold(), utf8);
    icu::UnicodeString key;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        UChar32 c = text.char32At(i);
        if (is_dash(c) || !u_isalnum(c)) continue;
        if (c >= 0x3041 && c <= 0x3096) c += 0x60; // Hiragana to katakana.
        key.append(c);
    }
    std::string out;
    key.toUTF8String(out);
    return out;
}

std::string compatibility_folded(std::string_view utf8) {
    std::string out;
    normalised(nfkc(), utf8).toUTF8String(out);
    return out;
}

std::string folded_digits(std::string_view utf8) {
    std::string out;
    if (utf8.find_first_not_of("0123456789") == utf8.npos) return out = utf8; // They fold to themselves; lists hold thousands.
    const auto text = normalised(nfkc_casefold(), utf8);
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (is_blank(c)) continue;
        if (is_dash(c)) out += '-';
        else icu::UnicodeString(c).toUTF8String(out);
    }
    return out;
}

Result<std::string> clean_text(std::string_view field, std::string_view utf8, std::size_t max_characters, Lines lines) {
    if (!is_utf8(utf8)) return invalid("text.not_utf8", field);
    bool controls = false;
    each_character(utf8, [&](UChar32 c) {
        // What joins emoji and what word processors leave between words: nobody can see it, so nobody could correct it.
        const bool pasted_along = (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff || c == 0x00ad;
        const bool line_mark = lines == Lines::Many && (c == '\n' || c == '\r' || c == '\t' || pasted_along);
        const bool reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        controls = controls || ((u_iscntrl(c) || reorders) && !line_mark);
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
