#include "graph/outage.h"

#include "graph/operators.h"

#include <algorithm>
#include <cmath>

namespace hoshirube::graph {
namespace {

constexpr std::uint32_t kMostDays = 3660;
constexpr double kMostLinkVisitsADay = 2e8; // In any case a thousand sweeps, which nearly every network does without.

bool is_stock(double days) { return days >= 0 && std::isfinite(days); }

} // namespace

double Outage::lost_on(std::uint32_t day) const {
    if (day <= full_days) return lost;
    const std::uint32_t after = day - full_days;
    if (after > recovery_days) return 0;
    return lost * (1 - static_cast<double>(after) / (recovery_days + 1.0));
}

OutageModel::OutageModel(const Network& network, const Cascade& cascade) : network_(network), cascade_(cascade) {
    const Operators& operators = cascade.operators();
    CHECK(operators.firm_count() == network.firm_count());
    whole_.assign(operators.group_sector.size(), 0);
    for (std::size_t g = 0; g < whole_.size(); ++g)
        for (std::uint64_t x = operators.group_start[g]; x < operators.group_start[g + 1]; ++x)
            whole_[g] += operators.input_share[x];
}

Result<Done> OutageModel::check(std::span<const Outage> outages, const StockDays& stocks, const OutageRules& rules) const {
    if (rules.days == 0 || rules.days > kMostDays) return invalid("outage.days_invalid", "days");
    if (!(rules.eps > 0)) return invalid("impact.eps_invalid", "eps");
    if (!is_stock(stocks.otherwise) || !std::all_of(stocks.by_sector.begin(), stocks.by_sector.end(), is_stock) ||
        (!stocks.by_sector.empty() && stocks.by_sector.size() != network_.table().sector_name.size()))
        return invalid("outage.stock_invalid", "stocks");
    for (const Outage& outage : outages) {
        if (outage.firm >= network_.firm_count()) return invalid("outage.firm_unknown", "outages");
        if (!(outage.lost >= 0 && outage.lost <= 1)) return invalid("outage.share_invalid", "outages");
    }
    return Done{};
}

double OutageModel::group_loss(std::uint32_t group) const {
    const Operators& operators = cascade_.operators();
    double loss = 0;
    for (std::uint64_t x = operators.group_start[group]; x < operators.group_start[group + 1]; ++x)
        loss += operators.input_share[x] * missing_[operators.input_supplier[x]];
    return loss;
}

// Share of output that the buyer cannot make today for want of inputs, given what suppliers are missing.
double OutageModel::shortage(Firm buyer, Stocks stocks) const {
    const Operators& operators = cascade_.operators();
    double worst = 0;
    for (std::uint32_t g = operators.group_of_buyer[buyer]; g < operators.group_of_buyer[buyer + 1]; ++g)
        worst = std::max(worst, group_loss(g) - (stocks == Stocks::Held ? stock_[g] : 0));
    return std::min(1.0, worst);
}

void OutageModel::find_missing(Substitution substitution) {
    const Operators& operators = cascade_.operators();
    std::fill(available_.begin(), available_.end(), 0.0);
    for (Firm i = 0; i < operators.firm_count(); ++i) available_[operators.market[i]] += operators.size[i] * (1 - down_[i]);
    for (Firm i = 0; i < operators.firm_count(); ++i) {
        const double left = available_[operators.market[i]];
        const bool is_replaced = substitution == Substitution::WithinMarket && operators.size[i] < left;
        missing_[i] = is_replaced ? operators.size[i] / left * down_[i] : down_[i];
    }
}

double OutageModel::settle_outputs(Stocks stocks) {
    double largest = 0;
    for (Firm i = 0; i < down_.size(); ++i) {
        const double lost = std::max(down_[i], shortage(i, stocks));
        largest = std::max(largest, lost - down_[i]);
        down_[i] = lost;
    }
    return largest;
}

double OutageModel::settle_orders() {
    const Operators& operators = cascade_.operators();
    double largest = 0;
    for (std::uint64_t i = 0; i < up_.size(); ++i) {
        double lost = 0;
        for (std::uint64_t x = operators.sale_start[i]; x < operators.sale_start[i + 1]; ++x)
            lost += operators.sale_share[x] * up_[operators.sale_buyer[x]];
        lost = std::max(up_[i], std::min(1.0, lost));
        largest = std::max(largest, lost - up_[i]);
        up_[i] = lost;
    }
    return largest;
}

std::uint32_t OutageModel::most_sweeps() const {
    const auto links = static_cast<double>(network_.link_count() + network_.firm_count());
    return static_cast<std::uint32_t>(std::clamp(kMostLinkVisitsADay / links, 1e3, 1e5));
}

// From full output down to the largest that capacity, deliveries and stocks allow together.
bool OutageModel::settle_deliveries(const OutageRules& rules, Stocks stocks) {
    down_ = closed_;
    bool has_settled = false;
    for (std::uint32_t sweep = 0; sweep < most_sweeps() && !has_settled; ++sweep) {
        find_missing(rules.substitution);
        has_settled = settle_outputs(stocks) <= rules.eps;
    }
    find_missing(rules.substitution);
    return has_settled;
}

// No stock helps against orders that do not come: this depends on who is closed alone.
//
// Where every firm closed before is closed by at least the share a of what it was, no loss is below a times the one before: each
// update keeps that true. So a fading outage begins there, and mostly ends there, too.
bool OutageModel::settle_sales(const OutageRules& rules, const std::vector<double>& closed_before) {
    double share = closed_before.empty() ? 0 : 1;
    for (std::size_t i = 0; i < closed_before.size(); ++i)
        if (closed_before[i] > 0) share = std::min(share, closed_[i] / closed_before[i]);
    for (std::size_t i = 0; i < up_.size(); ++i) up_[i] = std::max(closed_[i], share * up_[i]);
    for (std::uint32_t sweep = 0; sweep < most_sweeps(); ++sweep)
        if (settle_orders() <= rules.eps) return true;
    return false;
}

DayLoss OutageModel::loss_now() const {
    const Operators& operators = cascade_.operators();
    DayLoss loss{};
    for (Firm i = 0; i < operators.firm_count(); ++i) {
        loss.total += operators.weight[i] * std::max(down_[i], up_[i]);
        loss.down += operators.weight[i] * down_[i];
        loss.up += operators.weight[i] * up_[i];
    }
    return loss;
}

// Of a group worth `whole` a normal day, whole - loss arrives and whole * (1 - down) is used.
void OutageModel::use_stocks() {
    const Operators& operators = cascade_.operators();
    for (Firm i = 0; i < operators.firm_count(); ++i) {
        for (std::uint32_t g = operators.group_of_buyer[i]; g < operators.group_of_buyer[i + 1]; ++g) {
            if (target_[g] == 0) continue;
            const double after = stock_[g] + whole_[g] * down_[i] - group_loss(g);
            stock_[g] = std::clamp(after, 0.0, target_[g]);
        }
    }
}

Result<OutageCourse> OutageModel::run(std::span<const Outage> outages, const StockDays& stocks, const OutageRules& rules) {
    TRY(check(outages, stocks, rules));
    const Operators& operators = cascade_.operators();
    const Firm firms = operators.firm_count();
    target_.resize(operators.group_sector.size());
    for (std::size_t g = 0; g < target_.size(); ++g) {
        const std::uint32_t sector = operators.group_sector[g];
        const bool is_other = sector == kNonEssentialGroup || stocks.by_sector.empty();
        target_[g] = whole_[g] * (is_other ? stocks.otherwise : stocks.by_sector[sector]);
    }
    stock_ = target_;
    for (auto* column : {&closed_, &down_, &up_, &missing_}) column->assign(firms, 0);
    available_.assign(operators.market_count(), 0);

    OutageCourse course;
    course.stopped_on.assign(firms, 0);
    course.firm_lost_days.assign(firms, 0);
    std::vector<double> closed_before;
    double static_total = 0;
    const bool has_stocks = std::any_of(target_.begin(), target_.end(), [](double target) { return target > 0; });
    for (std::uint32_t day = 1; day <= rules.days; ++day) {
        std::fill(closed_.begin(), closed_.end(), 0.0);
        for (const Outage& outage : outages) {
            double& closed = closed_[operators.number_of[outage.firm]];
            closed = std::max(closed, outage.lost_on(day));
        }
        const bool is_as_before = closed_ == closed_before;
        if (!is_as_before) {
            course.has_settled &= settle_sales(rules, closed_before);
            if (has_stocks) {
                course.has_settled &= settle_deliveries(rules, Stocks::None);
                static_total = loss_now().total;
            }
            closed_before = closed_;
        }
        course.has_settled &= settle_deliveries(rules, Stocks::Held);
        DayLoss loss = loss_now();
        loss.static_total = has_stocks ? static_total : loss.total;
        for (Firm i = 0; i < firms; ++i) {
            const Firm firm = operators.firm_at[i];
            course.firm_lost_days[firm] += std::max(down_[i], up_[i]);
            const bool could_work = 1 - closed_[i] > rules.stopped_below;
            if (course.stopped_on[firm] == 0 && could_work && 1 - down_[i] <= rules.stopped_below) course.stopped_on[firm] = day;
        }
        course.days.push_back(loss);
        course.lost_days += loss.total;
        use_stocks();
    }
    return course;
}

} // namespace hoshirube::graph
