#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hoshirube {

// Base 64 of RFC 4648, section 4: with padding, on one line.
std::string to_base64(std::string_view bytes);

// Empty unless `text` is exactly what to_base64() writes: no blanks, no missing padding, no stray bits. One value has one text.
// Where strangers' programs write bits that carry nothing after the last digit, `StrayBits::Ignored` reads over them.
enum class StrayBits { Refused, Ignored };
std::optional<std::string> from_base64(std::string_view text, StrayBits = StrayBits::Refused);

} // namespace hoshirube
