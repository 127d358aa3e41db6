#pragma once

#include "app/network/workbench.h"
#include "graph/essentiality.h"
#include "graph/network.h"

namespace hoshirube {

// What is known about a network as a whole; kept beside it in about.json and repeated in every answer.
struct NetworkOrigin {
    std::string source;  // "TSR 2026", or "synthetic, kind A, 1000 firms, seed 1".
    std::string data_on; // The day the data describes, YYYY-MM-DD; empty where nobody said.
    bool is_synthetic = false;
};

struct OpenNetwork {
    graph::Network network;
    NetworkOrigin origin;
    std::string sha256; // Of the network itself, as written in network.bin.
};

// The folder of a network: nodes.csv, links.csv (as graph/io_network.h), network.bin (made from them), about.json.

// Errors   Invalid `network.folder_empty` {path}: neither network.bin nor nodes.csv and links.csv; `network.folder_mixed` {path}: its
//          files are of two networks; as the readers of graph/.
// Cost     network.bin once in memory, nothing beside it.
Result<OpenNetwork> open_network(Files& files, const std::string& folder);

// Writes all files beside their places first and moves them there together at the end.
Result<Done> store_network(Files& files, const std::string& folder, const graph::Network& network, const NetworkOrigin& origin,
                           const graph::Essentiality* essentiality = nullptr);

// A text file in UTF-8, CP932 or UTF-16 with a mark, as UTF-8, piece by piece; read twice, never held whole (but for UTF-16).
//
// Errors   Invalid `charset.unknown`.
Result<Done> read_text(Files& files, const std::string& path, const std::function<void(std::string_view)>& take);

// Reads nodes.csv and links.csv in UTF-8, CP932 or UTF-16 with a mark.
//
// Errors   as graph::NodesReader and graph::LinksReader, `charset.unknown`.
Result<graph::Network> read_tables(Files& files, const std::string& nodes, const std::string& links);

// One matrix in any of these encodings.
Result<graph::Essentiality> read_essentiality(Files& files, const std::string& path);

} // namespace hoshirube
