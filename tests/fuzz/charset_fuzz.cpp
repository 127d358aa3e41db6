#include "base/text.h"
#include "formats/charset.h"
#include "fuzz/fuzz.h"

using namespace hoshirube;

namespace {

// What a person typed is kept as it was typed but for the blanks around it, and stays within what it may be.
void check_typed(std::string_view text) {
    for (const auto lines : {Lines::One, Lines::Many}) {
        const auto clean = clean_text("a", text, 50, lines);
        CHECK(!!required_text("a", text, 50, lines) == (clean && !clean->empty()));
        if (!clean) continue;
        CHECK(is_utf8(*clean) && length_in_characters(*clean) <= 50 && text.find(*clean) != text.npos);
        CHECK(*clean_text("a", *clean, 50, lines) == *clean && trimmed(*clean) == *clean);
        if (lines == Lines::One) CHECK(clean->find_first_of("\r\n\t") == clean->npos);
    }
    for (const auto& folded : {search_key(text), folded_digits(text), compatibility_folded(text), trimmed(text)})
        CHECK(!is_utf8(text) || is_utf8(folded));
    CHECK(length_in_characters(text) <= text.size());
}

} // namespace

// What decodes is UTF-8 without zero bytes, and encoding it the same way decodes to the same text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check_typed(test::as_text(data, size));
    const auto decoded = decode_text(test::as_text(data, size));
    if (!decoded) return 0;
    CHECK(is_utf8(decoded->utf8));
    CHECK(decoded->utf8.find('\0') == std::string::npos);
    const auto with_mark = decode_text(with_utf8_bom(decoded->utf8));
    CHECK(with_mark && with_mark->utf8 == decoded->utf8 && with_mark->charset == Charset::Utf8WithBom);
    const auto cp932 = to_cp932(decoded->utf8);
    if (decoded->charset == Charset::Cp932) {
        CHECK(bool(cp932));
        // The bytes may differ, as CP932 has characters twice; they may even happen to be UTF-8 now.
        const auto again = decode_text(*cp932);
        CHECK(bool(again));
        if (again->charset == Charset::Cp932) CHECK(again->utf8 == decoded->utf8);
    }
    return 0;
}
