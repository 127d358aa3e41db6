#include "app/network/outage.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "app/network/order_file.h"
#include "app/network/view.h"
#include "base/hash.h"
#include "graph/io_impact.h"
#include "graph/outage.h"

namespace hoshirube {

namespace {

constexpr double kMostDays = 3660;
constexpr std::size_t kListed = 100;

struct OutageOrder {
    std::vector<graph::Outage> outages;
    graph::StockDays stocks;
    graph::OutageRules rules;
};

Result<graph::StockDays> read_stocks(const graph::Network& network, const Json* object) {
    graph::StockDays stocks;
    if (!object) return stocks;
    auto fields = TRY(OrderFields::of(*object, "stock_days"));
    stocks.otherwise = TRY(fields.number("otherwise", 0, 0, kMostDays));
    const Json* by_sector = TRY(fields.object("by_sector"));
    TRY(fields.finish());
    if (!by_sector) return stocks;
    const auto& names = network.table().sector_name;
    stocks.by_sector.assign(names.size(), stocks.otherwise);
    auto sectors = TRY(OrderFields::of(*by_sector, "stock_days.by_sector"));
    for (const auto& [sector, days] : by_sector->items()) {
        const auto found = std::find(names.begin(), names.end(), sector);
        if (found == names.end()) return invalid("outage.sector_unknown", "stock_days.by_sector", {{"sector", sector}});
        stocks.by_sector[static_cast<std::size_t>(found - names.begin())] = TRY(sectors.number(sector, {}, 0, kMostDays));
    }
    return stocks;
}

Result<OutageOrder> read_order(const graph::Network& network, const Json& json, const graph::CascadeRules& rules) {
    OutageOrder order;
    auto fields = TRY(OrderFields::of(json, ""));
    const Json* outages = TRY(fields.object("outages"));
    if (!outages || outages->empty()) return invalid("order.missing", "outages", {{"name", "outages"}});
    for (const auto& [id, value] : outages->items()) {
        auto one = TRY(OrderFields::of(value, "outages." + id));
        graph::Outage outage{TRY(graph::find_firm(network, "outages", id))};
        outage.lost = TRY(one.number("lost", 1, 0, 1));
        outage.full_days = static_cast<std::uint32_t>(TRY(one.number("full_days", 1, 0, kMostDays)));
        outage.recovery_days = static_cast<std::uint32_t>(TRY(one.number("recovery_days", 0, 0, kMostDays)));
        TRY(one.finish());
        order.outages.push_back(outage);
    }
    order.rules.days = static_cast<std::uint32_t>(TRY(fields.number("days", 30, 1, kMostDays)));
    order.rules.stopped_below = TRY(fields.number("stopped_below", 0.1, 0, 1));
    order.rules.eps = rules.eps;
    order.rules.substitution = rules.substitution;
    const Json* stocks = TRY(fields.object("stock_days"));
    order.stocks = TRY(read_stocks(network, stocks));
    TRY(fields.finish());
    return order;
}

// The static cascade of each day's shocks: days with equal shocks share one.
Result<std::vector<double>> static_bounds(Workbench& bench, const Analysis& analysis, const OutageOrder& order) {
    graph::ScenarioSet scenarios;
    std::map<std::vector<double>, std::size_t> known;
    std::vector<std::size_t> scenario_of_day;
    for (std::uint32_t day = 1; day <= order.rules.days; ++day) {
        std::vector<double> lost;
        for (const auto& outage : order.outages) lost.push_back(outage.lost_on(day));
        const auto [place, is_new] = known.emplace(lost, known.size());
        if (is_new) {
            std::vector<graph::Shock> shocks;
            for (std::size_t i = 0; i < lost.size(); ++i) shocks.push_back({order.outages[i].firm, lost[i], lost[i]});
            scenarios.add(shocks);
        }
        scenario_of_day.push_back(place->second);
    }
    graph::CascadeRunner runner(analysis.cascade, analysis.rules, bench.executor);
    const auto impacts = TRY(runner.run(scenarios));
    std::vector<double> bounds;
    for (const std::size_t scenario : scenario_of_day) bounds.push_back(impacts[scenario].esri);
    return bounds;
}

// The firms of `figures` that are above 0, by falling figure.
std::vector<graph::Firm> largest(const std::vector<double>& figures, std::size_t count) {
    std::vector<graph::Firm> firms(figures.size());
    std::iota(firms.begin(), firms.end(), graph::Firm{0});
    count = std::min(count, firms.size());
    std::partial_sort(firms.begin(), firms.begin() + static_cast<std::ptrdiff_t>(count), firms.end(),
                      [&](graph::Firm a, graph::Firm b) { return figures[a] != figures[b] ? figures[a] > figures[b] : a < b; });
    firms.resize(count);
    std::erase_if(firms, [&](graph::Firm firm) { return !(figures[firm] > 0); });
    return firms;
}

} // namespace

Result<Json> outage_json(Workbench& bench, const Analysis& analysis, const Json& json) {
    const auto& network = analysis.network();
    const auto order = TRY(read_order(network, json, analysis.rules));
    graph::OutageModel model(network, analysis.cascade);
    const auto course = TRY(model.run(order.outages, order.stocks, order.rules));
    const auto bounds = TRY(static_bounds(bench, analysis, order));

    Json days = Json::array(), stopped = Json::array(), affected = Json::array();
    for (std::size_t i = 0; i < course.days.size(); ++i)
        days.push_back({{"day", i + 1},
                        {"total", course.days[i].total},
                        {"down", course.days[i].down},
                        {"up", course.days[i].up},
                        {"static_upper_bound", bounds[i]}});
    std::vector<std::pair<std::uint32_t, graph::Firm>> first_stops;
    for (graph::Firm i = 0; i < network.firm_count(); ++i)
        if (course.stopped_on[i] != 0) first_stops.emplace_back(course.stopped_on[i], i);
    std::sort(first_stops.begin(), first_stops.end());
    for (std::size_t i = 0; i < first_stops.size() && i < kListed; ++i) {
        Json one = firm_json(network, first_stops[i].second);
        one["day"] = first_stops[i].first;
        stopped.push_back(std::move(one));
    }
    for (const graph::Firm firm : largest(course.firm_lost_days, kListed)) {
        Json one = firm_json(network, firm);
        one["lost_days"] = course.firm_lost_days[firm];
        affected.push_back(std::move(one));
    }
    auto about = about_run(analysis, {{"name", "outage"}, {"order", json}});
    if (!course.has_settled) about["warnings"].push_back("impact.warning.not_settled");
    return Json{{"days", std::move(days)},
                {"lost_days", course.lost_days},
                {"static_upper_bound_lost_days", std::accumulate(bounds.begin(), bounds.end(), 0.0)},
                {"stopped_count", first_stops.size()},
                {"stopped", std::move(stopped)},
                {"most_affected", std::move(affected)},
                {"note", "impact.note.static_upper_bound"},
                {"about", std::move(about)}};
}

} // namespace hoshirube
