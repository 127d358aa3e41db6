#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hoshirube {

// Base 64 for addresses and tokens (RFC 4648, section 5), without padding.
std::string to_base64url(std::string_view bytes);

// Empty unless `text` is exactly what to_base64url() writes: no padding, no blanks, no stray bits. One value has one text.
std::optional<std::string> from_base64url(std::string_view text);

} // namespace hoshirube
