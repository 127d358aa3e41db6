#pragma once

#include "graph/cascade.h"
#include "graph/operators.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace hoshirube::graph {

// Follows, update by update, how far the losses of one F32 lane can be from the exact ones.
//
// All sums are of non-negative terms, so a relative error never grows by adding, and each update adds a fixed
// number of roundings. The exception is what is left of a market, a difference: its error is carried exactly
// and set against what is left. Losses below 1e-38, which single precision drops, are not counted.
//
// Source   docs/analytics.md#ranking-grade
class RankingBound {
public:
    explicit RankingBound(const Operators& operators);

    void begin(std::span<const Shock> shocks);

    // Before an update that uses `available` (one entry a market, `stride` apart).
    void before_update(const double* available, std::size_t stride);

    // After it: is the comparison of `change` with `eps` certain?
    void after_update(double change, double eps);

    // Largest distance of a computed share of output from the exact one, given that share.
    double error_of(double share) const;
    bool is_proven(double share) const { return is_certain_ && error_of(share) <= kRankingBound; }

private:
    const Operators& operators_;
    std::vector<double> least_seller_; // By market: smallest sales of a firm whose deliveries matter.
    std::vector<double> closed_;       // By market: sales of firms closed from the start. Their loss is exactly 1.
    std::vector<std::uint32_t> closed_markets_;
    double drift_ = 0; // Largest relative error of any loss.
    bool is_certain_ = true;
};

} // namespace hoshirube::graph
