#include "graph/cascade_course.h"
#include "graph/loss_paths.h"
#include "graph/network_samples.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace hoshirube::graph {
namespace {

using samples::random_sample;
using samples::Sample;
using test::Random;

// 0 sells to 1 and, weakly, to 3; 1 sells to 2; 3 sells to 2. All inputs are essential and all sectors different.
Sample diamond() {
    Sample sample;
    sample.firms.id = {"a", "b", "c", "d"};
    sample.firms.sector = {0, 1, 2, 3};
    sample.firms.sector_name = {"s0", "s1", "s2", "s3"};
    sample.roles.assign(16, Role::NonEssential);
    sample.links = {{0, 1, 80}, {0, 3, 10}, {1, 2, 50}, {3, 2, 50}, {2, 3, 90}};
    return sample;
}

TEST(LossPaths, FollowTheStrongestChainFromTheStoppedFirm) {
    const auto network = diamond().network();
    const auto cascade = Cascade::prepare(network, diamond().essentiality());
    SerialExecutor executor;
    CascadeRunner runner(*cascade, {.eps = kConvergedEps}, executor);
    const Shock shock{0, 1, 0};
    const auto scenario = runner.losses({&shock, 1});
    ASSERT_TRUE(scenario);
    const auto to = [&](Firm firm) {
        const auto loss =
            std::find_if(scenario->losses.begin(), scenario->losses.end(), [&](const FirmLoss& one) { return one.firm == firm; });
        return LossPaths(*cascade, {&shock, 1}, scenario->losses).to(*loss);
    };
    const LossPath path = to(2);
    EXPECT_EQ(path.channel, LossPath::Channel::Down);
    ASSERT_EQ(path.steps.size(), 3u);
    EXPECT_EQ(path.steps[0].firm, 0u);
    EXPECT_EQ(path.steps[1].firm, 1u) << "all of b's purchases come from a, a tenth of d's do";
    EXPECT_EQ(path.steps[2].firm, 2u);
    EXPECT_DOUBLE_EQ(path.steps[2].strength, 0.5);
    EXPECT_TRUE(to(0).steps.empty()) << "it was stopped itself";
}

TEST(LossPaths, LeadToEveryFirmThatLosesAndNeverPassOnMoreThanCame) {
    test::for_seeds(60, [](Random& random) {
        const auto sample = random_sample(random, 25, 80, 4);
        const auto network = sample.network();
        const auto cascade = Cascade::prepare(network, sample.essentiality());
        SerialExecutor executor;
        CascadeRunner runner(*cascade, {.eps = kConvergedEps}, executor);
        const Shock shock{test::below(random, 25), 1, 1};
        const auto scenario = runner.losses({&shock, 1});
        ASSERT_TRUE(scenario);
        LossPaths paths(*cascade, {&shock, 1}, scenario->losses);
        for (const FirmLoss& loss : scenario->losses) {
            if (loss.firm == shock.firm || std::max(loss.down, loss.up) == 0) continue;
            const LossPath path = paths.to(loss);
            ASSERT_GE(path.steps.size(), 2u) << loss.firm;
            EXPECT_EQ(path.steps.front().firm, shock.firm);
            EXPECT_EQ(path.steps.back().firm, loss.firm);
            for (std::size_t i = 1; i < path.steps.size(); ++i) {
                EXPECT_LE(path.steps[i].strength, path.steps[i - 1].strength * (1 + 1e-12));
                const bool is_down = path.channel == LossPath::Channel::Down;
                const Firm from = is_down ? path.steps[i - 1].firm : path.steps[i].firm,
                           to = is_down ? path.steps[i].firm : path.steps[i - 1].firm;
                const auto buyers = network.buyers(from);
                EXPECT_TRUE(std::binary_search(buyers.begin(), buyers.end(), to)) << "a step is a link";
            }
        }
    });
}

TEST(CascadeCourse, BeginsWithTheShockGrowsAndEndsWithTheWholeCascade) {
    test::for_seeds(40, [](Random& random) {
        const auto sample = random_sample(random, 30, 100, 4);
        const auto network = sample.network();
        const auto cascade = Cascade::prepare(network, sample.essentiality());
        SerialExecutor executor;
        const Shock shock{test::below(random, 30), 1, 1};
        const CascadeRules rules{.eps = kPublishedEps};
        CascadeRunner runner(*cascade, rules, executor);
        const auto course = cascade_course(*cascade, runner, {&shock, 1}, 30);
        ASSERT_TRUE(course);
        EXPECT_EQ(course->steps.back().impact, runner.losses({&shock, 1})->impact);
        EXPECT_EQ(course->steps.front().updates, 0u);
        for (std::size_t i = 0; i < course->steps.size(); ++i) {
            const CourseStep& step = course->steps[i];
            double lost = 0;
            for (const TierLoss& tier : step.tiers) {
                lost += tier.lost;
                EXPECT_LE(tier.tier, step.updates) << "one update reaches one tier further";
            }
            EXPECT_NEAR(lost, step.impact.esri, 1e-12);
            const double before = i == 0 ? 0 : course->steps[i - 1].impact.esri;
            EXPECT_GE(step.impact.esri, before - 1e-15);
        }
    });
}

} // namespace
} // namespace hoshirube::graph
