#include "base/json.h"
#include "graph/closure.h"
#include "graph/network_samples.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace hoshirube::graph {
namespace {

using samples::random_sample;
using test::below;
using test::Random;

Network network_of(Firm firms, std::vector<Link> links) {
    FirmTable table;
    for (Firm i = 0; i < firms; ++i) table.id.push_back(std::to_string(i));
    table.sector.assign(firms, 0);
    table.sector_name = {"s"};
    auto built = Network::build(std::move(table), std::move(links));
    CHECK(built);
    return std::move(*built);
}

TEST(UpstreamClosure, EqualsTheIndependentTiers) {
    std::ifstream file(SOURCE_DIR "/../shared/vectors/esri/esri-vectors.json");
    if (!file) GTEST_SKIP() << "shared/vectors/esri/esri-vectors.json is not here";
    std::ostringstream bytes;
    bytes << file.rdbuf();
    const auto text = parse_json(bytes.str());
    ASSERT_TRUE(text);
    for (const Json& one : text->at("upstream_closure")) {
        for (const Json& c : text->at("cases")) {
            if (c.at("name") != one.at("network")) continue;
            std::vector<Link> links;
            for (const Json& edge : c.at("edges"))
                links.push_back({edge[0].get<Firm>(), edge[1].get<Firm>(), edge[2].get<double>()});
            const Network network = network_of(c.at("n").get<Firm>(), links);
            const auto buyer = one.at("buyer").get<Firm>();
            SCOPED_TRACE(one.dump().substr(0, 80));
            const auto closure = UpstreamClosure(network).of(buyer, one.at("max_tier").get<std::uint32_t>(), 0);
            ASSERT_TRUE(closure);
            Json tiers = Json::object();
            for (const ClosureMember& member : closure->members) tiers[std::to_string(member.firm)] = member.tier;
            EXPECT_EQ(tiers, one.at("tiers"));
        }
    }
}

TEST(UpstreamClosure, FollowsTheStrongestPathAndSaysWhatItCut) {
    // 3 reaches 0 directly with 10 %, and through 1 with 90 % of 80 %.
    const Network network = network_of(5, {{1, 0, 90}, {3, 0, 10}, {3, 1, 80}, {4, 1, 20}, {2, 4, 1}});
    UpstreamClosure search(network);
    const auto whole = search.of(0, 9, 0);
    ASSERT_TRUE(whole);
    ASSERT_EQ(whole->members.size(), 4u);
    EXPECT_EQ(whole->members[1].firm, 3u);
    EXPECT_EQ(whole->members[1].tier, 1u);
    EXPECT_DOUBLE_EQ(whole->members[1].exposure, 0.72);
    EXPECT_DOUBLE_EQ(whole->direct_share, 1);

    const auto cut = search.of(0, 9, 0.5);
    ASSERT_EQ(cut->members.size(), 2u);
    EXPECT_EQ(cut->cut, 2u);
    ASSERT_EQ(cut->tiers.size(), 3u);
    EXPECT_EQ(cut->tiers[1].cut, 1u);

    const auto direct = search.of(0, 1, 0.2);
    ASSERT_EQ(direct->members.size(), 1u);
    EXPECT_DOUBLE_EQ(direct->direct_share, 0.9) << "a path of two links does not count within one tier";
}

TEST(UpstreamClosure, GrowsWithTiersAndShrinksWithTheThreshold) {
    test::for_seeds(80, [](Random& random) {
        const Firm firms = 2 + below(random, 30);
        const Network network = random_sample(random, firms, 1 + below(random, 90), 2).network();
        UpstreamClosure search(network);
        const Firm buyer = below(random, firms);
        std::size_t before = 0;
        for (std::uint32_t tiers = 1; tiers < 6; ++tiers) {
            const auto whole = search.of(buyer, tiers, 0), part = search.of(buyer, tiers, 0.1);
            EXPECT_GE(whole->members.size(), before);
            EXPECT_EQ(part->members.size() + part->cut, whole->members.size());
            before = whole->members.size();
        }
    });
}

TEST(UpstreamClosure, RefusesWhatIsNoQuestion) {
    const Network network = network_of(2, {{0, 1, 1}});
    UpstreamClosure search(network);
    EXPECT_EQ(search.of(7, 1, 0).error().key, "closure.buyer");
    EXPECT_EQ(search.of(0, 0, 0).error().key, "closure.tiers");
    EXPECT_EQ(search.of(0, 1, -1).error().key, "closure.exposure");
}

} // namespace
} // namespace hoshirube::graph
