#include "graph/frontier.h"

#include <algorithm>

namespace hoshirube::graph {
namespace {

constexpr std::uint32_t kListed = 1, kActive = 2, kBuyerTouched = 4, kSupplierTouched = 8, kHasGroups = 16;

// Distances found by measurement: far enough to hide a memory access, near enough to stay in the cache.
constexpr std::size_t kLinksAhead = 12, kFirmsAhead = 8;

// Below this share of a market, what is left is summed up anew: the difference would keep too few digits.
constexpr double kExactBelow = 1e-6;

} // namespace

Frontier::Frontier(const Operators& operators, const CascadeRules& rules)
    : operators_(operators), rules_(rules), cells_(operators.firm_count() + std::size_t{1}),
      group_loss_(operators.group_start.size()), market_lost_(operators.market_count(), 0),
      market_available_(operators.market_size), market_touched_(operators.market_count(), 0),
      market_stale_(operators.market_count(), 0) {
    for (Firm i = 0; i < operators.firm_count(); ++i) {
        cells_[i].size = operators.size[i];
        cells_[i].weight = operators.weight[i];
        cells_[i].market = operators.market[i];
    }
}

Frontier::Ending Frontier::follow(std::span<const Shock> shocks, std::uint64_t budget, const std::function<void()>& updated) {
    begin(shocks);
    while (true) {
        if (links_ahead() > budget) return Ending::HandedOver;
        const double largest = update();
        ++iterations_;
        if (updated) updated();
        if (!(largest > rules_.eps) || iterations_ == rules_.most_iterations) return Ending::Settled;
    }
}

void Frontier::begin(std::span<const Shock> shocks) {
    for (const Shock& shock : shocks) {
        Cell& cell = cells_[shock.firm];
        list(shock.firm, cell);
        if (shock.down > 0) lose_output(shock.firm, cell, shock.down);
        if (shock.up > 0) lose_sales(shock.firm, cell, shock.up);
    }
    changes_.swap(next_changes_);
    up_links_ = next_up_links_;
}

double Frontier::update() {
    next_changes_.clear();
    next_up_links_ = 0;
    refresh_markets();
    push_missing();
    push_lost_sales();
    const double largest = std::max(settle_buyers(), settle_suppliers());
    changes_.swap(next_changes_);
    up_links_ = next_up_links_;
    return largest;
}

void Frontier::refresh_markets() {
    for (std::uint32_t market : stale_markets_) {
        market_stale_[market] = 0;
        market_available_[market] = available(market);
    }
    stale_markets_.clear();
}

double Frontier::available(std::uint32_t market) const {
    const double whole = operators_.market_size[market];
    const double left = whole - market_lost_[market];
    if (left > kExactBelow * whole) return left;
    double sum = 0;
    for (std::uint64_t x = operators_.market_start[market]; x < operators_.market_start[market + 1]; ++x) {
        const Cell& cell = cells_[operators_.market_firm[x]];
        sum += cell.size * (1 - cell.down);
    }
    return sum;
}

void Frontier::push_missing() {
    const Firm* to = operators_.delivery_buyer.data();
    const std::uint32_t* group = operators_.delivery_group.data();
    const double* share = operators_.delivery_share.data();
    for (std::size_t a = 0; a < active_.size(); ++a) {
        if (a + kFirmsAhead < active_.size()) __builtin_prefetch(&cells_[active_[a + kFirmsAhead]]);
        const Firm firm = active_[a];
        Cell& supplier = cells_[firm];
        double sigma = 1;
        if (rules_.substitution == Substitution::WithinMarket) {
            const double left = market_available_[supplier.market];
            if (supplier.size < left) sigma = supplier.size / left;
        }
        const double more = sigma * supplier.down - supplier.missing;
        if (!(more > 0)) continue;
        supplier.missing += more;
        const std::uint64_t end = operators_.delivery_start[firm + 1];
        for (std::uint64_t x = operators_.delivery_start[firm]; x < end; ++x) {
            __builtin_prefetch(&cells_[to[x + kLinksAhead]]);
            __builtin_prefetch(&group_loss_[group[x + kLinksAhead]]);
            const Firm at = to[x];
            Cell& buyer = cells_[at];
            double& loss = group_loss_[group[x]];
            loss += share[x] * more;
            buyer.down_best = std::max(buyer.down_best, loss);
            if (!(buyer.flags & kBuyerTouched)) {
                buyer.flags |= kBuyerTouched | kHasGroups;
                buyers_.push_back(at);
            }
        }
    }
}

void Frontier::push_lost_sales() {
    const Firm* to = operators_.order_supplier.data();
    const double* share = operators_.order_share.data();
    for (const Change& change : changes_) {
        const std::uint64_t end = operators_.order_start[change.firm + 1];
        for (std::uint64_t x = operators_.order_start[change.firm]; x < end; ++x) {
            __builtin_prefetch(&cells_[to[x + kLinksAhead]]);
            const Firm at = to[x];
            Cell& supplier = cells_[at];
            supplier.up_sum += share[x] * change.more;
            if (!(supplier.flags & kSupplierTouched)) {
                supplier.flags |= kSupplierTouched;
                suppliers_.push_back(at);
            }
        }
    }
}

double Frontier::settle_buyers() {
    double largest = 0;
    for (std::size_t a = 0; a < buyers_.size(); ++a) {
        if (a + kFirmsAhead < buyers_.size()) __builtin_prefetch(&cells_[buyers_[a + kFirmsAhead]]);
        Cell& cell = cells_[buyers_[a]];
        cell.flags &= ~kBuyerTouched;
        list(buyers_[a], cell);
        const double lost = std::min(1.0, cell.down_best);
        if (!(lost > cell.down)) continue;
        largest = std::max(largest, lost - cell.down);
        lose_output(buyers_[a], cell, lost);
    }
    buyers_.clear();
    return largest;
}

double Frontier::settle_suppliers() {
    double largest = 0;
    for (std::size_t a = 0; a < suppliers_.size(); ++a) {
        if (a + kFirmsAhead < suppliers_.size()) __builtin_prefetch(&cells_[suppliers_[a + kFirmsAhead]]);
        Cell& cell = cells_[suppliers_[a]];
        cell.flags &= ~kSupplierTouched;
        list(suppliers_[a], cell);
        const double lost = std::min(1.0, cell.up_sum);
        if (!(lost > cell.up)) continue;
        largest = std::max(largest, lost - cell.up);
        lose_sales(suppliers_[a], cell, lost);
    }
    suppliers_.clear();
    return largest;
}

void Frontier::list(Firm firm, Cell& cell) {
    if (cell.flags & kListed) return;
    cell.flags |= kListed;
    listed_.push_back(firm);
}

void Frontier::lose_output(Firm firm, Cell& cell, double lost) {
    market_lost_[cell.market] += cell.size * (lost - cell.down);
    cell.down = lost;
    if (!market_stale_[cell.market]) {
        market_stale_[cell.market] = 1;
        stale_markets_.push_back(cell.market);
    }
    if (!market_touched_[cell.market]) {
        market_touched_[cell.market] = 1;
        touched_markets_.push_back(cell.market);
    }
    if (cell.flags & kActive) return;
    const std::uint64_t deliveries = operators_.delivery_start[firm + 1] - operators_.delivery_start[firm];
    if (deliveries == 0) return;
    cell.flags |= kActive;
    active_.push_back(firm);
    active_links_ += deliveries;
}

void Frontier::lose_sales(Firm firm, Cell& cell, double lost) {
    const double more = lost - cell.up;
    cell.up = lost;
    const std::uint64_t orders = operators_.order_start[firm + 1] - operators_.order_start[firm];
    if (orders == 0) return;
    next_changes_.push_back({firm, more});
    next_up_links_ += orders;
}

Impact Frontier::impact() const {
    Impact impact;
    for (Firm firm : listed_) {
        const Cell& cell = cells_[firm];
        impact.esri_down += cell.weight * cell.down;
        impact.esri_up += cell.weight * cell.up;
        impact.esri += cell.weight * std::max(cell.down, cell.up);
    }
    impact.iterations = iterations_;
    return impact;
}

CascadeState Frontier::state() const {
    CascadeState state;
    state.iterations = iterations_;
    state.losses.reserve(listed_.size());
    for (Firm firm : listed_) state.losses.push_back({firm, cells_[firm].down, cells_[firm].up});
    for (std::uint32_t market : touched_markets_) state.available.emplace_back(market, available(market));
    return state;
}

void Frontier::reset() {
    for (Firm firm : listed_) {
        Cell& cell = cells_[firm];
        if (cell.flags & kHasGroups) {
            std::fill(group_loss_.data() + operators_.group_of_buyer[firm],
                      group_loss_.data() + operators_.group_of_buyer[firm + 1], 0.0);
        }
        cell.up = cell.up_sum = cell.down = cell.down_best = cell.missing = 0;
        cell.flags = 0;
    }
    for (std::uint32_t market : touched_markets_) {
        market_lost_[market] = 0;
        market_available_[market] = operators_.market_size[market];
        market_touched_[market] = market_stale_[market] = 0;
    }
    touched_markets_.clear();
    stale_markets_.clear();
    listed_.clear();
    active_.clear();
    changes_.clear();
    next_changes_.clear();
    up_links_ = next_up_links_ = active_links_ = 0;
    iterations_ = 0;
}

} // namespace hoshirube::graph
