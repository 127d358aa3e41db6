#pragma once

#include "base/result.h"
#include "graph/cascade.h"
#include "graph/network.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hoshirube::graph {

// One firm's lost capacity over time: `lost` for `full_days` days, then falling evenly to nothing within
// `recovery_days` more.
struct Outage {
    Firm firm;
    double lost = 1;
    std::uint32_t full_days = 1;
    std::uint32_t recovery_days = 0;

    double lost_on(std::uint32_t day) const; // Days count from 1.
};

// How long buyers can go on without deliveries, in days of normal use.
struct StockDays {
    std::vector<double> by_sector; // Essential inputs, by supplier sector of the network. Empty: `otherwise` for all.
    double otherwise = 0;          // Everything else.
};

struct OutageRules {
    std::uint32_t days = 30;
    double eps = 1e-6; // A channel settles within a day with the first sweep that lowers no firm's output by more.
    Substitution substitution = Substitution::WithinMarket;
    double stopped_below = 0.1; // A firm has stopped when it makes at most this share of its normal output.
};

struct DayLoss {
    double total, down, up; // Shares of the whole weight lost on that day, as Impact.
    double static_total;    // What the static cascade would lose by the day's capacities: the upper bound of `total`.
};

struct OutageCourse {
    std::vector<DayLoss> days;
    bool has_settled = true; // On every day. Where not, a day may lose more than is said.
    double lost_days = 0;    // Sum of `total`: days of the whole network's output.
    // By firm: the first day on which it stopped for want of inputs and not by its own outage; 0 never.
    std::vector<std::uint32_t> stopped_on;
    std::vector<double> firm_lost_days; // By firm: days of its own output lost, larger channel of each day.
};

// Cascades in days, with stocks: what the static ESRI leaves out of a short outage.
//
// Each day output is the largest that capacity, stock and the day's deliveries allow together (deliveries
// arrive on the day they are made; a lead time is a stock). Deliveries that are not used fill the stock up to
// its target. Orders follow output on the same day. With no stock and lasting outages every day equals the
// static cascade; with stocks no day ever loses more: the static value is the upper bound.
//
// Errors   Invalid `outage.firm_unknown`, `outage.share_invalid`, `outage.stock_invalid`,
// `outage.days_invalid`.
// Cost     O(links) a sweep. What is sold less depends on the closed firms alone, and the static bound with it: both are found anew only on
//          days that close others than the day before. 24 bytes an input group and 60 a firm.
// Threads  one call at a time.
// Source   docs/analytics.md#days
class OutageModel {
public:
    // Both must outlive the model; `cascade` must be of `network`.
    OutageModel(const Network& network, const Cascade& cascade);
    Result<OutageCourse> run(std::span<const Outage> outages, const StockDays& stocks, const OutageRules& rules);

private:
    Result<Done> check(std::span<const Outage> outages, const StockDays& stocks, const OutageRules& rules) const;
    enum class Stocks : std::uint8_t { None, Held };
    std::uint32_t most_sweeps() const;
    bool settle_deliveries(const OutageRules& rules, Stocks stocks);
    bool settle_sales(const OutageRules& rules, const std::vector<double>& closed_before);
    DayLoss loss_now() const;
    void find_missing(Substitution substitution);
    double settle_outputs(Stocks stocks);
    double settle_orders();
    double shortage(Firm buyer, Stocks stocks) const;
    void use_stocks();
    double group_loss(std::uint32_t group) const;

    const Network& network_;
    const Cascade& cascade_;
    std::vector<double> whole_, stock_,
        target_; // By input group, in shares of one day's output: what missing all of
                 // it costs, what the stock makes up for, and that when full.
    std::vector<double> closed_, down_, up_, missing_, available_;
};

} // namespace hoshirube::graph
