#pragma once

#include "base/result.h"
#include "graph/cascade.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hoshirube::graph {

// Losses of the firms of one tier after one update.
struct TierLoss {
    std::uint32_t tier; // Fewest links from a shocked firm, in the direction of the channel by which the firm loses more.
    std::size_t firms;  // With any loss.
    double lost;        // Share of the whole weight.
};

struct CourseStep {
    std::uint32_t updates; // 0: the shock alone.
    Impact impact;
    std::size_t stopped, impaired; // Firms that lose more than 90 %; other firms with a loss.
    std::vector<TierLoss> tiers;   // By tier.
};

struct CascadeCourse {
    std::vector<CourseStep> steps; // The first `most_steps`, and the last.
    ScenarioLosses last;
};
inline constexpr double kStoppedAbove = 0.9;

// How one cascade unrolls, update by update.
//
// Errors   as CascadeRunner::losses.
// Cost     the cascade once, a pass over its losses for each step, and a search by tiers. `runner` belongs to `cascade`.
Result<CascadeCourse> cascade_course(const Cascade& cascade, CascadeRunner& runner, std::span<const Shock> shocks,
                                     std::uint32_t most_steps);

} // namespace hoshirube::graph
