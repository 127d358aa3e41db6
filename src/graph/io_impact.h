#pragma once

#include "base/result.h"
#include "graph/cascade.h"
#include "graph/network.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube::graph {

// The firm with this id; full-width digits and letters count as their ASCII selves.
//
// Errors   Invalid `impact.firm_not_found` {id, count}, field `field`.
Result<Firm> find_firm(const Network& network, std::string_view field, std::string_view typed);

// Firms chosen by words: "all"; "sample:N:SEED", N different firms, ascending, the same for the same seed; or
// ids separated by commas or line ends, in that order (a list from a file is passed as its text).
//
// Errors   Invalid `impact.firms_invalid` {value}; `impact.firm_not_found` {id, count}: how many are unknown.
Result<std::vector<Firm>> select_firms(const Network& network, std::string_view words);

// Reads {"psi": {"ID": share, …}, "psi_up": {…}}; without psi_up both channels get psi. Shares are of
// capacity lost.
//
// Errors   as parse_json; Invalid `impact.shock_invalid` {name}, `impact.firm_not_found` {id, count},
//          `impact.shock_empty`.
Result<std::vector<Shock>> parse_shocks(const Network& network, std::string_view json);

// {"esri": …, "esri_down": …, "esri_up": …, "iterations": …}, numbers in full precision.
std::string impact_json(const Impact& impact);

// impact.csv: id,esri,esri_down,esri_up,iterations
inline constexpr std::string_view kImpactHeader = "id,esri,esri_down,esri_up,iterations\n";
void append_impact_row(std::string& out, std::string_view id, const Impact& impact);

// How much of an interrupted impact.csv can be kept: whole lines whose ids are those of `firms`, in order.
struct ImpactProgress {
    std::size_t rows = 0;
    std::size_t bytes = 0; // Cut the file here and go on with firms[rows].
};
ImpactProgress impact_progress(const Network& network, std::span<const Firm> firms, std::string_view file);

} // namespace hoshirube::graph
