#include "graph/network_samples.h"
#include "graph/outage.h"

#include <gtest/gtest.h>

namespace hoshirube::graph {
namespace {

using samples::random_sample;
using samples::Sample;
using test::below;
using test::Random;

// A small maker of interior parts (0) supplies one car maker (1) that sells to dealers (2). Firm 3 makes
// other parts.
Sample parts_maker(Role role) {
    Sample sample;
    sample.firms.id = {"parts", "cars", "dealers", "other"};
    sample.firms.sector = {0, 1, 2, 3};
    sample.firms.sector_name = {"interior", "cars", "trade", "electric"};
    sample.roles.assign(16, Role::None);
    sample.roles[0 * 4 + 1] = role;
    sample.links = {{0, 1, 1}, {3, 1, 99}, {1, 2, 200}};
    return sample;
}

OutageCourse run(const Sample& sample, const Outage& outage, const StockDays& stocks, const OutageRules& rules) {
    const Network network = sample.network();
    const auto cascade = Cascade::prepare(network, sample.essentiality());
    auto course = OutageModel(network, *cascade).run({&outage, 1}, stocks, rules);
    CHECK(course);
    return *course;
}

TEST(Outage, OfASmallEssentialSupplierStopsItsBuyerWithinTwoWorkingDays) {
    for (double stock : {0.0, 0.5, 1.0}) {
        const auto course = run(parts_maker(Role::Essential), {.firm = 0, .full_days = 3}, {{}, stock}, {.days = 10});
        EXPECT_GE(course.stopped_on[1], 1u) << stock;
        EXPECT_EQ(course.stopped_on[0], 0u) << "its own outage stops the part maker, no missing input";
        EXPECT_LE(course.stopped_on[1], 2u) << stock;
        EXPECT_EQ(course.days[8].total, 0) << "all is well again a week later";
    }
}

TEST(Outage, OfAnInputThatIsNotEssentialDoesNotStopTheBuyer) {
    for (Role role : {Role::None, Role::NonEssential}) {
        const auto course = run(parts_maker(role), {.firm = 0, .full_days = 30}, {}, {.days = 30});
        EXPECT_EQ(course.stopped_on[1], 0u);
        EXPECT_LE(course.firm_lost_days[1], 30 * 0.01 + 1e-9) << "one per cent of purchases";
    }
}

TEST(Outage, IsBridgedByStockForAsManyDaysAsTheStockLasts) {
    const auto course = run(parts_maker(Role::Essential), {.firm = 0, .full_days = 20}, {{5, 0, 0, 0}, 0}, {.days = 20});
    EXPECT_EQ(course.stopped_on[1], 6u);
    const auto through = run(parts_maker(Role::Essential), {.firm = 0, .full_days = 4}, {{5, 0, 0, 0}, 0}, {.days = 20});
    EXPECT_EQ(through.stopped_on[1], 0u);
}

TEST(Outage, RecoversAlongItsCurve) {
    const Outage outage{.firm = 0, .lost = 0.8, .full_days = 2, .recovery_days = 3};
    EXPECT_DOUBLE_EQ(outage.lost_on(2), 0.8);
    EXPECT_DOUBLE_EQ(outage.lost_on(3), 0.6);
    EXPECT_DOUBLE_EQ(outage.lost_on(5), 0.2);
    EXPECT_DOUBLE_EQ(outage.lost_on(6), 0);
}

TEST(Outage, WithoutStockEqualsTheStaticCascadeOnEveryDayAndNeverExceedsItWithStock) {
    test::for_seeds(60, [](Random& random) {
        const Sample sample = random_sample(random, 2 + below(random, 25), 1 + below(random, 80), 1 + below(random, 5));
        const Network network = sample.network();
        const auto cascade = Cascade::prepare(network, sample.essentiality());
        SerialExecutor executor;
        CascadeRunner runner(*cascade, {.eps = 1e-13}, executor);
        const Firm firm = below(random, network.firm_count());
        const Impact still = (*runner.run(ScenarioSet::closures({&firm, 1})))[0];
        const OutageRules rules{.days = 6, .eps = 1e-13};
        for (const DayLoss& day : run(sample, {.firm = firm, .full_days = 6}, {}, rules).days) {
            EXPECT_NEAR(day.total, still.esri, 1e-9);
            EXPECT_NEAR(day.down, still.esri_down, 1e-9);
            EXPECT_NEAR(day.up, still.esri_up, 1e-9);
            EXPECT_EQ(day.static_total, day.total);
        }
        const StockDays stocks{{}, 3 * samples::unit(random)};
        const Outage fading{.firm = firm, .full_days = 2, .recovery_days = below(random, 4)};
        const auto course = run(sample, fading, stocks, rules);
        for (std::uint32_t day = 1; day <= rules.days; ++day) {
            ScenarioSet of_day;
            const Shock shock{firm, fading.lost_on(day), fading.lost_on(day)};
            of_day.add({&shock, 1});
            const double bound = (*runner.run(of_day))[0].esri;
            EXPECT_NEAR(course.days[day - 1].static_total, bound, 1e-9) << "day " << day;
            EXPECT_LE(course.days[day - 1].total, bound + 1e-9) << "day " << day;
        }
    });
}

TEST(Outage, SettlesAsLongAsTheStaticCascadeWhereLossesCreep) {
    // Two firms that buy nearly all from each other: each update adds about a thousandth of what is still to come.
    Sample sample;
    sample.firms.sector_name = {"s"};
    sample.roles = {Role::NonEssential};
    for (const char* id : {"a", "b", "c"}) {
        sample.firms.id.emplace_back(id);
        sample.firms.sector.push_back(0);
    }
    sample.links = {{0, 1, 1000}, {1, 0, 1000}, {0, 2, 1}};
    const Network network = sample.network();
    const auto cascade = Cascade::prepare(network, sample.essentiality());
    SerialExecutor executor;
    CascadeRunner runner(*cascade, {.eps = 1e-7}, executor);
    const Firm customer = 2;
    const Impact still = (*runner.run(ScenarioSet::closures({&customer, 1})))[0];
    EXPECT_GT(still.iterations, 2000u);
    const auto course = run(sample, {.firm = customer, .full_days = 1}, {}, {.days = 1, .eps = 1e-7});
    EXPECT_TRUE(course.has_settled);
    EXPECT_GE(course.days[0].up, still.esri_up);
    EXPECT_LE(course.days[0].up, 1);
}

TEST(Outage, RefusesWhatIsNoQuestion) {
    const Sample sample = parts_maker(Role::Essential);
    const Network network = sample.network();
    const auto cascade = Cascade::prepare(network, sample.essentiality());
    OutageModel model(network, *cascade);
    const auto key = [&](const Outage& outage, const StockDays& stocks, const OutageRules& rules) {
        return model.run({&outage, 1}, stocks, rules).error().key;
    };
    EXPECT_EQ(key({.firm = 9}, {}, {}), "outage.firm_unknown");
    EXPECT_EQ(key({.firm = 0, .lost = 2}, {}, {}), "outage.share_invalid");
    EXPECT_EQ(key({.firm = 0}, {{1, 2}, 0}, {}), "outage.stock_invalid");
    EXPECT_EQ(key({.firm = 0}, {{}, -1}, {}), "outage.stock_invalid");
    EXPECT_EQ(key({.firm = 0}, {}, {.days = 0}), "outage.days_invalid");
}

} // namespace
} // namespace hoshirube::graph
