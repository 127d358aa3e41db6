#pragma once

#include "app/act.h"

namespace hoshirube {

// Networks that an organisation keeps on this server, and the runs on them. Files lie in the desk's folder, one folder a network.

struct NetworkFields {
    std::string name, source, data_on;
    // An invented network from the generator instead of files: kind, number of firms, seed.
    struct Example {
        std::string kind;
        std::int64_t firms, seed;
    };
    std::optional<Example> example;
};
inline constexpr std::int64_t kMostExampleFirms = 1'000'000;
inline constexpr std::int64_t kMaxNetworkFileBytes = std::int64_t{1} << 30;

// An example is made at once in the background; a network of the organisation's own waits for its files.
//
// Errors   Invalid `network.name_missing`, `generate.firms`, `generate.kind`, `day.malformed`.
Result<Receipt> keep_network(World&, const Act&, const std::string& organisation_id, const NetworkFields&);

// `file` is "nodes", "links" or "essentiality". The content lies at `path` and is moved away.
//
// Errors   Invalid `network.file_unknown` {file}; Conflict `network.not_collecting`.
Result<Done> may_put_network_file(World&, const Viewer&, const std::string& network_id, const std::string& file);
struct NetworkFile {
    std::string file, path, sha256;
    std::int64_t size_bytes;
};
Result<Receipt> put_network_file(World&, const Act&, const std::string& network_id, const NetworkFile&);

// Reads and checks the files in the background; without a matrix the rules for JSIC codes make one.
//
// Errors   Conflict `network.not_collecting`, `network.files_missing`.
Result<Receipt> prepare_network(World&, const Act&, const std::string& network_id);

// With its files and runs.
Result<Receipt> remove_network(World&, const Act&, const std::string& network_id);

Result<Json> networks_json(World&, const Viewer&, const std::string& organisation_id);
Result<Json> kept_network_json(World&, const Viewer&, const std::string& network_id);

struct RunFields {
    std::string mode = "published", eps, grade = "f64";
    bool has_substitution = true;
    std::string firms = "all";
};
// Begins the computation in the background.
//
// Errors   as prepare_analysis for its options; Conflict `network.not_ready`.
Result<Receipt> begin_run(World&, const Act&, const std::string& network_id, const RunFields&);
// Errors   Conflict `network_run.finished`.
Result<Receipt> cancel_run(World&, const Act&, const std::string& run_id);
Result<Json> network_run_json(World&, const Viewer&, const std::string& run_id);

// Goes on with what an earlier process left unfinished; for the server's start.
Result<Done> resume_networks(World&);

} // namespace hoshirube
