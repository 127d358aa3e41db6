#include "graph/network_samples.h"
#include "graph/noise.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>

namespace hoshirube::graph {
namespace {

using samples::random_sample;
using test::Random;

double sales_of(const Network& network) {
    double sum = 0;
    for (Firm i = 0; i < network.firm_count(); ++i) sum += network.sales_total(i);
    return sum;
}

TEST(Noise, OfNothingLeavesTheNetworkAsItIs) {
    Random random(1);
    auto sample = random_sample(random, 40, 200, 5);
    add_figures(random, sample);
    const auto network = sample.network();
    const auto world = noisy_network(network, {}, 9);
    ASSERT_TRUE(world);
    EXPECT_EQ(world->rows().buyer, network.rows().buyer);
    EXPECT_EQ(world->rows().sales, network.rows().sales);
}

TEST(Noise, GivesTheSameWorldForTheSameSeedAndAnotherForAnother) {
    Random random(2);
    const auto network = random_sample(random, 60, 300, 6).network();
    const NoiseRules rules{.age_months = 13, .missing_share = 0.2, .weight_spread = 0.3};
    const auto one = noisy_network(network, rules, 1), same = noisy_network(network, rules, 1),
               other = noisy_network(network, rules, 2);
    EXPECT_EQ(one->rows().sales, same->rows().sales);
    EXPECT_NE(one->rows().sales, other->rows().sales);
}

TEST(Noise, OfAgeReplacesAboutHalfTheLinksInOneHalfLifeAndKeepsWhoSellsHowMuchToWhichSector) {
    Random random(3);
    const auto network = random_sample(random, 400, 4000, 4).network();
    const auto world = noisy_network(network, {.age_months = 13}, 5);
    ASSERT_TRUE(world);
    std::size_t kept = 0;
    for (Firm i = 0; i < network.firm_count(); ++i) {
        EXPECT_NEAR(world->sales_total(i), network.sales_total(i), 1e-9 * network.sales_total(i));
        for (const Firm buyer : network.buyers(i)) {
            const auto row = world->buyers(i);
            kept += std::binary_search(row.begin(), row.end(), buyer);
        }
        std::vector<double> before(4, 0), after(4, 0);
        for (std::size_t x = 0; x < network.buyers(i).size(); ++x)
            before[network.table().sector[network.buyers(i)[x]]] += network.sales(i)[x];
        for (std::size_t x = 0; x < world->buyers(i).size(); ++x)
            after[world->table().sector[world->buyers(i)[x]]] += world->sales(i)[x];
        for (int k = 0; k < 4; ++k) EXPECT_NEAR(before[k], after[k], 1e-9 * (1 + before[k]));
    }
    EXPECT_NEAR(static_cast<double>(kept) / static_cast<double>(network.link_count()), 0.5, 0.05); // A few come back by chance.
}

TEST(Noise, OfMissingLinksAddsSmallOnes) {
    Random random(4);
    const auto network = random_sample(random, 300, 3000, 4).network();
    const auto world = noisy_network(network, {.missing_share = 0.5}, 5);
    EXPECT_GT(world->link_count(), network.link_count() * 13 / 10);
    const double added = sales_of(*world) / sales_of(network) - 1;
    EXPECT_GT(added, 0.05);
    EXPECT_LT(added, 0.35) << "half as many links, from the lower half of the weights";
}

TEST(Noise, RefusesWhatIsNoRule) {
    Random random(5);
    const auto network = random_sample(random, 10, 30, 2).network();
    for (const NoiseRules& rules :
         {NoiseRules{.age_months = -1}, NoiseRules{.half_life_months = 0}, NoiseRules{.missing_share = 11},
          NoiseRules{.weight_spread = std::numeric_limits<double>::quiet_NaN()}})
        EXPECT_EQ(noisy_network(network, rules, 1).error().key, "noise.rules_invalid");
}

} // namespace
} // namespace hoshirube::graph
