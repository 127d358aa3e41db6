#pragma once

#include <string>
#include <string_view>

namespace hoshirube {

// The UUID (RFC 9562, version 5) of a name in our own name space: the same name gives the same UUID, everywhere.
std::string uuid_v5(std::string_view name);

// 8-4-4-4-12 hex digits.
bool is_uuid(std::string_view text);

} // namespace hoshirube
