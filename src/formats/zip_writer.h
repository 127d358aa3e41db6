#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

struct ZipPart {
    std::string name;
    std::string bytes;
};

// A ZIP file in memory, deflated, every entry dated 1980-01-01: the same parts give the same bytes.
std::string zip_bytes(const std::vector<ZipPart>& parts);

} // namespace hoshirube
