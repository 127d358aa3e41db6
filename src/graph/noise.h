#pragma once

#include "base/result.h"
#include "graph/network.h"

#include <cstdint>

namespace hoshirube::graph {

// How far the links of a network may be from those of the day one asks about.
struct NoiseRules {
    double age_months = 0;        // Since the data was taken.
    double half_life_months = 13; // Of a link: half of them are gone after so long.
    double missing_share = 0;     // Links that the data lacks, as a share of those it has.
    double weight_spread = 0;     // Standard deviation of the logarithm of a factor on each weight.
};

// One world that the data could as well have come from.
//
// A link that has aged away is replaced by one of the same weight from the same supplier to another firm of the same sector as the
// lost buyer, so that sectors keep their inputs. Missing links copy a random link's supplier and buyer sector; their weights are drawn
// from the lower half of all weights, for it is the small links that surveys miss. The same seed gives the same world.
//
// Errors   Invalid `noise.rules_invalid`: a negative or infinite value, a half-life of 0, a missing share or spread above 10.
// Cost     O(firms + links), and a network of its own.
// Source   docs/analytics.md#noise
Result<Network> noisy_network(const Network& network, const NoiseRules& rules, std::uint64_t seed);

} // namespace hoshirube::graph
