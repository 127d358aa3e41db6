#pragma once

#include <cstdint>
#include <string>

namespace hoshirube {

// "1,234,567"
std::string with_separators(std::uint64_t value);

} // namespace hoshirube
