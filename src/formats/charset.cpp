#include "formats/charset.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#pragma GCC diagnostic ignored "-Wconversion" // Inside ICU's U8_ and U16_ macros.

namespace hoshirube {

namespace {

constexpr std::string_view kUtf8Bom = "\xef\xbb\xbf";

// What a reading gives: the text, or the byte at which it stopped.
struct Reading {
    std::optional<std::string> utf8;
    std::size_t stopped_at = 0;
};

// NOLINTNEXTLINE(readability-function-size): ICU's macro is long.
void append_utf8(std::string& out, UChar32 c) {
    std::array<char, U8_MAX_LENGTH> buffer{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(buffer.data(), length, c);
    out.append(buffer.data(), static_cast<std::size_t>(length));
}

// The character at `i`, which moves behind it; negative when there is none.
// NOLINTNEXTLINE(readability-function-size): ICU's macro is long.
UChar32 next_character(std::string_view utf8, std::int32_t& i) {
    const auto size = static_cast<std::int32_t>(utf8.size());
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, size, c);
    return c;
}

Reading read_utf8(std::string_view bytes) {
    const auto size = static_cast<std::int32_t>(bytes.size());
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t start = i;
        if (next_character(bytes, i) <= 0) return {std::nullopt, static_cast<std::size_t>(start)};
    }
    return {std::string(bytes), 0};
}

enum class ByteOrder { Little, Big };

Reading read_utf16(std::string_view bytes, ByteOrder order) {
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<UChar32>(order == ByteOrder::Little ? first | second << 8 : first << 8 | second);
    };
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        if (i + 2 > bytes.size()) return {std::nullopt, i};
        UChar32 c = unit(i);
        if (U16_IS_LEAD(c) && i + 4 <= bytes.size() && U16_IS_TRAIL(unit(i + 2))) {
            c = U16_GET_SUPPLEMENTARY(c, unit(i + 2));
            i += 2;
        }
        if (c == 0 || U_IS_SURROGATE(c)) return {std::nullopt, i};
        append_utf8(out, c);
    }
    return {std::move(out), 0};
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_cp932() {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open("windows-31j", &status), &ucnv_close);
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    CHECK(U_SUCCESS(status));
    return converter;
}

// IBM's table, which ICU uses, turns three control characters round; Windows and everybody else does not.
UChar without_ibm_rotation(UChar c) { return c == 0x1c ? 0x1a : c == 0x7f ? 0x1c : c == 0x1a ? 0x7f : c; }
UChar with_ibm_rotation(UChar c) { return c == 0x1a ? 0x1c : c == 0x1c ? 0x7f : c == 0x7f ? 0x1a : c; }

Reading read_cp932(std::string_view bytes) {
    const auto converter = open_cp932();
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    std::array<UChar, 4096> chunk; // NOLINT(cppcoreguidelines-pro-type-member-init): filled before it is read
    std::string out;
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        UChar* target = chunk.data();
        ucnv_toUnicode(converter.get(), &target, target + chunk.size(), &source, end, nullptr, true, &status);
        // No character of CP932 lies outside the basic plane, so a unit is a character.
        for (const UChar* unit = chunk.data(); unit < target; ++unit) {
            if (*unit == 0) return {std::nullopt, bytes.find('\0')};
            append_utf8(out, without_ibm_rotation(*unit));
        }
    }
    if (U_SUCCESS(status)) return {std::move(out), 0};
    std::array<char, 8> wrong{};
    std::int8_t length = static_cast<std::int8_t>(wrong.size());
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter.get(), wrong.data(), &length, &ignored);
    return {std::nullopt, static_cast<std::size_t>(source - bytes.data() - length)};
}

// The JIS characters for which Unicode and Microsoft chose different code points.
UChar32 microsoft_twin(UChar32 c) {
    switch (c) {
    case 0x301c: return 0xff5e; // 〜 ～
    case 0x2016: return 0x2225; // ‖ ∥
    case 0x2212: return 0xff0d; // − －
    case 0x2014: return 0x2015; // — ―
    case 0x00a2: return 0xffe0; // ¢ ￠
    case 0x00a3: return 0xffe1; // £ ￡
    case 0x00ac: return 0xffe2; // ¬ ￢
    default: return c;
    }
}

std::string code_point_name(UChar32 c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string name;
    for (int shift = c > 0xffff ? 20 : 12; shift >= 0; shift -= 4) name += kDigits[static_cast<std::size_t>(c >> shift & 0xf)];
    return "U+" + name;
}

Error too_large() { return invalid("charset.too_large", {}, {{"max_mb", std::to_string(kMaxTextBytes / 1024 / 1024)}}); }

Result<DecodedText> taken(Reading reading, Charset charset, std::size_t offset) {
    if (reading.utf8) return DecodedText{std::move(*reading.utf8), charset};
    return invalid("charset.unknown", {}, {{"offset", std::to_string(reading.stopped_at + offset)}});
}

} // namespace

Result<DecodedText> decode_text(std::string_view bytes) {
    if (bytes.size() > kMaxTextBytes) return too_large();
    if (bytes.starts_with(kUtf8Bom)) return taken(read_utf8(bytes.substr(3)), Charset::Utf8WithBom, 3);
    if (bytes.starts_with("\xff\xfe")) return taken(read_utf16(bytes.substr(2), ByteOrder::Little), Charset::Utf16WithBom, 2);
    if (bytes.starts_with("\xfe\xff")) return taken(read_utf16(bytes.substr(2), ByteOrder::Big), Charset::Utf16WithBom, 2);
    auto as_utf8 = read_utf8(bytes);
    if (as_utf8.utf8) return taken(std::move(as_utf8), Charset::Utf8, 0);
    auto as_cp932 = read_cp932(bytes);
    as_cp932.stopped_at = std::max(as_cp932.stopped_at, as_utf8.stopped_at);
    return taken(std::move(as_cp932), Charset::Cp932, 0);
}

Result<std::string> from_cp932(std::string_view bytes) { return TRY(taken(read_cp932(bytes), Charset::Cp932, 0)).utf8; }

Result<std::string> to_cp932(std::string_view utf8) {
    if (utf8.size() > kMaxTextBytes) return too_large();
    if (!is_utf8(utf8)) return invalid("text.not_utf8");
    const auto converter = open_cp932();
    const auto size = static_cast<std::int32_t>(utf8.size());
    std::string out;
    std::size_t position = 0;
    for (std::int32_t i = 0; i < size;) {
        const UChar32 c = next_character(utf8, i);
        ++position;
        const UChar32 twin = microsoft_twin(c);
        const UChar unit = with_ibm_rotation(static_cast<UChar>(twin));
        std::array<char, 8> bytes{};
        UErrorCode status = twin > 0xffff ? U_INVALID_CHAR_FOUND : U_ZERO_ERROR;
        const auto length = ucnv_fromUChars(converter.get(), bytes.data(), bytes.size(), &unit, 1, &status);
        if (U_FAILURE(status)) {
            std::string character;
            append_utf8(character, c);
            return invalid("charset.not_in_cp932", {},
                           {{"character", character}, {"code", code_point_name(c)}, {"position", std::to_string(position)}});
        }
        out.append(bytes.data(), static_cast<std::size_t>(length));
    }
    return out;
}

std::string with_utf8_bom(std::string_view utf8) { return std::string(kUtf8Bom).append(utf8); }

} // namespace hoshirube
