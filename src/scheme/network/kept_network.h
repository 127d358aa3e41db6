#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/day.h"

namespace hoshirube {

// Stored by name: never rename.
enum class NetworkState {
    Collecting, // Waits for its files.
    Preparing,  // A background job reads and checks them.
    Ready,
    Failed, // Its files are at fault; new ones may be handed in.
};

// A network of firms that one organisation keeps. Its files lie in the data folder; this is what is known about it.
struct KeptNetwork {
    std::string id, organisation_id, name;
    std::string source, data_on; // As the owner stated them; empty where not.
    std::string example;         // JSON of the generator's order for an invented network; else empty.
    NetworkState state;
    std::string problem, summary; // JSON; empty where there is none.
    std::string created_by;
    Instant created_at;
    std::int64_t version;
};

// Stored by name: never rename.
enum class RunState { Waiting, Done, Failed, Cancelled }; // Waiting: for its turn, or being computed.

// The shares at risk of many firms of one network, computed in the background.
struct NetworkRun {
    std::string id, network_id;
    std::string mode, eps, grade; // As on the command line; eps empty: by mode.
    bool has_substitution;
    std::string firms; // As on the command line: "all", "sample:N:SEED", ids.
    RunState state;
    std::string problem; // JSON; empty where there is none.
    std::string result;  // JSON with run_id, firms, seconds; empty until done.
    std::string created_by;
    Instant created_at;
    std::optional<Instant> finished_at;
    std::int64_t version;
};

} // namespace hoshirube
