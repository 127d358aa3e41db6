#pragma once

#include "graph/cascade.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace hoshirube::graph {

// A scenario between two updates, as the frontier hands it to a batch. Firms by their number in Operators.
struct CascadeState {
    std::uint32_t iterations = 0;
    std::vector<FirmLoss> losses;                            // Firms with a loss; all others have none.
    std::vector<std::pair<std::uint32_t, double>> available; // Markets with a loss: what is still produced.
};

} // namespace hoshirube::graph
