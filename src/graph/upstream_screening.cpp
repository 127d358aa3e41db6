#include "graph/upstream_screening.h"

#include "graph/operators.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hoshirube::graph {
namespace {

constexpr std::uint32_t kSweepsBetweenChecks = 8;

// Two right-hand sides in one sweep: the weights, and the same small amount for everyone, which turns what is
// left of the first into a bound.
struct Pair {
    double value, cover;
};

// Over all suppliers of `buyer`: share of the supplier's revenue times the supplier's pair.
Pair pulled(const Operators& operators, const std::vector<Pair>& pairs, Firm buyer) {
    const Firm* supplier = operators.order_supplier.data();
    const double* share = operators.order_share.data();
    const Pair* of = pairs.data();
    Pair sum{0, 0};
    for (std::uint64_t x = operators.order_start[buyer]; x < operators.order_start[buyer + 1]; ++x) {
        sum.value += share[x] * of[supplier[x]].value;
        sum.cover += share[x] * of[supplier[x]].cover;
    }
    return sum;
}

struct Solution {
    std::vector<Pair> pairs; // The exact solution lies within [value, value + left * cover].
    double left = std::numeric_limits<double>::infinity();
    std::uint32_t sweeps = 0;
    bool has_settled = false;
};

// The least `left` for which value + left * cover is proven to lie above the solution: I - L has an inverse
// without negative entries, so it is enough that no entry of the residual is positive.
double proven_left(const Operators& operators, const std::vector<Pair>& pairs) {
    double left = 0;
    for (Firm j = 0; j < pairs.size(); ++j) {
        const Pair sum = pulled(operators, pairs, j);
        const double missing = operators.weight[j] + sum.value - pairs[j].value;
        const double covered = pairs[j].cover - sum.cover;
        if (!(covered > 0)) return std::numeric_limits<double>::infinity();
        left = std::max(left, missing / covered);
    }
    return left;
}

// Gauss-Seidel from 0 for y = w + y L: every sweep stays below the solution.
Solution solve(const Operators& operators, const ScreeningRules& rules) {
    const double amount = 1.0 / operators.firm_count();
    Solution solution{std::vector<Pair>(operators.firm_count(), Pair{0, 0})};
    while (solution.sweeps < rules.most_sweeps) {
        ++solution.sweeps;
        double largest_cover = 0;
        for (Firm j = 0; j < solution.pairs.size(); ++j) {
            const Pair sum = pulled(operators, solution.pairs, j);
            solution.pairs[j] = {operators.weight[j] + sum.value, amount + sum.cover};
            largest_cover = std::max(largest_cover, solution.pairs[j].cover);
        }
        if (!std::isfinite(largest_cover)) return solution;
        if (solution.sweeps % kSweepsBetweenChecks != 0) continue;
        solution.left = proven_left(operators, solution.pairs);
        if (!(solution.left * largest_cover <= rules.tolerance)) continue;
        solution.has_settled = true;
        return solution;
    }
    return solution;
}

// Chance that a walk from `firm` along sales is back after one or two steps (`least`), and a bound on the
// chance that it ever comes back (`most`): it must first survive its second step.
struct Returns {
    double least, most;
};
Returns returns_of(const Operators& operators, Firm firm, const std::vector<double>& survival) {
    Returns returns{0, 0};
    for (std::uint64_t x = operators.sale_start[firm]; x < operators.sale_start[firm + 1]; ++x) {
        const Firm buyer = operators.sale_buyer[x];
        const double step = operators.sale_share[x];
        if (buyer == firm) {
            returns.least += step;
            returns.most += step;
            continue;
        }
        returns.most += step * survival[buyer];
        const Firm* begin = operators.sale_buyer.data() + operators.sale_start[buyer];
        const Firm* end = operators.sale_buyer.data() + operators.sale_start[buyer + 1];
        const Firm* back = std::lower_bound(begin, end, firm); // Buyers ascend within a row.
        if (back != end && *back == firm)
            returns.least += step * operators.sale_share[static_cast<std::size_t>(back - operators.sale_buyer.data())];
    }
    return returns;
}

} // namespace

UpstreamScreening screen_upstream(const Cascade& cascade, const ScreeningRules& rules) {
    const Operators& operators = cascade.operators();
    const Firm firms = operators.firm_count();
    std::vector<double> survival(firms, 0);
    bool is_a_walk = true; // Nobody sells more than its revenue: losses never need to be cut at 1.
    for (Firm i = 0; i < firms; ++i) {
        for (std::uint64_t x = operators.sale_start[i]; x < operators.sale_start[i + 1]; ++x)
            survival[i] += operators.sale_share[x];
        is_a_walk = is_a_walk && survival[i] <= 1 + 1e-9;
        survival[i] = std::min(1.0, survival[i]);
    }
    const Solution solution = solve(operators, rules);

    UpstreamScreening screening;
    screening.lower.resize(firms);
    screening.upper.assign(firms, 1);
    screening.sweeps = solution.sweeps;
    screening.has_settled = solution.has_settled;
    for (Firm k = 0; k < firms; ++k) {
        // One step of the cascade is a lower bound in any case.
        double lower = operators.weight[k];
        for (std::uint64_t x = operators.order_start[k]; x < operators.order_start[k + 1]; ++x)
            if (operators.order_supplier[x] != k)
                lower += operators.weight[operators.order_supplier[x]] * std::min(1.0, operators.order_share[x]);
        const Firm firm = operators.firm_at[k];
        const Pair& pair = solution.pairs[k];
        if (is_a_walk) {
            const Returns returns = returns_of(operators, k, survival);
            lower = std::max(lower, pair.value * (1 - returns.most));
            if (solution.has_settled)
                screening.upper[firm] = std::min(1.0, (pair.value + solution.left * pair.cover) * (1 - returns.least));
        } else if (solution.has_settled) {
            screening.upper[firm] = std::min(1.0, pair.value + solution.left * pair.cover);
        }
        screening.lower[firm] = lower;
    }
    return screening;
}

} // namespace hoshirube::graph
