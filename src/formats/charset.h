#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace hoshirube {

enum class Charset { Utf8, Utf8WithBom, Utf16WithBom, Cp932 };

struct DecodedText {
    std::string utf8; // Without byte order mark.
    Charset charset;
};

// Largest text that is decoded or encoded.
inline constexpr std::size_t kMaxTextBytes = 256UL * 1024 * 1024;

// Reads a text file of a Japanese office: by its byte order mark, else as strict UTF-8, else as CP932 (what
// Windows calls Shift_JIS, with NEC's and IBM's extensions: ①㈱髙﨑～－). Statistical guessing is wrong on
// short files, so there is none. UTF-16 is known by its mark only.
//
// Errors   Invalid `charset.unknown` {offset}: byte (0-based) at which no reading is possible any more; a
// zero
//          byte counts as one, for no text has it. `charset.too_large` {max_mb}.
// Cost     about 100 MB/s; up to three times the file in memory.
// Source   ICU's table ibm-943_P15A, which is Microsoft's but for three control characters; those are put
// right.
Result<DecodedText> decode_text(std::string_view bytes);

// Part of a CP932 text that ends at a character's end (a line end, say): for files too large to decode at once.
//
// Errors   Invalid `charset.unknown` {offset}.
Result<std::string> from_cp932(std::string_view bytes);

// Writes CP932. The seven characters that Unicode has twice for one JIS character (〜‖−—¢£¬) become
// Microsoft's twin (～∥－―￠￡￢); nothing else is replaced.
//
// Errors   Invalid `charset.not_in_cp932` {character, code, position}: position counts characters from 1.
//          `text.not_utf8`. `charset.too_large` {max_mb}.
Result<std::string> to_cp932(std::string_view utf8);

// The text with the mark by which Excel on Windows knows UTF-8.
std::string with_utf8_bom(std::string_view utf8);

} // namespace hoshirube
