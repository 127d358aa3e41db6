#pragma once

// Networks for tests: small random ones, and changes that must not change any result.

#include "graph/essentiality.h"
#include "graph/network.h"
#include "support/random.h"

#include <string>
#include <utility>
#include <vector>

namespace hoshirube::graph::samples {

struct Sample {
    FirmTable firms;
    std::vector<Link> links;
    std::vector<Role> roles;

    Network network() const {
        auto built = Network::build(firms, links);
        CHECK(built);
        return std::move(*built);
    }
    Essentiality essentiality() const {
        auto built = Essentiality::build(firms.sector_name, roles);
        CHECK(built);
        return std::move(*built);
    }
};

inline double unit(test::Random& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

// Firms named "0", "1", …; roles 40 % essential, 30 % non-essential.
inline Sample random_sample(test::Random& random, Firm firms, std::size_t links, std::uint32_t sectors) {
    Sample sample;
    for (std::uint32_t k = 0; k < sectors; ++k) sample.firms.sector_name.push_back("s" + std::to_string(k));
    for (Firm i = 0; i < firms; ++i) {
        sample.firms.id.push_back(std::to_string(i));
        sample.firms.sector.push_back(test::below(random, sectors));
    }
    for (std::size_t k = 0; k < links; ++k) {
        const Firm supplier = test::below(random, firms), buyer = test::below(random, firms);
        sample.links.push_back({supplier, buyer, 1 + 99 * unit(random)});
    }
    for (std::uint32_t k = 0; k < sectors * sectors; ++k) {
        const double draw = unit(random);
        sample.roles.push_back(draw < 0.4 ? Role::Essential : draw < 0.7 ? Role::NonEssential : Role::None);
    }
    return sample;
}

// Adds what most tests also want to vary: final demand, outside costs, weights, separate markets.
inline void add_figures(test::Random& random, Sample& sample) {
    const Network plain = sample.network();
    for (std::uint32_t k = 0; k < 3; ++k) sample.firms.market_name.push_back("m" + std::to_string(k));
    for (Firm i = 0; i < plain.firm_count(); ++i) {
        sample.firms.revenue.push_back(plain.sales_total(i) * (1 + unit(random)) + 1);
        sample.firms.cost.push_back(plain.purchase_total(i) * (0.8 + unit(random)) + 1);
        sample.firms.weight.push_back(unit(random) + 0.1);
        sample.firms.market.push_back(test::below(random, 3));
    }
}

} // namespace hoshirube::graph::samples
