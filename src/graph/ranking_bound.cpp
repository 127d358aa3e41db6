#include "graph/ranking_bound.h"

#include "graph/batch_kernel.h"

#include <algorithm>
#include <limits>

namespace hoshirube::graph {
namespace {

constexpr double kUnit = 5.9604644775390625e-8; // 2^-24: half a unit in the last place of single precision.

// Roundings that one update adds to a loss: size, available, quotient and product of the replaceability;
// share and product of a link; the additions of one run; back from double. A few more stand for second-order
// terms.
constexpr double kRoundingsPerUpdate = 4 + 2 + static_cast<double>(kF32Run) + 1 + 3;

} // namespace

RankingBound::RankingBound(const Operators& operators)
    : operators_(operators), least_seller_(operators.market_count(), std::numeric_limits<double>::infinity()),
      closed_(operators.market_count(), 0) {
    for (Firm i = 0; i < operators.firm_count(); ++i) {
        if (operators.delivery_start[i] == operators.delivery_start[i + 1]) continue;
        double& least = least_seller_[operators.market[i]];
        least = std::min(least, operators.size[i]);
    }
}

void RankingBound::begin(std::span<const Shock> shocks) {
    for (std::uint32_t market : closed_markets_) closed_[market] = 0;
    closed_markets_.clear();
    for (const Shock& shock : shocks) {
        if (shock.down < 1) continue;
        const std::uint32_t market = operators_.market[shock.firm];
        closed_[market] += operators_.size[shock.firm];
        closed_markets_.push_back(market);
    }
    drift_ = kUnit;
    is_certain_ = true;
}

void RankingBound::before_update(const double* available, std::size_t stride) {
    double worst = 0; // Relative error of the replaceability.
    for (std::uint32_t market = 0; market < operators_.market_count(); ++market) {
        const double left = available[market * stride];
        const double inexact = operators_.market_size[market] - closed_[market] - left;
        const double error = drift_ / (1 - drift_) * std::max(0.0, inexact);
        if (error == 0 || least_seller_[market] >= left + error) continue; // Replaceability is 1 either way.
        if (error >= left / 2) {
            is_certain_ = false;
            return;
        }
        worst = std::max(worst, error / (left - error));
    }
    drift_ = (1 + drift_) * (1 + worst) * (1 + kRoundingsPerUpdate * kUnit) - 1;
    if (drift_ > 0.1) is_certain_ = false;
}

void RankingBound::after_update(double change, double eps) {
    const double margin = 2 * drift_ / (1 - drift_) + 2 * kUnit;
    if (change > eps - margin && change < eps + margin) is_certain_ = false;
}

double RankingBound::error_of(double share) const { return drift_ / (1 - drift_) * share; }

} // namespace hoshirube::graph
