#include "graph/noise.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace hoshirube::graph {
namespace {

double unit(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

// Box and Muller: the library's own is not the same everywhere.
double normal(std::mt19937_64& random) {
    const double radius = std::sqrt(-2 * std::log(1 - unit(random)));
    return radius * std::cos(6.283185307179586 * unit(random));
}

bool is_good(const NoiseRules& rules) {
    const auto is_within = [](double value, double most) { return value >= 0 && value <= most; };
    return is_within(rules.age_months, 1e6) && rules.half_life_months > 0 && std::isfinite(rules.half_life_months) &&
           is_within(rules.missing_share, 10) && is_within(rules.weight_spread, 10);
}

// Firms that buy anything, by sector: those among whom a new buyer is looked for.
struct Buyers {
    std::vector<std::uint64_t> start;
    std::vector<Firm> firm;

    explicit Buyers(const Network& network) {
        const auto& sector = network.table().sector;
        start.assign(network.table().sector_name.size() + 1, 0);
        const auto buys = [&](Firm i) { return network.purchase_total(i) > 0; };
        for (Firm i = 0; i < network.firm_count(); ++i) start[sector[i] + 1] += buys(i);
        for (std::size_t k = 0; k + 1 < start.size(); ++k) start[k + 1] += start[k];
        firm.resize(start.back());
        auto next = start;
        for (Firm i = 0; i < network.firm_count(); ++i)
            if (buys(i)) firm[next[sector[i]]++] = i;
    }
    Firm like(const Network& network, Firm buyer, std::mt19937_64& random) const {
        const std::uint32_t sector = network.table().sector[buyer];
        return firm[start[sector] + random() % (start[sector + 1] - start[sector])];
    }
};

} // namespace

Result<Network> noisy_network(const Network& network, const NoiseRules& rules, std::uint64_t seed) {
    if (!is_good(rules)) return invalid("noise.rules_invalid", "noise");
    std::mt19937_64 random(seed);
    const Buyers buyers(network);
    const double survives = std::exp2(-rules.age_months / rules.half_life_months);
    std::vector<Link> links;
    links.reserve(network.link_count());
    for (Firm supplier = 0; supplier < network.firm_count(); ++supplier) {
        const auto row = network.buyers(supplier);
        const auto sales = network.sales(supplier);
        for (std::size_t x = 0; x < row.size(); ++x) {
            // Each link takes the same number of draws whatever happens to it: worlds of one seed stay comparable.
            const bool stays = unit(random) < survives;
            const Firm other = buyers.like(network, row[x], random);
            const double factor = std::exp(rules.weight_spread * normal(random));
            links.push_back({supplier, stays ? row[x] : other, sales[x] * factor});
        }
    }
    const std::size_t known = links.size();
    std::vector<double> weights = network.rows().sales;
    std::sort(weights.begin(), weights.end());
    const auto missing = static_cast<std::size_t>(rules.missing_share * static_cast<double>(known));
    for (std::size_t m = 0; m < missing && known > 0; ++m) {
        const Link like = links[random() % known];
        const double weight = weights[random() % ((weights.size() + 1) / 2)];
        links.push_back({like.supplier, buyers.like(network, like.buyer, random), weight});
    }
    FirmTable table = network.table();
    // A world may sell or buy more than the figures of the books say; then the books are taken to lag behind.
    std::vector<double> sold(table.id.size(), 0), bought(table.id.size(), 0);
    for (const Link& link : links) {
        sold[link.supplier] += link.weight;
        bought[link.buyer] += link.weight;
    }
    for (std::size_t i = 0; i < table.revenue.size(); ++i) table.revenue[i] = std::max(table.revenue[i], sold[i]); // NaN stays.
    for (std::size_t i = 0; i < table.cost.size(); ++i) table.cost[i] = std::max(table.cost[i], bought[i]);
    return Network::build(std::move(table), std::move(links));
}

} // namespace hoshirube::graph
