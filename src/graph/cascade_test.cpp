#include "graph/batch.h"
#include "graph/cascade.h"
#include "graph/frontier.h"
#include "graph/generator.h"
#include "graph/network_samples.h"
#include "graph/operators.h"
#include "graph/plain_kernel.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <thread>

namespace hoshirube::graph {
namespace {

using samples::random_sample;
using samples::Sample;
using samples::unit;
using test::below;
using test::for_seeds;
using test::Random;

class Threads final : public Executor {
public:
    explicit Threads(unsigned count) : count_(count) {}
    unsigned workers() const override { return count_; }
    void run(const std::function<void(unsigned)>& task) override {
        std::vector<std::thread> threads;
        for (unsigned worker = 0; worker < count_; ++worker) threads.emplace_back(task, worker);
        for (std::thread& thread : threads) thread.join();
    }

private:
    unsigned count_;
};

Sample any_sample(Random& random) {
    const Firm firms = 2 + below(random, 40);
    Sample sample = random_sample(random, firms, 1 + below(random, firms * 4), 1 + below(random, 6));
    if (below(random, 2)) samples::add_figures(random, sample);
    return sample;
}

std::vector<Shock> any_shocks(Random& random, Firm firms) {
    std::vector<Shock> shocks;
    for (Firm i = 0; i < firms; ++i) {
        if (below(random, 5) != 0) continue;
        const double down = below(random, 2) ? 1 : unit(random), up = below(random, 2) ? down : unit(random);
        shocks.push_back({i, down, up});
    }
    return shocks;
}

ScenarioSet any_scenarios(Random& random, Firm firms) {
    std::vector<Firm> all(firms);
    std::iota(all.begin(), all.end(), Firm{0});
    ScenarioSet scenarios = ScenarioSet::closures(all);
    for (int k = 0; k < 10; ++k) scenarios.add(any_shocks(random, firms));
    return scenarios;
}

std::vector<Impact> run(const Sample& sample, const ScenarioSet& scenarios, const CascadeRules& rules) {
    const auto cascade = Cascade::prepare(sample.network(), sample.essentiality());
    SerialExecutor executor;
    auto impacts = CascadeRunner(*cascade, rules, executor).run(scenarios);
    CHECK(impacts);
    return *impacts;
}

void expect_same(const std::vector<Impact>& a, const std::vector<Impact>& b, double tolerance) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        SCOPED_TRACE("scenario " + std::to_string(i));
        EXPECT_NEAR(a[i].esri, b[i].esri, tolerance);
        EXPECT_NEAR(a[i].esri_down, b[i].esri_down, tolerance);
        EXPECT_NEAR(a[i].esri_up, b[i].esri_up, tolerance);
        EXPECT_EQ(a[i].iterations, b[i].iterations);
    }
}

constexpr double kHandoverShares[] = {0, 1e9, 0.1};

TEST(Cascade, EqualsThePlainKernelOnEveryPath) {
    for_seeds(150, [](Random& random) {
        const Sample sample = any_sample(random);
        const Network network = sample.network();
        const Essentiality roles = sample.essentiality();
        const plain::Kernel kernel(network, roles);
        const ScenarioSet scenarios = any_scenarios(random, network.firm_count());
        CascadeRules rules{.eps = kPublishedEps};
        if (below(random, 4) == 0) rules.substitution = Substitution::None;
        std::vector<Impact> expected;
        for (std::size_t i = 0; i < scenarios.size(); ++i) {
            std::vector<double> down(network.firm_count(), 0), up = down;
            for (const Shock& shock : scenarios[i]) {
                down[shock.firm] = shock.down;
                up[shock.firm] = shock.up;
            }
            const auto outcome = kernel.run(down, up, {rules.eps, rules.substitution == Substitution::WithinMarket});
            expected.push_back({outcome.esri, outcome.down, outcome.up, static_cast<std::uint32_t>(outcome.iterations), 0});
        }
        for (double share : kHandoverShares) {
            rules.handover_share = share;
            expect_same(run(sample, scenarios, rules), expected, 1e-12);
        }
    });
}

TEST(Cascade, DoesNotDependOnHowFirmsAreNumbered) {
    for_seeds(60, [](Random& random) {
        const Sample sample = any_sample(random);
        const auto firms = static_cast<Firm>(sample.firms.id.size());
        std::vector<Firm> to(firms);
        std::iota(to.begin(), to.end(), Firm{0});
        std::shuffle(to.begin(), to.end(), random);
        Sample permuted = sample;
        for (Firm i = 0; i < firms; ++i) {
            const auto move = [&](auto& there, const auto& here) {
                if (!here.empty()) there[to[i]] = here[i];
            };
            move(permuted.firms.id, sample.firms.id);
            move(permuted.firms.sector, sample.firms.sector);
            move(permuted.firms.market, sample.firms.market);
            move(permuted.firms.revenue, sample.firms.revenue);
            move(permuted.firms.cost, sample.firms.cost);
            move(permuted.firms.weight, sample.firms.weight);
        }
        for (Link& link : permuted.links) link = {to[link.supplier], to[link.buyer], link.weight};
        std::shuffle(permuted.links.begin(), permuted.links.end(), random);

        const ScenarioSet scenarios = any_scenarios(random, firms);
        ScenarioSet moved;
        for (std::size_t i = 0; i < scenarios.size(); ++i) {
            std::vector<Shock> shocks(scenarios[i].begin(), scenarios[i].end());
            for (Shock& shock : shocks) shock.firm = to[shock.firm];
            moved.add(shocks);
        }
        const CascadeRules rules{.eps = kPublishedEps};
        expect_same(run(permuted, moved, rules), run(sample, scenarios, rules), 1e-12);
    });
}

TEST(Cascade, IsTheSameInUnitsNearTheEndsOfANumber) {
    for_seeds(30, [](Random& random) {
        Sample sample = random_sample(random, 2 + below(random, 20), 60, 3);
        for (Link& link : sample.links)
            link.weight = std::ceil(link.weight); // Whole units: nothing is lost in writing them small.
        const ScenarioSet scenarios = any_scenarios(random, static_cast<Firm>(sample.firms.id.size()));
        for (const CascadeRules rules :
             {CascadeRules{.eps = kPublishedEps}, CascadeRules{.eps = kPublishedEps, .grade = Grade::F32}}) {
            const auto expected = run(sample, scenarios, rules);
            for (const double scale : {0x1p-1074, 0x1p1000}) {
                Sample scaled = sample;
                for (Link& link : scaled.links) link.weight *= scale;
                expect_same(run(scaled, scenarios, rules), expected, 1e-12);
            }
        }
    });
}

TEST(Cascade, DoesNotDependOnTheCurrencyUnitOrOnHowSalesAreSplit) {
    for_seeds(60, [](Random& random) {
        const Sample sample = any_sample(random);
        const ScenarioSet scenarios = any_scenarios(random, static_cast<Firm>(sample.firms.id.size()));
        const CascadeRules rules{.eps = kPublishedEps};
        const auto expected = run(sample, scenarios, rules);
        for (double scale : {1e-6, 1e6}) {
            Sample scaled = sample;
            for (Link& link : scaled.links) link.weight *= scale;
            for (double& figure : scaled.firms.revenue) figure *= scale;
            for (double& figure : scaled.firms.cost) figure *= scale;
            expect_same(run(scaled, scenarios, rules), expected, 1e-12);
        }
        Sample split = sample;
        for (Link& link : split.links) link.weight *= 0.25;
        for (const Link& link : sample.links) split.links.push_back({link.supplier, link.buyer, link.weight * 0.75});
        expect_same(run(split, scenarios, rules), expected, 1e-12);
    });
}

TEST(Cascade, GivesTheSameBitsForAnyNumberOfThreadsAndAnyOrder) {
    const auto made = generate_network(NetworkKind::A, 3000, 5);
    const auto network = Network::build(made->firms, made->links);
    const auto cascade = Cascade::prepare(*network, made->essentiality);
    std::vector<Firm> firms(400);
    std::iota(firms.begin(), firms.end(), Firm{0});
    for (Grade grade : {Grade::F64, Grade::F32}) {
        const CascadeRules rules{.eps = kPublishedEps, .grade = grade};
        SerialExecutor serial;
        const auto expected = *CascadeRunner(*cascade, rules, serial).run(ScenarioSet::closures(firms));
        for (unsigned count : {1u, 2u, 5u}) {
            Threads threads(count);
            EXPECT_EQ(*CascadeRunner(*cascade, rules, threads).run(ScenarioSet::closures(firms)), expected);
        }
        std::vector<Firm> backwards(firms.rbegin(), firms.rend());
        auto reversed = *CascadeRunner(*cascade, rules, serial).run(ScenarioSet::closures(backwards));
        std::reverse(reversed.begin(), reversed.end());
        EXPECT_EQ(reversed, expected);
    }
}

TEST(Cascade, CountsAWhollyClosedMarketAsIrreplaceableInAnyUnit) {
    for (double unit_of_money : {1e-9, 1e-3, 1.0, 1e9}) {
        SCOPED_TRACE(unit_of_money);
        // Firms 0 and 1 are the whole market for an essential input of firm 2.
        Sample sample;
        sample.firms.id = {"0", "1", "2", "3"};
        sample.firms.sector = {0, 0, 1, 2};
        sample.firms.sector_name = {"part", "car", "road"};
        sample.roles.assign(9, Role::None);
        sample.roles[0 * 3 + 1] = Role::Essential;
        sample.links = {{0, 2, 0.7 * unit_of_money}, {1, 2, 0.3 * unit_of_money}, {2, 3, unit_of_money}};
        ScenarioSet both;
        both.add(std::vector<Shock>{{0, 1, 0}, {1, 1, 0}});
        both.add(std::vector<Shock>{{0, 1, 0}});
        for (double share : kHandoverShares) {
            const auto impacts = run(sample, both, {.eps = kConvergedEps, .handover_share = share});
            EXPECT_NEAR(impacts[0].esri_down, 1, 1e-12) << "nothing is left of the market: firm 2 stops";
            EXPECT_NEAR(impacts[1].esri_down, (0.7 + 0.7) / 2, 1e-12) << "the rest cannot replace more than it has";
        }
    }
}

TEST(Cascade, KeepsTheExactShareOfATinySupplierInAMarketThatIsNearlyClosed) {
    Sample sample;
    sample.firms.id = {"giant", "tiny", "maker", "end"};
    sample.firms.sector = {0, 0, 1, 2};
    sample.firms.sector_name = {"part", "car", "road"};
    sample.roles.assign(9, Role::None);
    sample.roles[0 * 3 + 1] = Role::Essential;
    sample.links = {{0, 3, 1e12}, {1, 2, 1e-3}, {2, 3, 1}};
    ScenarioSet scenarios;
    scenarios.add(std::vector<Shock>{{0, 1, 0}, {1, 0.5, 0}});
    for (double share : kHandoverShares) {
        const auto cascade = Cascade::prepare(sample.network(), sample.essentiality());
        SerialExecutor executor;
        CascadeRunner runner(*cascade, {.eps = kConvergedEps, .handover_share = share}, executor);
        const auto detail = *runner.losses(scenarios[0]);
        for (const FirmLoss& loss : detail.losses) {
            if (loss.firm == 2) { EXPECT_NEAR(loss.down, 0.5, 1e-12); }
        }
    }
}

TEST(Cascade, TellsWhatOneFirmLosesAsTheWholeScenarioDoes) {
    for_seeds(30, [](Random& random) {
        const Sample sample = any_sample(random);
        const auto firms = static_cast<Firm>(sample.firms.id.size());
        const ScenarioSet scenarios = any_scenarios(random, firms);
        const auto cascade = Cascade::prepare(sample.network(), sample.essentiality());
        const Firm asked = below(random, firms);
        for (double share : kHandoverShares) {
            Threads threads(2);
            CascadeRunner runner(*cascade, {.eps = kPublishedEps, .grade = Grade::F32, .handover_share = share}, threads);
            const auto before = *runner.run(scenarios);
            const auto lost = *runner.lost_output(asked, scenarios);
            for (std::size_t i = 0; i < scenarios.size(); ++i) {
                double wanted = 0;
                const auto whole = *runner.losses(scenarios[i]);
                for (const FirmLoss& loss : whole.losses)
                    if (loss.firm == asked) wanted = loss.down;
                EXPECT_EQ(lost[i], wanted) << "scenario " << i;
            }
            EXPECT_EQ(*runner.run(scenarios), before) << "nothing of the question is left behind";
        }
    });
}

TEST(Cascade, KeepsEsriBetweenItsChannelsAndTheirSum) {
    for_seeds(60, [](Random& random) {
        const Sample sample = any_sample(random);
        const ScenarioSet scenarios = any_scenarios(random, static_cast<Firm>(sample.firms.id.size()));
        for (const Impact& impact : run(sample, scenarios, {.eps = kPublishedEps})) {
            EXPECT_GE(impact.esri, std::max(impact.esri_down, impact.esri_up) - 1e-12);
            EXPECT_LE(impact.esri, impact.esri_down + impact.esri_up + 1e-12);
        }
    });
}

TEST(Cascade, StopsAtTheIterationLimitWhereNothingLeaks) {
    Sample sample;
    sample.firms.id = {"0", "1", "2"};
    sample.firms.sector = {0, 0, 0};
    sample.firms.sector_name = {"s"};
    sample.roles = {Role::None};
    sample.links = {{0, 1, 1}, {1, 0, 1e9}, {1, 2, 1}, {2, 1, 1}};
    std::vector<Firm> one{2};
    for (double share : kHandoverShares) {
        const auto impacts =
            run(sample, ScenarioSet::closures(one), {.eps = 1e-300, .most_iterations = 50, .handover_share = share});
        EXPECT_EQ(impacts[0].iterations, 50u);
    }
}

TEST(RankingGrade, StaysWithinItsBoundWithEqualUpdateCounts) {
    for_seeds(80, [](Random& random) {
        const Sample sample = any_sample(random);
        const ScenarioSet scenarios = any_scenarios(random, static_cast<Firm>(sample.firms.id.size()));
        const auto exact = run(sample, scenarios, {.eps = kPublishedEps});
        const auto ranking = run(sample, scenarios, {.eps = kPublishedEps, .grade = Grade::F32, .handover_share = 0});
        for (std::size_t i = 0; i < exact.size(); ++i) {
            EXPECT_LE(ranking[i].error_bound, kRankingBound);
            EXPECT_LE(std::abs(ranking[i].esri - exact[i].esri), ranking[i].error_bound + 1e-14);
            EXPECT_EQ(ranking[i].iterations, exact[i].iterations);
        }
    });
}

TEST(Batch, GivesTheSameBitsOnEveryInstructionSet) {
    const auto made = generate_network(NetworkKind::A, 1500, 11);
    const auto network = Network::build(made->firms, made->links);
    const Operators operators = prepare_operators(*network, made->essentiality);
    const CascadeRules rules{.eps = kPublishedEps};
    const auto run_batch = [&](std::unique_ptr<Batch> batch) {
        Frontier frontier(operators, rules);
        std::vector<Batch::Finished> finished;
        for (Firm i = 0; i < 40; ++i) {
            const Shock shock{i, 1, 1};
            frontier.follow({&shock, 1}, 0);
            batch->load(i, {&shock, 1}, frontier.state(), Batch::Losses::none());
            frontier.reset();
            while (!batch->has_free_lane()) batch->step(finished);
        }
        while (!batch->is_empty()) batch->step(finished);
        std::sort(finished.begin(), finished.end(), [](const auto& a, const auto& b) { return a.ticket < b.ticket; });
        std::vector<Impact> impacts;
        for (const auto& one : finished) impacts.push_back(one.impact);
        return impacts;
    };
    std::vector<BatchKernels> others;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) others.push_back(avx2_batch_kernels());
    if (__builtin_cpu_supports("avx512f")) others.push_back(avx512_batch_kernels());
#endif
    const auto f64 = batch_shares<double>(operators);
    const auto f32 = batch_shares<float>(operators);
    const auto plain = run_batch(make_batch(operators, f64, rules, portable_batch_kernels()));
    const auto plain_f32 = run_batch(make_batch(operators, f32, rules, portable_batch_kernels()));
    for (const BatchKernels& kernels : others) {
        SCOPED_TRACE(kernels.name);
        EXPECT_EQ(run_batch(make_batch(operators, f64, rules, kernels)), plain);
        EXPECT_EQ(run_batch(make_batch(operators, f32, rules, kernels)), plain_f32);
    }
    EXPECT_EQ(run_batch(make_single(operators, f64, rules)), plain) << "one scenario by itself";
}

TEST(CascadeRunner, ShowsEveryUpdateToWhoeverWatchesWhereverItRuns) {
    const auto made = generate_network(NetworkKind::A, 1500, 11);
    const auto network = Network::build(made->firms, made->links);
    const auto cascade = Cascade::prepare(*network, made->essentiality);
    SerialExecutor executor;
    for (Firm firm = 0; firm < 40; ++firm) {
        const Shock shock{firm, 1, 1};
        std::vector<std::vector<Impact>> seen;
        for (const double handover_share : {0.0, 0.025, 1e9}) { // In the batch, as shipped, in the frontier.
            CascadeRunner runner(*cascade, {.eps = kPublishedEps, .handover_share = handover_share}, executor);
            seen.emplace_back();
            const auto last = runner.losses({&shock, 1}, [&](const ScenarioLosses& now) { seen.back().push_back(now.impact); });
            ASSERT_TRUE(last);
            EXPECT_EQ(last->impact, runner.losses({&shock, 1})->impact) << "watching changes nothing";
            ASSERT_EQ(seen.back().size(), last->impact.iterations);
            EXPECT_EQ(seen.back().back(), last->impact);
        }
        for (const auto& other : seen) {
            ASSERT_EQ(other.size(), seen[0].size());
            for (std::size_t i = 0; i < other.size(); ++i) {
                EXPECT_EQ(other[i].iterations, i + 1);
                EXPECT_NEAR(other[i].esri, seen[0][i].esri, 1e-14);
            }
        }
    }
}

TEST(CascadeRunner, RefusesWhatIsNoScenario) {
    struct Case {
        std::vector<Shock> shocks;
        CascadeRules rules;
        std::string key;
    };
    const CascadeRules good{.eps = kPublishedEps};
    const Case cases[] = {
        {{{9, 1, 1}}, good, "impact.firm_unknown"},
        {{{0, 1.5, 1}}, good, "impact.share_invalid"},
        {{{0, 1, -0.1}}, good, "impact.share_invalid"},
        {{{0, std::nan(""), 1}}, good, "impact.share_invalid"},
        {{{0, 1, 1}, {1, 1, 1}, {0, 0.5, 0.5}}, good, "impact.firm_repeated"},
        {{{0, 1, 1}}, {.eps = 0}, "impact.eps_invalid"},
        {{{0, 1, 1}}, {.eps = std::nan("")}, "impact.eps_invalid"},
        {{{0, 1, 1}}, {.eps = kConvergedEps, .grade = Grade::F32}, "impact.grade_too_coarse"},
    };
    Random random(1);
    const Sample sample = random_sample(random, 5, 12, 2);
    const auto cascade = Cascade::prepare(sample.network(), sample.essentiality());
    SerialExecutor executor;
    for (const Case& c : cases) {
        ScenarioSet scenarios;
        scenarios.add(c.shocks);
        const auto refused = CascadeRunner(*cascade, c.rules, executor).run(scenarios);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().key, c.key);
    }
}

} // namespace
} // namespace hoshirube::graph
