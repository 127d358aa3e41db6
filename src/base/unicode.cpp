#include "base/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/result.h"

namespace hoshirube {

namespace {

using Instance = const icu::Normalizer2* (*)(UErrorCode&);

const icu::Normalizer2& fetched(Instance instance) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = instance(status);
    CHECK(U_SUCCESS(status));
    return *found;
}

std::string normalised(const icu::Normalizer2& form, std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(utf8.data(), static_cast<std::int32_t>(utf8.size()));
    std::string out;
    form.normalize(icu::UnicodeString::fromUTF8(piece), status).toUTF8String(out);
    CHECK(U_SUCCESS(status));
    return out;
}

UChar32 code(char32_t c) { return static_cast<UChar32>(c); }

} // namespace

bool is_white_space(char32_t c) { return u_isUWhiteSpace(code(c)); }
bool is_control_or_hidden(char32_t c) { return u_iscntrl(code(c)); }
bool is_dash_punctuation(char32_t c) { return u_charType(code(c)) == U_DASH_PUNCTUATION; }
bool is_letter_or_digit(char32_t c) { return u_isalnum(code(c)); }

std::string nfkc(std::string_view utf8) {
    static const icu::Normalizer2& kForm = fetched(icu::Normalizer2::getNFKCInstance);
    return normalised(kForm, utf8);
}

std::string nfkc_casefolded(std::string_view utf8) {
    static const icu::Normalizer2& kForm = fetched(icu::Normalizer2::getNFKCCasefoldInstance);
    return normalised(kForm, utf8);
}

} // namespace hoshirube
