#pragma once

#include "graph/network.h"

#include <cstdint>
#include <vector>

namespace hoshirube::graph {

struct SectorCount {
    std::uint32_t sector;
    std::size_t firms;
    double sales;
};

// What `network info` shows: how large the network is, and what is missing in it.
struct NetworkSummary {
    std::size_t firms = 0, links = 0, sectors = 0, markets = 0; // Sectors and markets with at least one firm.
    std::size_t sells_nothing = 0, buys_nothing = 0, isolated = 0;
    std::size_t most_buyers = 0, most_suppliers = 0;
    std::size_t revenue_known = 0, cost_known = 0, weight_known = 0;
    // Firms whose revenue is less than what they sell within the network: one of both is wrong.
    std::size_t revenue_below_sales = 0;
    double sales = 0; // All sales within the network.
    bool has_final_demand = false;
    std::vector<SectorCount> by_sector; // By falling sales.
};

// Cost     O(firms + links).
NetworkSummary summarize(const Network& network);

} // namespace hoshirube::graph
