// The published equations against values made by an independent reference (shared/vectors/esri).

#include "base/json.h"
#include "graph/cascade.h"
#include "graph/plain_kernel.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace hoshirube::graph {
namespace {

constexpr double kTolerance = 1e-9;

struct Case {
    std::string name;
    Network network;
    Essentiality essentiality;
    CascadeRules rules;
    ScenarioSet scenarios;
    Json expected;
};

std::vector<double> column(const Json& text, const char* name) {
    return text.contains(name) ? text.at(name).get<std::vector<double>>() : std::vector<double>{};
}

std::vector<std::string> numbered(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
    return names;
}

void add_scenario(const Json& text, Firm firms, ScenarioSet& scenarios) {
    std::vector<double> down(firms, 0), up(firms, 0);
    const Json& psi = text.at("psi");
    for (const auto& [id, share] : psi.items()) down[std::stoul(id)] = share.get<double>();
    for (const auto& [id, share] : (text.contains("psi_up") ? text.at("psi_up") : psi).items())
        up[std::stoul(id)] = share.get<double>();
    std::vector<Shock> shocks;
    for (Firm i = 0; i < firms; ++i)
        if (down[i] > 0 || up[i] > 0) shocks.push_back({i, down[i], up[i]});
    scenarios.add(shocks);
}

Case read_case(const Json& text, double scale) {
    FirmTable firms;
    firms.id = numbered(text.at("n").get<std::size_t>());
    firms.sector = text.at("sector").get<std::vector<std::uint32_t>>();
    firms.sector_name = numbered(text.at("essentiality").size());
    firms.weight = column(text, "weights");
    firms.revenue = column(text, "revenue");
    firms.cost = column(text, "costs");
    for (auto* figures : {&firms.revenue, &firms.cost})
        for (double& figure : *figures) figure *= scale;
    if (text.contains("market")) {
        firms.market = text.at("market").get<std::vector<std::uint32_t>>();
        firms.market_name = numbered(*std::max_element(firms.market.begin(), firms.market.end()) + 1);
    }
    std::vector<Link> links;
    for (const Json& edge : text.at("edges"))
        links.push_back({edge[0].get<Firm>(), edge[1].get<Firm>(), edge[2].get<double>() * scale});
    std::vector<Role> roles;
    for (const Json& row : text.at("essentiality"))
        for (const Json& cell : row) roles.push_back(static_cast<Role>(cell.get<int>()));

    auto essentiality = Essentiality::build(firms.sector_name, roles);
    auto network = Network::build(firms, links);
    CHECK(essentiality && network);
    CascadeRules rules{.eps = text.at("eps").get<double>()};
    if (!text.value("replaceability", true)) rules.substitution = Substitution::None;
    ScenarioSet scenarios;
    for (const Json& scenario : text.at("scenarios")) add_scenario(scenario, network->firm_count(), scenarios);
    return {text.at("name"), std::move(*network), std::move(*essentiality), rules, scenarios, text.at("expected")};
}

std::vector<Case> read_cases(double scale = 1) {
    std::ifstream file(SOURCE_DIR "/../shared/vectors/esri/esri-vectors.json");
    std::ostringstream bytes;
    bytes << file.rdbuf();
    std::vector<Case> cases;
    if (!file) return cases;
    const auto text = parse_json(bytes.str());
    CHECK(text);
    for (const Json& one : text->at("cases")) cases.push_back(read_case(one, scale));
    return cases;
}

void expect_impacts(const Case& c, const std::vector<Impact>& impacts) {
    for (std::size_t i = 0; i < impacts.size(); ++i) {
        SCOPED_TRACE("scenario " + std::to_string(i));
        const Json& expected = c.expected[i];
        EXPECT_NEAR(impacts[i].esri, expected.at("esri").get<double>(), kTolerance);
        EXPECT_NEAR(impacts[i].esri_down, expected.at("esri_down").get<double>(), kTolerance);
        EXPECT_NEAR(impacts[i].esri_up, expected.at("esri_up").get<double>(), kTolerance);
        if (c.rules.eps == kPublishedEps) { EXPECT_EQ(impacts[i].iterations, expected.at("T").get<std::uint32_t>()); }
    }
}

class CascadeVectors : public testing::Test {
protected:
    void SetUp() override {
        if (read_cases().empty()) GTEST_SKIP() << "shared/vectors/esri/esri-vectors.json is not here";
    }
};

// The paths a scenario can take: all in the batch from the start, all in the frontier, or as shipped.
constexpr double kHandoverShares[] = {0, 1e9, 0.025};

TEST_F(CascadeVectors, AreMetOnEveryPath) {
    for (Case& c : read_cases()) {
        for (double share : kHandoverShares) {
            SCOPED_TRACE(c.name + ", hand-over share " + std::to_string(share));
            c.rules.handover_share = share;
            const auto cascade = Cascade::prepare(c.network, c.essentiality);
            SerialExecutor executor;
            CascadeRunner runner(*cascade, c.rules, executor);
            const auto impacts = runner.run(c.scenarios);
            ASSERT_TRUE(impacts);
            expect_impacts(c, *impacts);
        }
    }
}

TEST_F(CascadeVectors, AreMetInAnyCurrencyUnit) {
    for (double scale : {1e-6, 1e6}) {
        for (const Case& c : read_cases(scale)) {
            SCOPED_TRACE(c.name + ", scale " + std::to_string(scale));
            const auto cascade = Cascade::prepare(c.network, c.essentiality);
            SerialExecutor executor;
            const auto impacts = CascadeRunner(*cascade, c.rules, executor).run(c.scenarios);
            ASSERT_TRUE(impacts);
            expect_impacts(c, *impacts);
        }
    }
}

TEST_F(CascadeVectors, AreMetFirmByFirm) {
    for (Case& c : read_cases()) {
        for (double share : kHandoverShares) {
            SCOPED_TRACE(c.name);
            c.rules.handover_share = share;
            const auto cascade = Cascade::prepare(c.network, c.essentiality);
            SerialExecutor executor;
            CascadeRunner runner(*cascade, c.rules, executor);
            for (std::size_t i = 0; i < c.scenarios.size(); ++i) {
                const auto detail = runner.losses(c.scenarios[i]);
                ASSERT_TRUE(detail);
                expect_impacts({c.name, c.network, c.essentiality, c.rules, {}, Json::array({c.expected[i]})}, {detail->impact});
                if (!c.expected[i].contains("h_down")) continue;
                std::vector<double> down(c.network.firm_count(), 1), up = down;
                for (const FirmLoss& loss : detail->losses) {
                    down[loss.firm] -= loss.down;
                    up[loss.firm] -= loss.up;
                }
                for (Firm firm = 0; firm < c.network.firm_count(); ++firm) {
                    EXPECT_NEAR(down[firm], c.expected[i].at("h_down")[firm].get<double>(), kTolerance);
                    EXPECT_NEAR(up[firm], c.expected[i].at("h_up")[firm].get<double>(), kTolerance);
                }
            }
        }
    }
}

TEST_F(CascadeVectors, AreMetByThePlainKernelThatJudgesTheFastOnes) {
    for (const Case& c : read_cases()) {
        SCOPED_TRACE(c.name);
        const plain::Kernel kernel(c.network, c.essentiality);
        std::vector<Impact> impacts;
        for (std::size_t i = 0; i < c.scenarios.size(); ++i) {
            std::vector<double> down(c.network.firm_count(), 0), up = down;
            for (const Shock& shock : c.scenarios[i]) {
                down[shock.firm] = shock.down;
                up[shock.firm] = shock.up;
            }
            const auto outcome = kernel.run(down, up, {c.rules.eps, c.rules.substitution == Substitution::WithinMarket});
            impacts.push_back({outcome.esri, outcome.down, outcome.up, static_cast<std::uint32_t>(outcome.iterations), 0});
        }
        expect_impacts(c, impacts);
    }
}

} // namespace
} // namespace hoshirube::graph
