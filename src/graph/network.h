#pragma once

#include "base/result.h"
#include "graph/id_index.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube::graph {

using Firm = std::uint32_t; // A firm's position in its network.

// `weight` is what the supplier sells to the buyer in a year, in any one currency unit.
struct Link {
    Firm supplier;
    Firm buyer;
    double weight;
};

// What is known about the firms: one entry a firm in every column that is not empty.
struct FirmTable {
    std::vector<std::string> id;
    std::vector<std::uint32_t> sector; // Index into sector_name.
    std::vector<std::string> sector_name;
    std::vector<std::uint32_t> market; // Class within which suppliers replace each other. Empty: the sector.
    std::vector<std::string> market_name;
    std::vector<double> revenue; // NaN where unknown. Default: sales within the network.
    std::vector<double> cost;    // NaN where unknown. Default: purchases within the network.
    std::vector<double> weight;  // Share in the total, NaN where unknown. Default: sales.
    std::vector<std::string> prefecture;
    std::vector<std::string> name;
};

// Links in rows by supplier; buyers ascend within a row, each once.
struct LinkRows {
    std::vector<std::uint64_t> start; // One more than firms.
    std::vector<Firm> buyer;
    std::vector<double> sales;
};

// A production network: firms and who sells how much to whom, checked and in compressed rows.
//
// Parallel links add up; a link of weight 0 is no link. Own sales are kept.
class Network {
public:
    // Errors   Invalid `network.empty`, `network.too_large`, `network.id_missing` {row},
    // `network.id_repeated`
    //          {id}, `network.sector_missing` {id}, `network.column_length` {column}, `network.value_invalid`
    //          {column, id}, `network.link_firm` {row}, `network.link_weight` {row}, `network.no_link`, `network.no_weight`,
    //          `network.weight_infinite` (weights that add up to more than a number holds).
    // Cost     O(firms + links), no sorting by comparison; twice the links in memory while running.
    static Result<Network> build(FirmTable firms, std::vector<Link> links);

    // The same from rows made before; they are checked as links are.
    //
    // Errors   as build, and Invalid `network.rows_invalid`.
    static Result<Network> restore(FirmTable firms, LinkRows rows);

    Firm firm_count() const { return static_cast<Firm>(table_.id.size()); }
    std::size_t link_count() const { return rows_.buyer.size(); }
    const LinkRows& rows() const { return rows_; }
    std::uint32_t market_count() const { return static_cast<std::uint32_t>(market_names().size()); }
    const FirmTable& table() const { return table_; }
    std::optional<Firm> find(std::string_view id) const { return index_.find(table_.id, id); }

    // Buyers of `supplier`, ascending, and what each buys.
    std::span<const Firm> buyers(Firm supplier) const;
    std::span<const double> sales(Firm supplier) const;

    std::uint32_t market(Firm firm) const { return table_.market.empty() ? table_.sector[firm] : table_.market[firm]; }
    const std::vector<std::string>& market_names() const {
        return table_.market.empty() ? table_.sector_name : table_.market_name;
    }

    // Totals within the network, and the firm's own figures with their defaults filled in.
    double sales_total(Firm firm) const { return sales_total_[firm]; }
    double purchase_total(Firm firm) const { return purchase_total_[firm]; }
    double revenue(Firm firm) const;
    double cost(Firm firm) const;
    double weight(Firm firm) const;
    // How large the firm is: its revenue, or what it sells within the network where that is more.
    double size(Firm firm) const { return std::max(revenue(firm), sales_total(firm)); }

    // Whether some firm earns more than it sells within the network. Without it the converged upstream
    // channel degenerates wherever the network has no sink: every loss tends to all of the output.
    bool has_final_demand() const;

private:
    Network() = default;
    static Result<Network> with_table(FirmTable firms);
    Result<Done> check_table() const;
    Result<Done> add_up();

    FirmTable table_;
    IdIndex index_;
    LinkRows rows_;
    std::vector<double> sales_total_, purchase_total_;
};

} // namespace hoshirube::graph
