#pragma once

#include "app/network/analysis.h"

namespace hoshirube {

struct ImpactOrder {
    AnalysisOptions options;
    std::string firms = "all"; // As graph::select_firms, or "@FILE" with such a list.
    std::string out;           // impact.csv
};

// The share at risk of each firm's stop, one row a firm.
//
// An interrupted run goes on where it stopped: finished rows are kept in OUT.<run id>.partial, which becomes OUT at the end;
// OUT.about.json says what the figures are. With a crew each process computes every n-th block of firms; the bytes are the same.
//
// Errors   as prepare_analysis and graph::select_firms.
//          Conflict `impact.cancelled`: the workbench said so; what was computed is kept as after an interruption.
Result<Json> measure_impacts(Workbench&, const ImpactOrder&);
Result<Json> measure_impacts(Workbench&, const Analysis&, const std::string& firms, const std::string& out);

// As graph::select_firms; "@FILE" reads such a list.
Result<std::vector<graph::Firm>> chosen_firms(Workbench&, const graph::Network&, const std::string& words);

struct ScenarioOrder {
    AnalysisOptions options;
    std::string shock; // File; as graph::parse_shocks.
    std::string out;   // JSON.
};
Result<Json> measure_scenario(Workbench&, const ScenarioOrder&);

} // namespace hoshirube
