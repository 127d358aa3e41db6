#pragma once

#include "base/result.h"
#include "graph/io_csv.h"
#include "graph/network.h"

#include <string_view>

namespace hoshirube::graph {

// network.bin: a checked network in the order of memory, so that a million firms load in seconds. Written
// beside the CSV files by generate and import; it can always be made again from them.
//
// Layout   "HNETWRK1", body length (8 bytes), SHA-256 of the body (32 bytes), body; little-endian, lengths
// before
//          columns.
inline constexpr std::string_view kNetworkFile = "network.bin";

void write_network(const Network& network, const TextSink& sink);

// Errors   Invalid, field "network": `network.not_this_format`, `network.cut_off_binary`, `network.damaged`;
// as
//          Network::restore.
// Cost     about 3 seconds for a million firms and ten million links, most of it checks.
Result<Network> read_network(std::string_view bytes);

} // namespace hoshirube::graph
