#pragma once

#include "app/network/workbench.h"
#include "base/day.h"

namespace hoshirube {

// Networks of firms and what the stop of one does to the others. These use-cases stand on files, not on the database: whoever
// calls them has the files. Each answers JSON; figures carry their `about` (see analysis.h).

struct SyntheticOrder {
    std::string kind; // "A", "B" or "japan"
    std::int64_t firms;
    std::uint64_t seed;
    std::string out; // Folder.
};
// Writes a synthetic network and its essentiality.csv.
//
// Errors   Invalid `generate.kind` {given}, `generate.firms` {least, most}.
Result<Json> make_synthetic_network(Workbench&, const SyntheticOrder&);

struct ImportOrder {
    std::string nodes, links; // Files.
    std::string out;          // Folder.
    std::string source, data_on;
};
// Checks both tables whole and writes the folder; nothing is written where anything is wrong.
//
// Errors   as read_tables; Invalid `day.malformed` and the like for data_on.
Result<Json> import_network(Workbench&, const ImportOrder&);

struct TableOrder {
    std::string table; // File.
    std::string out;   // Folder.
    std::vector<std::string> final_demand, ignored;
    std::string source, data_on;
};
// An input-output table as a network of sectors.
//
// Errors   as graph::parse_input_output_table.
Result<Json> import_table(Workbench&, const TableOrder&);

// Writes the matrix that a file of rules gives for the sectors of a network: to be looked at, edited and passed to analyses.
//
// Errors   as graph::JsicRules::parse and graph::jsic_essentiality.
Result<Json> write_jsic_essentiality(Workbench&, const std::string& folder, std::string_view rules, const std::string& out);

// How large a network is, and what is missing in it.
Result<Json> network_json(Workbench&, const std::string& folder);

struct ClosureOrder {
    std::string folder, buyer;
    std::uint32_t most_tiers = 0;
    double least_exposure = 0;
};
// Everyone upstream of one buyer: members, tiers, and how much was cut.
//
// Errors   as graph::UpstreamClosure::of.
Result<Json> closure_json(Workbench&, const ClosureOrder&);

} // namespace hoshirube
