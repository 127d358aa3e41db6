#pragma once

#include <memory>

#include "app/network/analysis.h"
#include "app/network/ranked_order.h"

namespace hoshirube {

// What pages and files show of one analysis, as JSON. Each takes an Analysis that the caller may keep (it is immutable) and answers with
// `about`. Shares are of the whole weight, in [0, 1]; see "How pages call this" in docs/analytics.md.

// {"id", "sector", "sales", "name"?, "prefecture"?}; sales: Network::size, by which firms are also ranked by size.
Json firm_json(const graph::Network&, graph::Firm);

// Shares at risk of all or some firms, as measure_impacts writes them.
struct MeasuredFirms {
    std::vector<graph::Firm> firms;
    std::vector<graph::Impact> impacts;
    std::string sha256; // Of the table they stand in.
};
// Reads impact.csv back. Errors   Invalid `impact.table_invalid` {line}; `impact.firm_not_found`.
Result<MeasuredFirms> read_impacts(const graph::Network&, std::string_view csv);

// Measured firms in order, made once and kept for as many pages as are asked for.
//
// Cost     two sorts; about 40 bytes a firm beside the measured ones, and the names once more after the first search.
class RankedFirms {
public:
    RankedFirms(const graph::Network&, MeasuredFirms);
    ~RankedFirms();
    RankedFirms(RankedFirms&&) noexcept;

    struct State;
    const State& state() const { return *state_; }

private:
    std::unique_ptr<State> state_;
};

// The first `count` measured firms by share at risk.
std::vector<graph::Firm> first_firms(const RankedFirms&, std::size_t count);

// A page as ranked_list_json answers it, of the firms that `order` chooses; "found" is how many these are. Reasons come from the runner,
// which belongs to the analysis: one call at a time.
Result<Json> ranked_page_json(const Analysis&, graph::CascadeRunner&, const RankedFirms&, const RankedOrder&);
// One row of the list with its reasons; null for a firm that was not measured.
Result<Json> ranked_firm_json(const Analysis&, graph::CascadeRunner&, const RankedFirms&, graph::Firm);

// The firms by falling share at risk, each with its rank, its rank by size, alternatives in its market and its share of it, and, as
// reasons, the three firms and sectors that lose most with the main path there.
Result<Json> ranked_list_json(Workbench&, const Analysis&, const MeasuredFirms&, const RankedOrder&);

// Rank against share at risk (at most 400 points, evenly in log rank) and the plateau: how many firms stand within a tenth below the
// largest.
Json risk_profile_json(const Analysis&, const MeasuredFirms&);

// Sales against share at risk for the first `most` firms by either, with both ranks: small but critical firms stand out.
Json size_and_risk_json(const Analysis&, const MeasuredFirms&, std::size_t most);

// One scenario, update by update and tier by tier, with the firms that lose most, losses by sector and by prefecture.
Result<Json> cascade_json(const Analysis&, graph::CascadeRunner&, std::span<const graph::Shock>);

// Mean loss of each sector (column) when a firm of a sector (row) stops: up to `firms_a_sector` firms each, drawn with `seed`.
Result<Json> sector_map_json(Workbench&, const Analysis&, std::size_t firms_a_sector, std::uint64_t seed);

// By prefecture of the stopped firm: firms measured, their mean and largest share at risk, how many of the first hundred.
Json prefecture_map_json(const Analysis&, const MeasuredFirms&);

} // namespace hoshirube
