#pragma once

#include "graph/cascade.h"
#include "graph/cascade_state.h"
#include "graph/large_pages.h"
#include "graph/operators.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace hoshirube::graph {

// One scenario at a time, pushing only what changed: exact, and fast while few firms are touched.
//
// Every update adds to sums that only grow (losses never shrink during a cascade), so a firm's new loss is
// the largest sum seen so far and nothing else needs to be looked at. All state is undone through lists of
// what was touched; no pass over the firms ever happens.
class Frontier {
public:
    enum class Ending : std::uint8_t { Settled, HandedOver };

    Frontier(const Operators& operators, const CascadeRules& rules);

    // Runs from rest. HandedOver: the next update would push more than `budget` links, it was not begun. `updated`, where given, is
    // called after every update.
    Ending follow(std::span<const Shock> shocks, std::uint64_t budget, const std::function<void()>& updated = {});

    Impact impact() const; // Of the present state.
    double lost_output(Firm firm) const { return cells_[firm].down; }
    CascadeState state() const; // The present state.
    void reset();               // Back to rest; must follow every `follow`.

private:
    // What the cascade needs of a firm, in one cache line. Sums may pass 1; losses do not.
    struct alignas(64) Cell {
        double up, up_sum;
        double down, down_best; // down_best: largest sum over its input groups.
        double missing;         // Replaceability times loss, as pushed so far.
        double size, weight;
        std::uint32_t market;
        std::uint32_t flags;
    };

    void begin(std::span<const Shock> shocks);
    std::uint64_t links_ahead() const { return up_links_ + active_links_; }
    double update(); // Largest loss added to any firm.
    void refresh_markets();
    double available(std::uint32_t market) const;
    void push_missing();
    void push_lost_sales();
    double settle_buyers();
    double settle_suppliers();
    void list(Firm firm, Cell& cell);
    void lose_output(Firm firm, Cell& cell, double lost);
    void lose_sales(Firm firm, Cell& cell, double lost);

    const Operators& operators_;
    const CascadeRules rules_;
    LargeArray<Cell> cells_;
    LargeArray<double> group_loss_;
    LargeVector<double> market_lost_, market_available_;
    std::vector<char> market_touched_, market_stale_;
    std::vector<std::uint32_t> touched_markets_, stale_markets_;
    std::vector<Firm> listed_;             // Firms with any state.
    std::vector<Firm> active_;             // Firms with a loss whose deliveries matter to someone.
    std::vector<Firm> buyers_, suppliers_; // Touched in this update.
    struct Change {
        Firm firm;
        double more;
    };
    std::vector<Change> changes_, next_changes_; // Upstream losses not pushed yet.
    std::uint64_t up_links_ = 0, next_up_links_ = 0, active_links_ = 0;
    std::uint32_t iterations_ = 0;
};

} // namespace hoshirube::graph
