#pragma once

#include "base/result.h"
#include "graph/io_csv.h"
#include "graph/network.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace hoshirube::graph {

// network.bin: a checked network in the order of memory, so that a million firms load in seconds. Written
// beside the CSV files by generate and import; it can always be made again from them.
//
// Layout   "HNETWRK1", body length (8 bytes), SHA-256 of the body (32 bytes), body; little-endian, lengths
// before
//          columns.
inline constexpr std::string_view kNetworkFile = "network.bin";

// Written in two passes over the network, one for length and hash: nothing is copied.
void write_network(const Network& network, const TextSink& sink);

// The bytes of a file, in order: `read` fills `count` bytes or answers false.
struct ByteSource {
    std::uint64_t size;
    std::function<bool(char* to, std::size_t count)> read;
};

// Read straight into the columns, never held beside them; columns grow as bytes arrive, so that a false length costs nothing.
//
// Errors   Invalid, field "network": `network.not_this_format`, `network.cut_off_binary`, `network.damaged`; as
//          Network::restore.
// Cost     about a second for a million firms and ten million links, most of it checks.
Result<Network> read_network(const ByteSource& source);
Result<Network> read_network(std::string_view bytes);

// The SHA-256 of the body that the head of the file states, as hex; empty if this is no such head (kNetworkHeadBytes long).
inline constexpr std::size_t kNetworkHeadBytes = 48;
std::string stated_network_hash(std::string_view head);

} // namespace hoshirube::graph
