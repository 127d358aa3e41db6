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
    for (Search* search : {&down_, &up_}) {
        search->strength.resize(operators.firm_count());
        search->from.resize(operators.firm_count());
        search->is_settled.resize(operators.firm_count());
    }
    for (const Shock& shock : shocks) {
        const Firm firm = operators.number_of[shock.firm];
        reach(down_, firm, firm, shock.down);
        reach(up_, firm, firm, shock.up);
    }
}

void LossPaths::reach(Search& search, Firm firm, Firm from, double strength) const {
    if (!(strength > search.strength[firm]) || !is_touched_[firm]) return;
    search.strength[firm] = strength;
    search.from[firm] = from;
    search.waiting.push({strength, firm});
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
    while (!search.is_settled[target] && !search.waiting.empty()) {
        const Waiting next = search.waiting.top();
        search.waiting.pop();
        if (search.is_settled[next.firm]) continue;
        search.is_settled[next.firm] = true;
        spread(channel, next.firm, [&](Firm to, double share) { reach(search, to, next.firm, next.strength * share); });
    }
}

LossPath LossPaths::to(const FirmLoss& loss) {
    const Operators& operators = cascade_.operators();
    LossPath path{loss.down >= loss.up ? Channel::Down : Channel::Up, {}};
    Search& search = path.channel == Channel::Down ? down_ : up_;
    Firm at = operators.number_of[loss.firm];
    grow_until(search, path.channel, at);
    if (!search.is_settled[at]) return path;
    for (;; at = search.from[at]) {
        path.steps.push_back({operators.firm_at[at], search.strength[at]});
        if (search.from[at] == at) break;
    }
    std::reverse(path.steps.begin(), path.steps.end());
    if (path.steps.size() < 2) path.steps.clear();
    return path;
}

} // namespace hoshirube::graph
