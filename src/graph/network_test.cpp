#include "graph/generator.h"
#include "graph/io_binary.h"
#include "graph/network.h"
#include "graph/network_summary.h"

#include <cmath>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <limits>

namespace hoshirube::graph {
namespace {

FirmTable three_firms() {
    FirmTable firms;
    firms.id = {"a", "b", "c"};
    firms.sector = {0, 1, 0};
    firms.sector_name = {"x", "y"};
    return firms;
}

TEST(Network, AddsParallelLinksDropsEmptyOnesAndKeepsOwnSales) {
    const auto network = Network::build(three_firms(), {{1, 0, 2}, {0, 1, 1}, {0, 1, 3}, {2, 1, 0}, {1, 1, 5}});
    ASSERT_TRUE(network);
    EXPECT_EQ(network->link_count(), 3u);
    EXPECT_EQ(network->sales(0)[0], 4);
    EXPECT_EQ(network->sales_total(1), 7);
    EXPECT_EQ(network->purchase_total(1), 9);
    EXPECT_TRUE(network->buyers(2).empty());
    EXPECT_EQ(*network->find("c"), 2u);
    EXPECT_FALSE(network->find("d"));
    EXPECT_FALSE(network->has_final_demand());
}

TEST(Network, UsesItsOwnTotalsWhereFiguresAreUnknown) {
    FirmTable firms = three_firms();
    firms.revenue = {std::nan(""), 9, 9};
    const auto network = Network::build(firms, {{0, 1, 4}, {1, 2, 3}});
    ASSERT_TRUE(network);
    EXPECT_EQ(network->revenue(0), 4);
    EXPECT_EQ(network->revenue(1), 9);
    EXPECT_EQ(network->cost(1), 4);
    EXPECT_TRUE(network->has_final_demand());
}

TEST(Network, RefusesWhatCannotBeOne) {
    struct Case {
        std::string key;
        std::function<void(FirmTable&, std::vector<Link>&)> spoil;
    };
    const Case cases[] = {
        {"network.empty", [](FirmTable& f, auto&) { f = {}; }},
        {"network.id_missing", [](FirmTable& f, auto&) { f.id[1] = ""; }},
        {"network.id_repeated", [](FirmTable& f, auto&) { f.id[1] = "a"; }},
        {"network.sector_missing", [](FirmTable& f, auto&) { f.sector[2] = 2; }},
        {"network.column_length", [](FirmTable& f, auto&) { f.sector.pop_back(); }},
        {"network.column_length", [](FirmTable& f, auto&) { f.revenue = {1}; }},
        {"network.column_length", [](FirmTable& f, auto&) { f.name = {"only one"}; }},
        {"network.market_missing",
         [](FirmTable& f, auto&) {
             f.market = {0, 0, 7};
             f.market_name = {"m"};
         }},
        {"network.value_invalid",
         [](FirmTable& f, auto&) {
             f.weight = {1, -1, 1};
         }},
        {"network.value_invalid",
         [](FirmTable& f, auto&) {
             f.revenue = {0, 1, 1};
         }},
        {"network.value_invalid",
         [](FirmTable& f, auto&) {
             f.cost = {1, 0, 1};
         }},
        {"network.link_firm",
         [](FirmTable&, std::vector<Link>& l) {
             l.push_back({0, 3, 1});
         }},
        {"network.link_weight",
         [](FirmTable&, std::vector<Link>& l) {
             l.push_back({0, 1, -1});
         }},
        {"network.link_weight",
         [](FirmTable&, std::vector<Link>& l) {
             l.push_back({0, 1, std::nan("")});
         }},
        {"network.link_weight",
         [](FirmTable&, std::vector<Link>& l) {
             l.push_back({0, 1, std::numeric_limits<double>::infinity()});
         }},
        {"network.no_link", [](FirmTable&, std::vector<Link>& l) { l.clear(); }},
        {"network.no_weight",
         [](FirmTable& f, std::vector<Link>&) {
             f.weight = {0, 0, 0};
         }},
        {"network.weight_infinite",
         [](FirmTable&, std::vector<Link>& l) {
             l = {{0, 1, 1.7e308}, {0, 2, 1.7e308}};
         }},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.key);
        FirmTable firms = three_firms();
        std::vector<Link> links{{0, 1, 1}};
        c.spoil(firms, links);
        const auto refused = Network::build(firms, links);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().key, c.key);
    }
}

std::string binary_of(const Network& network) {
    std::string bytes;
    write_network(network, [&](std::string_view piece) { bytes += piece; });
    return bytes;
}

TEST(NetworkBinary, ReadsBackTheSameNetwork) {
    const auto made = generate_network(NetworkKind::Japan, 500, 2);
    const auto network = Network::build(made->firms, made->links);
    const std::string bytes = binary_of(*network);
    const auto read = read_network(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(binary_of(*read), bytes);
    EXPECT_EQ(read->rows().buyer, network->rows().buyer);
    EXPECT_EQ(*read->find(made->firms.id[77]), 77u);
}

TEST(NetworkBinary, RefusesEveryCutAndEveryChangedByte) {
    const auto network = Network::build(three_firms(), {{0, 1, 4}, {1, 2, 3}});
    const std::string bytes = binary_of(*network);
    for (std::size_t length = 0; length < bytes.size(); ++length) EXPECT_FALSE(read_network(bytes.substr(0, length)));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_FALSE(read_network(changed)) << at;
    }
    EXPECT_FALSE(read_network(bytes + "x"));
}

TEST(NetworkBinary, IsCheckedLikeAnyOtherInput) {
    const auto network = Network::build(three_firms(), {{0, 1, 4}, {1, 2, 3}});
    struct Case {
        const char* why;
        std::function<void(LinkRows&)> spoil;
    };
    const Case cases[] = {
        {"buyer out of range", [](LinkRows& rows) { rows.buyer[0] = 3; }},
        {"negative sales", [](LinkRows& rows) { rows.sales[0] = -1; }},
        {"not a number", [](LinkRows& rows) { rows.sales[0] = std::nan(""); }},
        {"rows go backwards", [](LinkRows& rows) { rows.start[1] = 2, rows.start[2] = 1; }},
        {"rows end early", [](LinkRows& rows) { rows.start[3] = 1; }},
        {"a figure is missing", [](LinkRows& rows) { rows.sales.pop_back(); }},
    };
    for (const Case& c : cases) {
        LinkRows rows = network->rows();
        c.spoil(rows);
        const auto refused = Network::restore(three_firms(), rows);
        ASSERT_FALSE(refused) << c.why;
        EXPECT_EQ(refused.error().key, "network.rows_invalid") << c.why;
    }
}

TEST(NetworkSummary, CountsWhatIsThereAndWhatIsMissing) {
    FirmTable firms = three_firms();
    firms.revenue = {std::nan(""), 9, std::nan("")};
    const auto summary = summarize(*Network::build(firms, {{0, 1, 4}, {1, 1, 3}}));
    EXPECT_EQ(summary.links, 2u);
    EXPECT_EQ(summary.isolated, 1u);
    EXPECT_EQ(summary.sells_nothing, 1u);
    EXPECT_EQ(summary.buys_nothing, 2u);
    EXPECT_EQ(summary.most_suppliers, 2u);
    EXPECT_EQ(summary.revenue_known, 1u);
    EXPECT_EQ(summary.sales, 7);
    EXPECT_EQ(summary.by_sector[0].sector, 0u);
    EXPECT_EQ(summary.by_sector[0].firms, 2u);
}

JsicRules catalogue_rules() {
    std::ifstream file(std::string(SOURCE_DIR) + "/catalogue/supply/jsic_essentiality.json");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto rules = JsicRules::parse(text);
    CHECK(rules);
    return *rules;
}

TEST(JsicEssentiality, TakesCodesInTheWaysTheyAreWritten) {
    const auto rules = catalogue_rules();
    const auto roles = jsic_essentiality(rules, {"E29", "09", "4411", "H45", "90"});
    ASSERT_TRUE(roles);
    EXPECT_EQ(roles->role(0, 1), Role::Essential) << "goods for a maker of goods";
    EXPECT_EQ(roles->role(0, 4), Role::NonEssential) << "goods for a service";
    EXPECT_EQ(roles->role(2, 4), Role::Essential) << "road transport for anyone";
    EXPECT_EQ(roles->role(4, 0), Role::NonEssential) << "a service";
    EXPECT_EQ(jsic_essentiality(rules, {"E29", "steel"}).error().key, "essentiality.not_jsic");
}

TEST(JsicEssentiality, FollowsTheFirstRuleThatFitsAndRefusesWhatIsNoRule) {
    const auto rules = JsicRules::parse(R"({"rules": [{"suppliers": ["09", "09"], "buyers": ["10", "12"], "role": 0},
                                                       {"suppliers": ["01", "20"], "buyers": ["01", "99"], "role": 2}]})");
    ASSERT_TRUE(rules);
    const auto roles = jsic_essentiality(*rules, {"09", "12", "30"});
    EXPECT_EQ(roles->role(0, 1), Role::None);
    EXPECT_EQ(roles->role(0, 2), Role::Essential);
    EXPECT_EQ(roles->role(2, 0), Role::None) << "no rule fits";
    for (const char* wrong :
         {"{}", R"({"rules": [1]})", R"({"rules": [{"suppliers": ["9"], "buyers": ["01", "02"], "role": 1}]})",
          R"({"rules": [{"suppliers": ["01", "02"], "buyers": ["01", "02"], "role": 3}]})"})
        EXPECT_EQ(JsicRules::parse(wrong).error().key, "essentiality.rules_invalid") << wrong;
}

} // namespace
} // namespace hoshirube::graph
