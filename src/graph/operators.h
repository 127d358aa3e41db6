#pragma once

#include "graph/essentiality.h"
#include "graph/large_pages.h"
#include "graph/network.h"

#include <cstdint>
#include <vector>

namespace hoshirube::graph {

// A network prepared for cascades: every quantity of the equations that does not change during one, laid out
// in the order in which the kernels read it. Internal to the cascade kernels.
//
// Firms are renumbered by falling number of links, so that the rows which are gathered most lie together.
// Columns carry kReadAhead unused entries at the end: kernels prefetch without looking at the bound.
inline constexpr std::size_t kReadAhead = 32;

inline constexpr std::uint32_t kNonEssentialGroup = 0xFFFFFFFF;

struct Operators {
    LargeVector<Firm> number_of; // By position in the network: the number used here.
    LargeVector<Firm> firm_at;   // The inverse.

    LargeVector<std::uint32_t> market;
    LargeVector<double> size;   // Sales within the network, in a unit that makes the largest about 2^60.
    LargeVector<double> weight; // Share in the total: sums to 1.
    LargeVector<double> market_size;
    LargeVector<std::uint64_t> market_start; // Members of each market, for exact sums.
    LargeVector<Firm> market_firm;

    // Upstream. Row = supplier, column = buyer, share = W_ij / R_i; and the same by buyer.
    LargeVector<std::uint64_t> sale_start;
    LargeVector<Firm> sale_buyer;
    LargeVector<double> sale_share;
    LargeVector<std::uint64_t> order_start;
    LargeVector<Firm> order_supplier;
    LargeVector<double> order_share;

    // Downstream, only links that matter. Row = buyer; its inputs form groups (all non-essential ones
    // together, each essential sector by itself), each group a run of links. And the same links by supplier.
    LargeVector<std::uint32_t> group_of_buyer; // groups [g[i], g[i + 1]) belong to buyer i
    LargeVector<std::uint64_t> group_start;
    LargeVector<std::uint32_t> group_sector; // kNonEssentialGroup, or the sector of an essential input.
    LargeVector<Firm> input_supplier;
    LargeVector<double> input_share;
    LargeVector<std::uint64_t> delivery_start;
    LargeVector<Firm> delivery_buyer;
    LargeVector<std::uint32_t> delivery_group;
    LargeVector<double> delivery_share;

    Firm firm_count() const { return static_cast<Firm>(size.size()); }
    std::uint32_t market_count() const { return static_cast<std::uint32_t>(market_size.size()); }
    std::uint64_t sale_count() const { return sale_start.back(); }
    std::uint64_t delivery_count() const { return delivery_start.back(); }
};

// `roles` must be arranged for the network's sectors.
//
// Cost     O(firms + links), apart from sorting each buyer's essential inputs by sector.
// Source   docs/analytics.md#impact-matrices
Operators prepare_operators(const Network& network, const Essentiality& roles);

} // namespace hoshirube::graph
