#pragma once

#include "base/result.h"
#include "graph/essentiality.h"
#include "graph/network.h"

#include <cstdint>
#include <vector>

namespace hoshirube::graph {

// A  heavy-tailed: 30 % of firms sell only to final demand, other degrees are truncated power laws
// (exponent 2.1,
//    in and out correlated), 89 sectors by Zipf's law, log-normal sales that grow with both degrees.
// B  after a public benchmark: out-degree power law (2.3, mean 8, at most 128), uniform buyers, 616 even
// sectors. Japan  after published figures of Japanese firm networks: mean degree 5, 25 % sell only to final
// demand, exponents
//    2.2 (out) and 2.1 (in), the 99 two-digit groups of JSIC by their divisions' shares of firms, prefectures
//    by population, near buyers preferred, revenue that exceeds sales within the network.
enum class NetworkKind : std::uint8_t { A, B, Japan };

struct SyntheticNetwork {
    FirmTable firms;
    std::vector<Link> links;
    Essentiality essentiality; // Drawn with the density of the published survey: 14 % essential, 10 % non-essential.
};

inline constexpr std::uint32_t kFewestSyntheticFirms = 2, kMostSyntheticFirms = 20'000'000;

// The same seed gives the same network.
//
// Errors   Invalid `generate.firms` {least, most}.
// Cost     about 6 seconds and 0.5 GB for a million firms of kind A.
// Source   docs/analytics.md#synthetic-networks
Result<SyntheticNetwork> generate_network(NetworkKind kind, std::uint32_t firms, std::uint64_t seed);

} // namespace hoshirube::graph
