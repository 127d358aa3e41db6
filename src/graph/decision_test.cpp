#include "graph/decision.h"
#include "graph/network_samples.h"

#include <cmath>
#include <gtest/gtest.h>

namespace hoshirube::graph {
namespace {

using samples::Sample;

// 0 and 1 make the same essential part for 2; 3 makes another one; 2 sells to 4.
Sample two_part_makers() {
    Sample sample;
    sample.firms.id = {"0", "1", "2", "3", "4"};
    sample.firms.sector = {0, 0, 1, 2, 3};
    sample.firms.sector_name = {"part", "car", "chip", "trade"};
    sample.roles.assign(16, Role::None);
    sample.roles[0 * 4 + 1] = sample.roles[2 * 4 + 1] = Role::Essential;
    sample.links = {{0, 2, 15}, {1, 2, 5}, {3, 2, 1}, {2, 4, 50}};
    return sample;
}

TEST(ExpectedLoss, IsStopsTimesDaysTimesShareAtRisk) {
    const auto loss = expected_loss(
        {.firm = 0, .stops_now = {0.1, 0.2, 0.4}, .stops_raised = {0.05, 0.05, 0.1}, .outage_days = 36.5, .esri = 0.5});
    EXPECT_DOUBLE_EQ(loss.now.middle, 0.01);
    EXPECT_DOUBLE_EQ(loss.avoided.middle, 0.0075);
    EXPECT_DOUBLE_EQ(loss.avoided.least, 0.0025);
    EXPECT_DOUBLE_EQ(loss.avoided.most, 0.015);
}

TEST(MarginalCurve, ByAvoidedLossLeadsTheOneBySizeAtEveryLength) {
    const Network network = two_part_makers().network();
    std::vector<Candidate> candidates;
    for (Firm i = 0; i < 5; ++i) candidates.push_back({i, {0.1, 0.2, 0.3}, {0.1, 0.1, 0.1}, 7, i == 3 ? 0.6 : 0.1, 1});
    const auto best = marginal_curve(network, candidates, RankBy::AvoidedPerCost);
    const auto by_size = marginal_curve(network, candidates, RankBy::Size);
    ASSERT_TRUE(best && by_size);
    EXPECT_EQ((*best)[0].firm, 3u);
    EXPECT_EQ((*by_size)[0].firm, 2u);
    for (std::size_t k = 0; k < 5; ++k) EXPECT_GE((*best)[k].avoided.middle, (*by_size)[k].avoided.middle - 1e-15);
    EXPECT_NEAR(best->back().avoided.middle, by_size->back().avoided.middle, 1e-15);
    candidates[1].stops_now = {0.5, 0.2, 0.3};
    EXPECT_EQ(marginal_curve(network, candidates, RankBy::Size).error().key, "decision.range_invalid");
}

TEST(CommonCauseLoss, FallsWhenFirmsAreRaisedAndShowsThatJointStopsDoNotAddUp) {
    const Sample sample = two_part_makers();
    const Network network = sample.network();
    const auto cascade = Cascade::prepare(network, sample.essentiality());
    SerialExecutor executor;
    CascadeRunner runner(*cascade, {.eps = 1e-6}, executor);
    const CommonCause vendor{{0, 1}, 0.7};
    const std::vector<double> now(5, 0.9), raised{0.9, 0.1, 0.9, 0.9, 0.9};
    const auto loss = common_cause_loss(network, runner, {&vendor, 1}, now, raised, {.years = 400, .seed = 3});
    ASSERT_TRUE(loss);
    EXPECT_GT(loss->avoided.least, 0) << "common random numbers: the difference is certain";
    EXPECT_LE(loss->now.least, loss->now.middle);
    EXPECT_LE(loss->now.middle, loss->now.most);
    EXPECT_NE(loss->interaction, 0);
    const auto again = common_cause_loss(network, runner, {&vendor, 1}, now, raised, {.years = 400, .seed = 3});
    EXPECT_EQ(again->now.middle, loss->now.middle);
    EXPECT_EQ(common_cause_loss(network, runner, {&vendor, 1}, {}, raised, {}).error().key, "decision.stop_share");
}

TEST(CommonCauseLoss, CountsEveryIncidentOfAYear) {
    const Sample sample = two_part_makers();
    const Network network = sample.network();
    const auto cascade = Cascade::prepare(network, sample.essentiality());
    SerialExecutor executor;
    CascadeRunner runner(*cascade, {.eps = 1e-6}, executor);
    ScenarioSet both;
    both.add(std::vector<Shock>{{0, 1, 1}, {1, 1, 1}});
    const double esri = (*runner.run(both))[0].esri;
    const std::vector<double> always(5, 1.0);
    for (const double rate : {0.2, 4.0}) {
        const CommonCause vendor{{0, 1}, rate};
        const auto loss = common_cause_loss(network, runner, {&vendor, 1}, always, always, {.years = 20'000, .seed = 5});
        ASSERT_TRUE(loss);
        const double expected = rate * esri * 7 / 365;
        EXPECT_NEAR(loss->now.middle, expected, 4 * expected / std::sqrt(20'000 * rate));
        EXPECT_LT(loss->now.least, expected);
        EXPECT_GT(loss->now.most, expected);
    }
    const CommonCause endless{{0, 1}, 1e4};
    EXPECT_EQ(common_cause_loss(network, runner, {&endless, 1}, always, always, {.years = 100'000}).error().key,
              "decision.too_many");
}

TEST(Exposures, AreWhatTheBuyerItselfLoses) {
    const Sample sample = two_part_makers();
    const auto cascade = Cascade::prepare(sample.network(), sample.essentiality());
    SerialExecutor executor;
    CascadeRunner runner(*cascade, {.eps = 1e-6}, executor);
    const std::vector<Firm> suppliers{0, 3, 4};
    const auto lost = exposures(runner, 2, suppliers);
    ASSERT_TRUE(lost);
    EXPECT_DOUBLE_EQ((*lost)[0], 0.75) << "three quarters of the part; the other maker is too small to help";
    EXPECT_DOUBLE_EQ((*lost)[1], 1);
    EXPECT_DOUBLE_EQ((*lost)[2], 0);
}

TEST(SingleSources, AreInputsOfASectorFromOneSupplier) {
    const Sample sample = two_part_makers();
    const auto found = single_sources(sample.network(), sample.essentiality(), 2);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].supplier, 3u);
    EXPECT_EQ(found[0].role, Role::Essential);
    EXPECT_EQ(found[0].others, 0u);
    EXPECT_NEAR(found[0].purchase_share, 1 / 21.0, 1e-12);
}

} // namespace
} // namespace hoshirube::graph
