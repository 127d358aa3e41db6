#pragma once

#include "graph/cascade.h"

#include <cstdint>
#include <vector>

namespace hoshirube::graph {

// Converged upstream loss of every firm's closure, between proven bounds, from one linear solve for all
// firms.
//
// When one firm k closes, the upstream loss of i is the chance that a walk which follows sales from i comes
// to k. So ESRI_up(k) = (w'N)_k / N_kk with N the inverse of I - L; N_kk >= 1 counts the returns of the walk.
struct UpstreamScreening {
    std::vector<double> lower, upper; // By firm of the network.
    std::uint32_t sweeps = 0;
    bool has_settled = false; // False: the walk hardly leaks (no final demand is known); upper bounds are then 1.
};

struct ScreeningRules {
    double tolerance = 1e-9; // Largest width that the solve itself may add to the bounds.
    std::uint32_t most_sweeps = 20'000;
};

// Cost     O(links) a sweep; tens to a few hundred sweeps where revenue is known.
// Source   docs/analytics.md#screening
UpstreamScreening screen_upstream(const Cascade& cascade, const ScreeningRules& rules);

} // namespace hoshirube::graph
