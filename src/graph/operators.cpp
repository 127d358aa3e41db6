#include "graph/operators.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace hoshirube::graph {
namespace {

using Starts = LargeVector<std::uint64_t>;

void accumulate_starts(Starts& start) { std::partial_sum(start.begin(), start.end(), start.begin()); }

// Counting sort by falling degree; equal degrees keep the network's order.
void number_by_degree(const Network& network, Operators& operators) {
    const Firm firms = network.firm_count();
    LargeVector<std::uint32_t> degree(firms, 0);
    for (Firm i = 0; i < firms; ++i) {
        degree[i] += static_cast<std::uint32_t>(network.buyers(i).size());
        for (Firm buyer : network.buyers(i)) ++degree[buyer];
    }
    const std::uint32_t most = *std::max_element(degree.begin(), degree.end());
    Starts next(most + std::size_t{2}, 0);
    for (std::uint32_t of_one : degree) ++next[most - of_one + 1];
    accumulate_starts(next);
    operators.firm_at.resize(firms);
    operators.number_of.resize(firms);
    for (Firm i = 0; i < firms; ++i) {
        const auto number = static_cast<Firm>(next[most - degree[i]]++);
        operators.number_of[i] = number;
        operators.firm_at[number] = i;
    }
}

// Only sizes in proportion matter. A power of two changes no digit of them, and keeps amounts in any unit away from where doubles, or
// floats in the ranking grade, lose digits or overflow.
int unit_of_sizes(const Network& network) {
    double largest = 0;
    for (Firm i = 0; i < network.firm_count(); ++i) largest = std::max(largest, network.sales_total(i));
    constexpr int kLargest = 60;
    return largest > 0 ? kLargest - std::ilogb(largest) : 0;
}

void describe_firms(const Network& network, Operators& operators) {
    const Firm firms = network.firm_count();
    const std::uint32_t markets = network.market_count();
    operators.market.resize(firms);
    operators.size.resize(firms);
    operators.weight.resize(firms);
    operators.market_size.assign(markets, 0);
    operators.market_start.assign(markets + 1, 0);
    const int unit = unit_of_sizes(network);
    double total = 0;
    for (Firm i = 0; i < firms; ++i) {
        const Firm firm = operators.firm_at[i];
        operators.market[i] = network.market(firm);
        operators.size[i] = std::ldexp(network.sales_total(firm), unit);
        operators.weight[i] = network.weight(firm);
        operators.market_size[operators.market[i]] += operators.size[i];
        ++operators.market_start[operators.market[i] + 1];
        total += operators.weight[i];
    }
    for (double& weight : operators.weight) weight /= total;
    accumulate_starts(operators.market_start);
    operators.market_firm.resize(firms);
    Starts next = operators.market_start;
    for (Firm i = 0; i < firms; ++i) operators.market_firm[next[operators.market[i]]++] = i;
}

// Rows are turned into columns by writing each entry where its new row stands, which is at random: so an entry goes as one, and its parts
// are taken apart afterwards, in order.
struct Entry {
    Firm firm;
    std::uint32_t group;
    double value;
};

// Purchases by buyer: suppliers ascend within a row because suppliers are visited in order.
LargeVector<Entry> build_orders(const Network& network, Operators& operators) {
    const Firm firms = network.firm_count();
    operators.order_start.assign(firms + 1, 0);
    for (Firm i = 0; i < firms; ++i)
        for (Firm buyer : network.buyers(i)) ++operators.order_start[operators.number_of[buyer] + 1];
    accumulate_starts(operators.order_start);
    const std::size_t links = network.link_count();
    LargeVector<Entry> orders(links);
    LargeVector<double> revenue(firms);
    Starts next = operators.order_start;
    for (Firm i = 0; i < firms; ++i) {
        const Firm firm = operators.firm_at[i];
        revenue[i] = network.revenue(firm);
        const auto buyers = network.buyers(firm);
        const auto sales = network.sales(firm);
        for (std::size_t k = 0; k < buyers.size(); ++k) orders[next[operators.number_of[buyers[k]]]++] = {i, 0, sales[k]};
    }
    operators.order_supplier.resize(links + kReadAhead);
    operators.order_share.resize(links + kReadAhead);
    for (std::size_t x = 0; x < links; ++x) {
        operators.order_supplier[x] = orders[x].firm;
        operators.order_share[x] = orders[x].value / revenue[orders[x].firm];
    }
    return orders;
}

// Rows turned into columns; the new rows are ascending.
void build_sales(Operators& operators) {
    const Firm firms = operators.firm_count();
    const std::uint64_t links = operators.order_start.back();
    operators.sale_start.assign(firms + 1, 0);
    for (std::uint64_t x = 0; x < links; ++x) ++operators.sale_start[operators.order_supplier[x] + 1];
    accumulate_starts(operators.sale_start);
    LargeVector<Entry> sales(links);
    Starts next = operators.sale_start;
    for (Firm buyer = 0; buyer < firms; ++buyer)
        for (std::uint64_t x = operators.order_start[buyer]; x < operators.order_start[buyer + 1]; ++x)
            sales[next[operators.order_supplier[x]]++] = {buyer, 0, operators.order_share[x]};
    operators.sale_buyer.resize(links + kReadAhead);
    operators.sale_share.resize(links + kReadAhead);
    for (std::uint64_t x = 0; x < links; ++x) {
        operators.sale_buyer[x] = sales[x].firm;
        operators.sale_share[x] = sales[x].value;
    }
}

struct Input {
    std::uint64_t group; // 0 for all non-essential inputs, else one more than the supplier's sector.
    Firm supplier;
    double weight;
};

// Appends the groups of one buyer. `inputs` is sorted by group. A group's share is what one unit of loss at
// the supplier takes from the buyer: of the group for essential inputs, of all purchases for the others; both
// are scaled when purchases within the network are only part of the buyer's cost.
void append_groups(Operators& operators, const std::vector<Input>& inputs, double purchases, double cost) {
    for (std::size_t first = 0; first < inputs.size();) {
        std::size_t last = first;
        double sum = 0;
        for (; last < inputs.size() && inputs[last].group == inputs[first].group; ++last) sum += inputs[last].weight;
        const double whole = inputs[first].group == 0 ? purchases : sum;
        operators.group_sector.push_back(inputs[first].group == 0 ? kNonEssentialGroup
                                                                  : static_cast<std::uint32_t>(inputs[first].group - 1));
        for (; first < last; ++first) {
            operators.input_supplier.push_back(inputs[first].supplier);
            operators.input_share.push_back(inputs[first].weight / whole * (purchases / cost));
        }
        operators.group_start.push_back(operators.input_supplier.size());
    }
}

void build_inputs(const Network& network, const Essentiality& roles, const LargeVector<Entry>& orders, Operators& operators) {
    const Firm firms = operators.firm_count();
    LargeVector<std::uint32_t> sector(firms);
    for (Firm i = 0; i < firms; ++i) sector[i] = network.table().sector[operators.firm_at[i]];
    operators.group_of_buyer.assign(firms + 1, 0);
    operators.group_start.assign(1, 0);
    std::vector<Input> inputs;
    for (Firm buyer = 0; buyer < firms; ++buyer) {
        const Firm firm = operators.firm_at[buyer];
        inputs.clear();
        for (std::uint64_t x = operators.order_start[buyer]; x < operators.order_start[buyer + 1]; ++x) {
            const Firm supplier = operators.order_supplier[x];
            const std::uint32_t made = sector[supplier];
            const Role role = roles.role(made, sector[buyer]);
            if (role == Role::None) continue;
            inputs.push_back({role == Role::Essential ? made + std::uint64_t{1} : 0, supplier, orders[x].value});
        }
        std::stable_sort(inputs.begin(), inputs.end(), [](const Input& a, const Input& b) { return a.group < b.group; });
        append_groups(operators, inputs, network.purchase_total(firm), network.cost(firm));
        operators.group_of_buyer[buyer + 1] = static_cast<std::uint32_t>(operators.group_start.size() - 1);
    }
    operators.input_supplier.resize(operators.input_supplier.size() + kReadAhead);
    operators.input_share.resize(operators.input_share.size() + kReadAhead);
}

void build_deliveries(Operators& operators) {
    const Firm firms = operators.firm_count();
    const std::uint64_t links = operators.group_start.back();
    operators.delivery_start.assign(firms + 1, 0);
    for (std::uint64_t x = 0; x < links; ++x) ++operators.delivery_start[operators.input_supplier[x] + 1];
    accumulate_starts(operators.delivery_start);
    LargeVector<Entry> deliveries(links);
    Starts next = operators.delivery_start;
    for (Firm buyer = 0; buyer < firms; ++buyer)
        for (std::uint32_t group = operators.group_of_buyer[buyer]; group < operators.group_of_buyer[buyer + 1]; ++group)
            for (std::uint64_t x = operators.group_start[group]; x < operators.group_start[group + 1]; ++x)
                deliveries[next[operators.input_supplier[x]]++] = {buyer, group, operators.input_share[x]};
    operators.delivery_buyer.resize(links + kReadAhead);
    operators.delivery_group.resize(links + kReadAhead);
    operators.delivery_share.resize(links + kReadAhead);
    for (std::uint64_t x = 0; x < links; ++x) {
        operators.delivery_buyer[x] = deliveries[x].firm;
        operators.delivery_group[x] = deliveries[x].group;
        operators.delivery_share[x] = deliveries[x].value;
    }
}

} // namespace

Operators prepare_operators(const Network& network, const Essentiality& roles) {
    Operators operators;
    number_by_degree(network, operators);
    describe_firms(network, operators);
    {
        const LargeVector<Entry> orders = build_orders(network, operators);
        build_inputs(network, roles, orders, operators);
    }
    build_sales(operators);
    build_deliveries(operators);
    return operators;
}

} // namespace hoshirube::graph
