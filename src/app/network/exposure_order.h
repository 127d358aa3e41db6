#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace hoshirube {

// Which suppliers of one buyer are looked at.
struct ExposureOrder {
    std::string buyer;
    std::uint32_t most_tiers = 3;
    double least_exposure = 0.001;          // Of the best path; suppliers below it are counted, not measured.
    std::size_t most_measured = 0xFFFFFFFF; // Of those kept, the ones on the strongest paths.
};

} // namespace hoshirube
