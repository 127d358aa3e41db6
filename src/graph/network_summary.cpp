#include "graph/network_summary.h"

#include <algorithm>
#include <cmath>

namespace hoshirube::graph {
namespace {

std::size_t known(const std::vector<double>& column) {
    return static_cast<std::size_t>(std::count_if(column.begin(), column.end(), [](double x) { return !std::isnan(x); }));
}

} // namespace

NetworkSummary summarize(const Network& network) {
    NetworkSummary summary;
    const FirmTable& table = network.table();
    std::vector<std::size_t> suppliers(network.firm_count(), 0);
    std::vector<bool> has_market(network.market_count(), false);
    for (std::uint32_t k = 0; k < table.sector_name.size(); ++k) summary.by_sector.push_back({k, 0, 0});
    for (Firm i = 0; i < network.firm_count(); ++i) {
        for (Firm buyer : network.buyers(i)) ++suppliers[buyer];
        summary.most_buyers = std::max(summary.most_buyers, network.buyers(i).size());
        summary.revenue_below_sales += network.revenue(i) < network.sales_total(i) * (1 - 1e-9);
        summary.sales += network.sales_total(i);
        has_market[network.market(i)] = true;
        SectorCount& sector = summary.by_sector[table.sector[i]];
        ++sector.firms;
        sector.sales += network.sales_total(i);
    }
    for (Firm i = 0; i < network.firm_count(); ++i) {
        const bool sells = !network.buyers(i).empty(), buys = suppliers[i] > 0;
        summary.sells_nothing += !sells;
        summary.buys_nothing += !buys;
        summary.isolated += !sells && !buys;
        summary.most_suppliers = std::max(summary.most_suppliers, suppliers[i]);
    }
    std::erase_if(summary.by_sector, [](const SectorCount& sector) { return sector.firms == 0; });
    std::stable_sort(summary.by_sector.begin(), summary.by_sector.end(),
                     [](const SectorCount& a, const SectorCount& b) { return a.sales > b.sales; });
    summary.firms = network.firm_count();
    summary.links = network.link_count();
    summary.sectors = summary.by_sector.size();
    summary.markets = static_cast<std::size_t>(std::count(has_market.begin(), has_market.end(), true));
    summary.revenue_known = known(table.revenue);
    summary.cost_known = known(table.cost);
    summary.weight_known = known(table.weight);
    summary.has_final_demand = network.has_final_demand();
    return summary;
}

} // namespace hoshirube::graph
