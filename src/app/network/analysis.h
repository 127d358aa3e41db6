#pragma once

#include <optional>

#include "app/network/network_folder.h"
#include "app/network/workbench.h"
#include "graph/cascade.h"

namespace hoshirube {

// How shares at risk are computed; the same words on the command line and in the API.
struct AnalysisOptions {
    std::string folder;
    std::string essentiality;       // A file.
    std::string mode = "published"; // Or "converged".
    std::optional<double> eps;      // Default: by mode.
    std::string grade = "f64";      // Or "f32".
    bool has_substitution = true;
};

// Everything read, checked and prepared.
struct Analysis {
    OpenNetwork opened;
    graph::Essentiality roles; // Arranged for the network's sectors.
    graph::Cascade cascade;
    graph::CascadeRules rules;
    std::string mode;
    std::string roles_sha256;

    const graph::Network& network() const { return opened.network; }
};

// The rules that the options name.
//
// Errors   the first four of prepare_analysis.
Result<graph::CascadeRules> cascade_rules(const AnalysisOptions&);

// Errors   Invalid `impact.mode_unknown`, `impact.grade_unknown` {given}, `impact.eps_invalid`, `impact.grade_too_coarse`; as open_network,
//          read_essentiality, graph::Cascade::prepare.
Result<Analysis> prepare_analysis(Workbench&, const AnalysisOptions&);

// What every figure carries: wording, data date, source, mode, parameters, warnings (keys of texts) and the run id. The run id
// depends on the network, the matrix, the options and `task` alone, so the same run has the same id everywhere.
Json about_run(const Analysis&, const Json& task);
// The same for an answer that follows other rules than those of the analysis.
Json about_run(const Analysis&, const graph::CascadeRules&, const std::string& mode, const Json& task);

} // namespace hoshirube
