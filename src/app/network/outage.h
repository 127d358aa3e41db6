#pragma once

#include "app/network/analysis.h"

namespace hoshirube {

// A stop of days, with stocks: {"outages": {"ID": {"lost": 1, "full_days": 3, "recovery_days": 4}}, "days": 30,
// "stock_days": {"otherwise": 0.5, "by_sector": {"29": 2}}, "stopped_below": 0.1}; only outages must be there.
//
// Answers {"days": [{"day", "total", "down", "up", "static_upper_bound"}], "lost_days", "static_upper_bound_lost_days", "stopped":
// [{"id", "day"}], "most_affected": […], "about"}. The static bound is what the cascade without stocks would lose on each day.
//
// Errors   as OrderFields and graph::OutageModel::run; Invalid `impact.firm_not_found`, `outage.sector_unknown` {sector}.
// Cost     as graph::OutageModel::run.
Result<Json> outage_json(const Analysis&, const graph::CascadeRules& within_a_day, const Json& order);

// A day settles before it ends, wherever the cascade of the analysis stops.
inline constexpr double kDayEps = 1e-6;

} // namespace hoshirube
