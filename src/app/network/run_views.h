#pragma once

#include "app/act.h"
#include "app/network/ranked_order.h"

namespace hoshirube {

// What pages show of a finished run. All ask for Permission::AnalyseNetworks in the organisation that keeps the network.
//
// Errors   NotFound `network_run.not_found`; Conflict `network_run.not_done`; Unavailable `network.loading` while the network is
//          being read into memory for somebody else.

enum class FigureForm { Whole, Table, Picture, Pixels }; // JSON, CSV, SVG, PNG.
Result<FigureForm> parse_form(std::string_view);         // Invalid `form.unknown` {given}.

// A page of the ranked list. The first one comes from a file and needs no network in memory.
Result<std::string> run_firms_text(World&, const Viewer&, const std::string& run_id, const RankedOrder&);
// The rows that `order` chooses, at most kMostExported, as CSV, with what every figure carries above them.
inline constexpr std::size_t kMostExported = 50'000;
Result<std::string> run_firms_csv(World&, const Viewer&, const std::string& run_id, RankedOrder order);

// "profile", "size", "sectors" or "prefectures".
// Errors   NotFound `network_run.figure_unknown` {figure}; also where the network states no prefectures.
Result<std::string> run_figure(World&, const Viewer&, const std::string& run_id, const std::string& figure, FigureForm form);

// One firm: its row in the list (null where it was not measured) and the cascade of its stop.
Result<Json> run_firm_json(World&, const Viewer&, const std::string& run_id, const std::string& firm_id);

// {"psi", "psi_up"} as graph::parse_shocks: the share at risk alone, on the network kept in memory.
Result<Json> run_scenario_json(World&, const Viewer&, const std::string& run_id, std::string_view shocks);
// The same with its course by step and tier, and who loses most.
Result<std::string> run_cascade(World&, const Viewer&, const std::string& run_id, std::string_view shocks, FigureForm form);
// A plan of stars as plan_json.
Result<std::string> run_plan(World&, const Viewer&, const std::string& run_id, const Json& order, FigureForm form);

// What a buyer itself loses by each of its suppliers, as exposure_json: of about kMostSuppliers on the strongest paths.
// Errors   NotFound `network_run.firm_unknown` {id}; as exposure_json; Invalid `form.unknown` for a picture: there is none.
inline constexpr std::size_t kMostSuppliers = 200;
Result<std::string> run_exposure(World&, const Viewer&, const std::string& run_id, const std::string& buyer,
                                 std::uint32_t most_tiers, FigureForm form);

} // namespace hoshirube
