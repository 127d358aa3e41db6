#pragma once

#include "app/network/analysis.h"
#include "app/network/exposure_order.h"
#include "graph/closure.h"
#include "graph/noise.h"

namespace hoshirube {

// What decides where a higher star matters most. All of it informs one of the three questions on ★3 or ★4 only: whether a stop would
// delay the buyer intolerably.

// What the buyer itself loses when each of its suppliers stops, largest first, with how much was cut, and its single-source inputs.
//
// Answers {"buyer", "items": [{firm, "tier", "path_exposure", "lost"}], "measured", "kept", "cut", "tiers", "direct_share",
// "single_sources", "note", "about"}; all firms kept are measured unless `most_measured` is less.
// Errors   Invalid `impact.firm_not_found`; as graph::UpstreamClosure::of.
// Cost     one cascade for each supplier measured.
Result<Json> exposure_json(const Analysis&, graph::CascadeRunner&, graph::UpstreamClosure&, const ExposureOrder&);

// A plan of stars: {"firms": {"ID": {"star": "0", "plan": "4", "cost": 1}}, "stops_a_year": {"0": [0.1, 0.2, 0.4], "4": […]},
// "outage_days": 7, "common_causes": [{"name", "firms": ["ID"], "incidents_a_year": 0.1}], "stop_share": {"0": 1, "4": 0.3},
// "otherwise_star": "0", "years": 1000, "seed": 1}. Stars are names; a range is least, middle, most; the figures are the user's.
//
// Answers expected loss now, under the plan and avoided with ranges; the marginal curve by avoided loss per cost and, beside it, by
// size; common causes with 95 % intervals and the interaction.
//
// Errors   as OrderFields; Invalid `impact.firm_not_found`, `plan.star_unknown` {star}, `decision.*`.
Result<Json> plan_json(const Analysis&, graph::CascadeRunner&, const Json& order);

struct NoiseOrder {
    graph::NoiseRules rules;
    std::uint32_t runs = 20;
    std::uint64_t seed = 1;
};
// Where the firms would stand if the data were older or lacked links: ranks among `firms` in the data and, over the runs, the rank and
// share at risk that 5, 50 and 95 % of them stay below.
//
// Errors   Invalid `noise.runs`: outside [1, 10000]; as graph::noisy_network.
// Cost     `runs` times the whole analysis of `firms`.
Result<Json> noise_json(Workbench&, const Analysis&, std::span<const graph::Firm> firms, const NoiseOrder&);

// Bounds of every firm's converged upstream share from one linear solve, as CSV id,lower,upper.
//
// Answers {"out", "has_settled", "sweeps", "about"}; not settled: nothing leaks, and every upper bound is 1.
Result<Json> write_screening(Workbench&, const Analysis&, const std::string& out);

} // namespace hoshirube
