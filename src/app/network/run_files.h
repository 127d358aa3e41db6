#pragma once

#include "app/network/analysis.h"
#include "scheme/network/kept_network.h"

namespace hoshirube {

// Where a kept network and its runs lie below the network's folder.

inline std::string upload_path(const std::string& folder, std::string_view file) {
    return folder + "/upload-" + std::string(file) + ".csv";
}
inline std::string essentiality_path(const std::string& folder) { return folder + "/essentiality.csv"; }
inline std::string run_folder(const std::string& folder, const std::string& run_id) { return folder + "/run-" + run_id; }
inline std::string impact_path(const std::string& run_folder) { return run_folder + "/impact.csv"; }

// Errors   Invalid `impact.eps_invalid`.
Result<AnalysisOptions> options_of(const NetworkRun&, const std::string& folder);

} // namespace hoshirube
