#include "graph/generator.h"
#include "graph/network_samples.h"
#include "graph/upstream_screening.h"

#include <gtest/gtest.h>
#include <numeric>

namespace hoshirube::graph {
namespace {

using samples::random_sample;
using samples::Sample;
using test::below;
using test::Random;

std::vector<Impact> converged(const Cascade& cascade, Firm firms) {
    std::vector<Firm> all(firms);
    std::iota(all.begin(), all.end(), Firm{0});
    SerialExecutor executor;
    return *CascadeRunner(cascade, {.eps = kConvergedEps}, executor).run(ScenarioSet::closures(all));
}

TEST(UpstreamScreening, EnclosesEveryConvergedCascade) {
    test::for_seeds(80, [](Random& random) {
        const Firm firms = 2 + below(random, 30);
        Sample sample = random_sample(random, firms, 1 + below(random, 100), 2);
        if (below(random, 2)) samples::add_figures(random, sample);
        const auto cascade = Cascade::prepare(sample.network(), sample.essentiality());
        const auto screening = screen_upstream(*cascade, {});
        const auto impacts = converged(*cascade, firms);
        for (Firm i = 0; i < firms; ++i) {
            EXPECT_LE(screening.lower[i], impacts[i].esri_up + 1e-9);
            EXPECT_GE(screening.upper[i], impacts[i].esri_up - 1e-9);
        }
    });
}

TEST(UpstreamScreening, IsNarrowWhereFinalDemandIsKnown) {
    const auto made = generate_network(NetworkKind::Japan, 2000, 4);
    const auto network = Network::build(made->firms, made->links);
    const auto cascade = Cascade::prepare(*network, made->essentiality);
    const auto screening = screen_upstream(*cascade, {});
    ASSERT_TRUE(screening.has_settled);
    EXPECT_LT(screening.sweeps, 200u);
    const auto impacts = converged(*cascade, network->firm_count());
    for (Firm i = 0; i < network->firm_count(); ++i) {
        EXPECT_LE(screening.lower[i], impacts[i].esri_up + 1e-9);
        EXPECT_GE(screening.upper[i], impacts[i].esri_up - 1e-9);
        EXPECT_LE(screening.upper[i] - screening.lower[i], 0.02);
    }
}

TEST(UpstreamScreening, SaysWhenNothingLeaks) {
    Sample ring;
    ring.firms.id = {"0", "1", "2"};
    ring.firms.sector = {0, 0, 0};
    ring.firms.sector_name = {"s"};
    ring.roles = {Role::None};
    ring.links = {{0, 1, 1}, {1, 2, 1}, {2, 0, 1}};
    const auto cascade = Cascade::prepare(ring.network(), ring.essentiality());
    const auto screening = screen_upstream(*cascade, {.most_sweeps = 100});
    EXPECT_FALSE(screening.has_settled);
    EXPECT_EQ(screening.upper[0], 1);
}

} // namespace
} // namespace hoshirube::graph
