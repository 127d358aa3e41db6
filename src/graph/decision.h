#pragma once

#include "base/result.h"
#include "graph/cascade.h"
#include "graph/network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hoshirube::graph {

// A figure with the range its maker believes in: least <= middle <= most.
struct Range {
    double least, middle, most;
};

// One firm in the balance: how often it stops in a year now and with a higher star, for how long, and what a
// stop costs everyone.
struct Candidate {
    Firm firm;
    Range stops_now, stops_raised; // Expected stops of at least a day, a year.
    double outage_days;            // Mean length of a stop.
    double esri;                   // Share of output at risk while it lasts.
    double cost = 1;               // Of raising it, in any unit.
};

struct ExpectedLoss {
    Range now, raised,
        avoided; // Share of a year's output. `avoided` pairs least with least: one world, two plans.
};
ExpectedLoss expected_loss(const Candidate& candidate);

// "Loss avoided against number of firms raised".
struct MarginalPoint {
    Firm firm;
    double cost;   // Of all firms up to this one.
    Range avoided; // By all firms up to this one.
};

enum class RankBy : std::uint8_t { AvoidedPerCost, Size };

// Independent stops add up, so raising firms by falling avoided loss per cost is best for every budget up to
// the last firm; the same curve by size is the comparison that is always shown beside it.
//
// Errors   Invalid `decision.range_invalid` {position}, `decision.value_invalid` {position}.
Result<std::vector<MarginalPoint>> marginal_curve(const Network& network, std::span<const Candidate> candidates, RankBy order);

// An incident that strikes many firms at once: a shared vendor, a worm.
struct CommonCause {
    std::vector<Firm> firms;
    double incidents_a_year;
};

struct MonteCarloRules {
    std::uint32_t years = 1000; // Draws.
    std::uint64_t seed = 1;
    double outage_days = 7;
    std::uint32_t resamples = 1000; // Of the bootstrap; intervals are 95 %.
};

struct MonteCarloLoss {
    Range now, raised, avoided; // Mean share of a year's output with its bootstrap interval.
    double interaction = 0;     // Mean joint loss minus the sum of single losses, now: joint stops do not add up.
};

// Compares two plans over the same draws. In each year the incidents of a cause come at random, as many as it has on average (Poisson);
// a firm that one strikes stops unless its star, through `stop_share`, holds it off. The losses of a year's incidents add up. A raised
// firm stops only in draws in which it would have stopped anyway.
//
// `stop_share_now` and `stop_share_raised`: chance that a struck firm stops, one entry a firm of the network.
//
// Errors   Invalid `decision.stop_share` , `decision.cause_invalid` {position}, `decision.years`,
//          `decision.too_many` (struck firms over all years); as CascadeRunner::run.
// Cost     one scenario for each distinct set of firms that stop together.
Result<MonteCarloLoss> common_cause_loss(const Network& network, CascadeRunner& runner, std::span<const CommonCause> causes,
                                         std::span<const double> stop_share_now, std::span<const double> stop_share_raised,
                                         const MonteCarloRules& rules);

// What `buyer` itself loses when each of `suppliers` alone closes, larger channel first left out: only what
// comes down to it. In the order of `suppliers`.
Result<std::vector<double>> exposures(CascadeRunner& runner, Firm buyer, std::span<const Firm> suppliers);

// An input that the buyer gets from one supplier only.
struct SingleSource {
    Firm supplier;
    std::uint32_t sector; // Of the supplier.
    Role role;
    double purchase_share; // In the buyer's purchases.
    std::uint32_t others;  // Further firms of that sector in the network that sell to anyone.
};

// By falling role, then share. `roles` must be arranged for the network's sectors.
std::vector<SingleSource> single_sources(const Network& network, const Essentiality& roles, Firm buyer);

} // namespace hoshirube::graph
