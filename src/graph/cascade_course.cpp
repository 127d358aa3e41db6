#include "graph/cascade_course.h"

#include "graph/operators.h"

#include <algorithm>
#include <map>

namespace hoshirube::graph {
namespace {

constexpr std::uint32_t kFar = 0xFFFFFFFF;

// Fewest links from any shocked firm, along rows `start`, `to`; in the operators' numbers.
std::vector<std::uint32_t> tiers_along(const Operators& operators, std::span<const Shock> shocks,
                                       const LargeVector<std::uint64_t>& start, const LargeVector<Firm>& to) {
    std::vector<std::uint32_t> tier(operators.firm_count(), kFar);
    std::vector<Firm> wave;
    for (const Shock& shock : shocks) {
        wave.push_back(operators.number_of[shock.firm]);
        tier[wave.back()] = 0;
    }
    for (std::size_t at = 0; at < wave.size(); ++at) {
        for (std::uint64_t x = start[wave[at]]; x < start[wave[at] + 1]; ++x) {
            if (tier[to[x]] != kFar) continue;
            tier[to[x]] = tier[wave[at]] + 1;
            wave.push_back(to[x]);
        }
    }
    return tier;
}

} // namespace

Result<CascadeCourse> cascade_course(const Cascade& cascade, CascadeRunner& runner, std::span<const Shock> shocks,
                                     std::uint32_t most_steps) {
    const Operators& operators = cascade.operators();
    CascadeCourse course;
    std::vector<std::uint32_t> down, up; // Tiers.

    const auto add = [&](std::uint32_t updates, const Impact& impact, std::span<const FirmLoss> losses) {
        CourseStep step{updates, impact, 0, 0, {}};
        std::map<std::uint32_t, TierLoss> tiers;
        for (const FirmLoss& loss : losses) {
            const double lost = std::max(loss.down, loss.up);
            if (lost <= 0) continue;
            const Firm firm = operators.number_of[loss.firm];
            ++(lost > kStoppedAbove ? step.stopped : step.impaired);
            const std::uint32_t tier = loss.down >= loss.up ? down[firm] : up[firm];
            TierLoss& sum = tiers.try_emplace(tier, TierLoss{tier, 0, 0}).first->second;
            ++sum.firms;
            sum.lost += operators.weight[firm] * lost;
        }
        for (const auto& [tier, sum] : tiers) step.tiers.push_back(sum);
        course.steps.push_back(std::move(step));
    };

    const auto begin = [&] {
        down = tiers_along(operators, shocks, operators.delivery_start, operators.delivery_buyer);
        up = tiers_along(operators, shocks, operators.order_start, operators.order_supplier);
        std::vector<FirmLoss> shocked;
        Impact start;
        for (const Shock& shock : shocks) {
            shocked.push_back({shock.firm, shock.down, shock.up});
            const double weight = operators.weight[operators.number_of[shock.firm]];
            start.esri += weight * std::max(shock.down, shock.up);
            start.esri_down += weight * shock.down;
            start.esri_up += weight * shock.up;
        }
        add(0, start, shocked);
    };

    course.last = TRY(runner.losses(shocks, [&](const ScenarioLosses& now) { // After the shocks were found right.
        if (course.steps.empty()) begin();
        if (now.impact.iterations < most_steps) add(now.impact.iterations, now.impact, now.losses);
    }));
    if (course.last.impact.iterations >= most_steps) add(course.last.impact.iterations, course.last.impact, course.last.losses);
    return course;
}

} // namespace hoshirube::graph
