#include "graph/loss_paths.h"

#include "graph/operators.h"

#include <algorithm>
#include <queue>

namespace hoshirube::graph {

template <class Spread>
LossPaths::Tree LossPaths::grow(std::span<const Shock> shocks, double Shock::*channel, Spread spread) const {
    const Operators& operators = cascade_.operators();
    struct Waiting {
        double strength;
        Firm firm, from;
        // Equal strengths: the lower number first, so that the answer does not depend on the order of shocks.
        bool operator<(const Waiting& other) const {
            return strength != other.strength ? strength < other.strength : firm > other.firm;
        }
    };
    std::priority_queue<Waiting> waiting;
    for (const Shock& shock : shocks) {
        const Firm firm = operators.number_of[shock.firm];
        if (shock.*channel > 0) waiting.push({shock.*channel, firm, firm});
    }
    Tree tree;
    while (!waiting.empty()) {
        const Waiting next = waiting.top();
        waiting.pop();
        if (!tree.emplace(next.firm, Reached{next.strength, next.from}).second) continue;
        spread(next.firm, [&](Firm to, double share) {
            if (share > 0 && loss_.contains(to) && !tree.contains(to)) waiting.push({next.strength * share, to, next.firm});
        });
    }
    return tree;
}

LossPaths::LossPaths(const Cascade& cascade, std::span<const Shock> shocks, std::span<const FirmLoss> losses)
    : cascade_(cascade) {
    const Operators& operators = cascade.operators();
    std::vector<double> available(operators.market_size.begin(), operators.market_size.end());
    for (const FirmLoss& loss : losses) {
        const Firm firm = operators.number_of[loss.firm];
        loss_.emplace(firm, loss);
        available[operators.market[firm]] -= operators.size[firm] * loss.down;
    }
    down_ = grow(shocks, &Shock::down, [&](Firm supplier, const auto& reach) {
        const double left = available[operators.market[supplier]], size = operators.size[supplier];
        const double sigma = left > size ? size / left : 1;
        for (std::uint64_t x = operators.delivery_start[supplier]; x < operators.delivery_start[supplier + 1]; ++x)
            reach(operators.delivery_buyer[x], operators.delivery_share[x] * sigma);
    });
    up_ = grow(shocks, &Shock::up, [&](Firm buyer, const auto& reach) {
        for (std::uint64_t x = operators.order_start[buyer]; x < operators.order_start[buyer + 1]; ++x)
            reach(operators.order_supplier[x], operators.order_share[x]);
    });
}

LossPath LossPaths::to(Firm firm) const {
    const Operators& operators = cascade_.operators();
    const Firm target = operators.number_of[firm];
    LossPath path{LossPath::Channel::Down, {}};
    const auto found = loss_.find(target);
    if (found == loss_.end()) return path;
    path.channel = found->second.down >= found->second.up ? LossPath::Channel::Down : LossPath::Channel::Up;
    const Tree& tree = path.channel == LossPath::Channel::Down ? down_ : up_;
    for (auto at = tree.find(target); at != tree.end(); at = tree.find(at->second.from)) {
        path.steps.push_back({operators.firm_at[at->first], at->second.strength});
        if (at->second.from == at->first) break;
    }
    std::reverse(path.steps.begin(), path.steps.end());
    if (path.steps.size() < 2) path.steps.clear();
    return path;
}

} // namespace hoshirube::graph
