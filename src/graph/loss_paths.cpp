#include "graph/loss_paths.h"

#include "graph/operators.h"

#include <algorithm>

namespace hoshirube::graph {

using Channel = LossPath::Channel;

LossPaths::LossPaths(const Cascade& cascade, std::span<const Shock> shocks, std::span<const FirmLoss> losses)
    : cascade_(cascade), is_touched_(cascade.operators().firm_count()),
      available_(cascade.operators().market_size.begin(), cascade.operators().market_size.end()) {
    const Operators& operators = cascade.operators();
    for (const FirmLoss& loss : losses) {
        const Firm firm = operators.number_of[loss.firm];
        is_touched_[firm] = true;
        available_[operators.market[firm]] -= operators.size[firm] * loss.down;
    }
    for (const Shock& shock : shocks) {
        const Firm firm = operators.number_of[shock.firm];
        if (shock.down > 0) down_.waiting.push({shock.down, firm, firm});
        if (shock.up > 0) up_.waiting.push({shock.up, firm, firm});
    }
}

// Hands each firm that hears from `from` to `reach`, with the share of the loss that the link passes on.
template <class Reach>
void LossPaths::spread(Channel channel, Firm from, Reach reach) const {
    const Operators& operators = cascade_.operators();
    if (channel == Channel::Up) {
        for (std::uint64_t x = operators.order_start[from]; x < operators.order_start[from + 1]; ++x)
            reach(operators.order_supplier[x], operators.order_share[x]);
        return;
    }
    const double left = available_[operators.market[from]], size = operators.size[from];
    const double sigma = left > size ? size / left : 1;
    for (std::uint64_t x = operators.delivery_start[from]; x < operators.delivery_start[from + 1]; ++x)
        reach(operators.delivery_buyer[x], operators.delivery_share[x] * sigma);
}

void LossPaths::grow_until(Search& search, Channel channel, Firm target) const {
    while (!search.tree.contains(target) && !search.waiting.empty()) {
        const Waiting next = search.waiting.top();
        search.waiting.pop();
        if (!search.tree.emplace(next.firm, Reached{next.strength, next.from}).second) continue;
        spread(channel, next.firm, [&](Firm to, double share) {
            if (share > 0 && is_touched_[to] && !search.tree.contains(to))
                search.waiting.push({next.strength * share, to, next.firm});
        });
    }
}

LossPath LossPaths::to(const FirmLoss& loss) {
    const Operators& operators = cascade_.operators();
    LossPath path{loss.down >= loss.up ? Channel::Down : Channel::Up, {}};
    Search& search = path.channel == Channel::Down ? down_ : up_;
    const Firm target = operators.number_of[loss.firm];
    grow_until(search, path.channel, target);
    for (auto at = search.tree.find(target); at != search.tree.end(); at = search.tree.find(at->second.from)) {
        path.steps.push_back({operators.firm_at[at->first], at->second.strength});
        if (at->second.from == at->first) break;
    }
    std::reverse(path.steps.begin(), path.steps.end());
    if (path.steps.size() < 2) path.steps.clear();
    return path;
}

} // namespace hoshirube::graph
