#include "graph/network.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hoshirube::graph {
namespace {

constexpr std::size_t kMostFirms = std::size_t{1} << 31; // Kernels keep firm numbers in 32 bits.

Result<Done> check_column(const FirmTable& table, const std::vector<double>& column, std::string_view name) {
    if (column.empty()) return Done{};
    if (column.size() != table.id.size()) return invalid("network.column_length", name, {{"column", std::string(name)}});
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (column[i] < 0 || std::isinf(column[i]))
            return invalid("network.value_invalid", name, {{"column", std::string(name)}, {"id", table.id[i]}});
    }
    return Done{};
}

Result<Done> check_classes(const FirmTable& table, const std::vector<std::uint32_t>& column, std::size_t classes,
                           std::string_view key) {
    if (column.size() != table.id.size()) return invalid("network.column_length", "sector", {{"column", "sector"}});
    for (std::size_t i = 0; i < column.size(); ++i)
        if (column[i] >= classes) return invalid(key, "sector", {{"id", table.id[i]}});
    return Done{};
}

Result<Done> check_links(const std::vector<Link>& links, std::size_t firms) {
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (links[i].supplier >= firms || links[i].buyer >= firms)
            return invalid("network.link_firm", "links", {{"row", std::to_string(i + 1)}});
        if (!(links[i].weight >= 0) || std::isinf(links[i].weight))
            return invalid("network.link_weight", "links", {{"row", std::to_string(i + 1)}});
    }
    return Done{};
}

// Stable counting sort by one end of the link.
std::vector<Link> sorted_by(const std::vector<Link>& links, Firm Link::*end, std::size_t firms) {
    std::vector<std::uint64_t> next(firms + 1, 0);
    for (const Link& link : links) ++next[link.*end + 1];
    for (std::size_t i = 0; i < firms; ++i) next[i + 1] += next[i];
    std::vector<Link> sorted(links.size());
    for (const Link& link : links) sorted[next[link.*end]++] = link;
    return sorted;
}

LinkRows compressed(std::vector<Link> links, std::size_t firms) {
    const auto is_before = [](const Link& a, const Link& b) {
        return a.supplier != b.supplier ? a.supplier < b.supplier : a.buyer < b.buyer;
    };
    if (!std::is_sorted(links.begin(), links.end(), is_before)) { // Files written here are.
        links = sorted_by(links, &Link::buyer, firms);
        links = sorted_by(links, &Link::supplier, firms); // Stable: buyers ascend within a supplier.
    }
    LinkRows rows;
    rows.start.assign(firms + 1, 0);
    rows.buyer.reserve(links.size());
    rows.sales.reserve(links.size());
    for (std::size_t i = 0; i < links.size();) {
        const Link& first = links[i];
        double sum = 0;
        for (; i < links.size() && links[i].supplier == first.supplier && links[i].buyer == first.buyer; ++i)
            sum += links[i].weight;
        if (sum == 0) continue;
        rows.buyer.push_back(first.buyer);
        rows.sales.push_back(sum);
        ++rows.start[first.supplier + 1];
    }
    for (std::size_t i = 0; i < firms; ++i) rows.start[i + 1] += rows.start[i];
    return rows;
}

bool are_rows(const LinkRows& rows, std::size_t firms) {
    if (rows.start.size() != firms + 1 || rows.start.front() != 0 || rows.start.back() != rows.buyer.size() ||
        rows.sales.size() != rows.buyer.size() || !std::is_sorted(rows.start.begin(), rows.start.end()))
        return false;
    for (std::size_t i = 0; i < firms; ++i) {
        for (std::uint64_t x = rows.start[i]; x < rows.start[i + 1]; ++x) {
            const bool is_ascending = x == rows.start[i] || rows.buyer[x - 1] < rows.buyer[x];
            if (!is_ascending || rows.buyer[x] >= firms || !(rows.sales[x] > 0) || std::isinf(rows.sales[x])) return false;
        }
    }
    return true;
}

double known_or(const std::vector<double>& column, Firm firm, double fallback) {
    return column.empty() || std::isnan(column[firm]) ? fallback : column[firm];
}

} // namespace

Result<Network> Network::build(FirmTable firms, std::vector<Link> links) {
    Network network = TRY(with_table(std::move(firms)));
    TRY(check_links(links, network.firm_count()));
    network.rows_ = compressed(std::move(links), network.firm_count());
    TRY(network.add_up());
    return network;
}

Result<Network> Network::restore(FirmTable firms, LinkRows rows) {
    Network network = TRY(with_table(std::move(firms)));
    if (!are_rows(rows, network.firm_count())) return invalid("network.rows_invalid", "links");
    network.rows_ = std::move(rows);
    TRY(network.add_up());
    return network;
}

Result<Network> Network::with_table(FirmTable firms) {
    if (firms.id.empty()) return invalid("network.empty", "nodes");
    if (firms.id.size() >= kMostFirms) return invalid("network.too_large", "nodes");
    Network network;
    network.table_ = std::move(firms);
    TRY(network.check_table());
    const std::vector<std::string>& ids = network.table_.id;
    for (Firm i = 0; i < ids.size(); ++i) {
        if (ids[i].empty()) return invalid("network.id_missing", "nodes", {{"row", std::to_string(i + 1)}});
        if (network.index_.add(ids, i)) return invalid("network.id_repeated", "nodes", {{"id", ids[i]}});
    }
    return network;
}

Result<Done> Network::check_table() const {
    TRY(check_classes(table_, table_.sector, table_.sector_name.size(), "network.sector_missing"));
    if (!table_.market.empty()) TRY(check_classes(table_, table_.market, table_.market_name.size(), "network.market_missing"));
    TRY(check_column(table_, table_.revenue, "revenue"));
    TRY(check_column(table_, table_.cost, "cost"));
    TRY(check_column(table_, table_.weight, "weight"));
    for (const auto* column : {&table_.prefecture, &table_.name})
        if (!column->empty() && column->size() != table_.id.size())
            return invalid("network.column_length", "nodes", {{"column", "prefecture, name"}});
    return Done{};
}

// Totals, and what can only be judged with them.
Result<Done> Network::add_up() {
    sales_total_.assign(firm_count(), 0);
    purchase_total_.assign(firm_count(), 0);
    for (Firm i = 0; i < firm_count(); ++i) {
        for (std::uint64_t x = rows_.start[i]; x < rows_.start[i + 1]; ++x) {
            sales_total_[i] += rows_.sales[x];
            purchase_total_[rows_.buyer[x]] += rows_.sales[x];
        }
    }
    double total = 0;
    for (Firm i = 0; i < firm_count(); ++i) {
        total += weight(i);
        if (!std::isfinite(sales_total_[i]) || !std::isfinite(purchase_total_[i]))
            return invalid("network.weight_infinite", "links");
        if (sales_total_[i] > 0 && !(revenue(i) > 0))
            return invalid("network.value_invalid", "revenue", {{"column", "revenue"}, {"id", table_.id[i]}});
        if (purchase_total_[i] > 0 && !(cost(i) > 0))
            return invalid("network.value_invalid", "cost", {{"column", "cost"}, {"id", table_.id[i]}});
    }
    if (!std::isfinite(total)) return invalid("network.weight_infinite", "links");
    if (!(total > 0)) return invalid(rows_.buyer.empty() ? "network.no_link" : "network.no_weight", "links");
    return Done{};
}

std::span<const Firm> Network::buyers(Firm supplier) const {
    return {rows_.buyer.data() + rows_.start[supplier], rows_.buyer.data() + rows_.start[supplier + 1]};
}

std::span<const double> Network::sales(Firm supplier) const {
    return {rows_.sales.data() + rows_.start[supplier], rows_.sales.data() + rows_.start[supplier + 1]};
}

double Network::revenue(Firm firm) const { return known_or(table_.revenue, firm, sales_total_[firm]); }

double Network::cost(Firm firm) const { return known_or(table_.cost, firm, purchase_total_[firm]); }

double Network::weight(Firm firm) const { return known_or(table_.weight, firm, sales_total_[firm]); }

bool Network::has_final_demand() const {
    for (Firm i = 0; i < firm_count(); ++i)
        if (revenue(i) > sales_total_[i] * (1 + 1e-9)) return true;
    return false;
}

} // namespace hoshirube::graph
