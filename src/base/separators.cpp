#include "base/separators.h"

#include <cstddef>

namespace hoshirube {

std::string with_separators(std::uint64_t value) {
    auto digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

} // namespace hoshirube
