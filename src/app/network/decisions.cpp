#include "app/network/decisions.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "app/network/order_file.h"
#include "app/network/view.h"
#include "base/hash.h"
#include "graph/decision.h"
#include "graph/io_csv.h"
#include "graph/io_impact.h"
#include "graph/upstream_screening.h"

namespace hoshirube {

namespace {

const char* role_name(graph::Role role) {
    return role == graph::Role::Essential ? "essential" : role == graph::Role::NonEssential ? "non_essential" : "none";
}

Json range_json(const graph::Range& range) { return {{"least", range.least}, {"middle", range.middle}, {"most", range.most}}; }

Json single_sources_json(const Analysis& analysis, graph::Firm buyer) {
    const auto& network = analysis.network();
    Json items = Json::array();
    for (const auto& one : graph::single_sources(network, analysis.roles, buyer)) {
        Json item = firm_json(network, one.supplier);
        item["role"] = role_name(one.role);
        item["purchase_share"] = one.purchase_share;
        item["other_sellers"] = one.others;
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace

Result<Json> exposure_json(const Analysis& analysis, graph::CascadeRunner& runner, graph::UpstreamClosure& upstream,
                           const ExposureOrder& order) {
    const auto& network = analysis.network();
    const auto buyer = TRY(graph::find_firm(network, "buyer", order.buyer));
    const auto closure = TRY(upstream.of(buyer, order.most_tiers, order.least_exposure));
    auto members = closure.members;
    std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.exposure > b.exposure; });
    if (members.size() > order.most_measured) members.resize(order.most_measured);
    std::vector<graph::Firm> suppliers;
    for (const auto& member : members) suppliers.push_back(member.firm);
    const auto lost = TRY(graph::exposures(runner, buyer, suppliers));
    std::vector<std::size_t> by_loss(suppliers.size());
    std::iota(by_loss.begin(), by_loss.end(), std::size_t{0});
    std::stable_sort(by_loss.begin(), by_loss.end(), [&](std::size_t a, std::size_t b) { return lost[a] > lost[b]; });
    Json items = Json::array(), tiers = Json::array();
    for (const std::size_t i : by_loss) {
        Json item = firm_json(network, suppliers[i]);
        item["tier"] = members[i].tier;
        item["path_exposure"] = members[i].exposure;
        item["lost"] = lost[i];
        items.push_back(std::move(item));
    }
    for (const auto& tier : closure.tiers) tiers.push_back({{"tier", tier.tier}, {"kept", tier.kept}, {"cut", tier.cut}});
    return Json{{"buyer", firm_json(network, buyer)},
                {"items", std::move(items)},
                {"tiers", std::move(tiers)},
                {"measured", members.size()},
                {"kept", closure.members.size()},
                {"cut", closure.cut},
                {"direct_share", closure.direct_share},
                {"single_sources", single_sources_json(analysis, buyer)},
                {"note", "impact.note.one_question"},
                {"about", about_run(analysis, {{"name", "exposure"},
                                               {"buyer", network.table().id[buyer]},
                                               {"max_tier", order.most_tiers},
                                               {"min_exposure", order.least_exposure},
                                               {"measured", members.size()}})}};
}

namespace {

constexpr double kMostStops = 1e4, kMostCost = 1e15;

struct Plan {
    std::vector<graph::Candidate> candidates;
    std::vector<graph::CommonCause> causes;
    std::vector<std::string> cause_names;
    std::vector<double> stop_now, stop_raised; // By firm of the network.
    graph::MonteCarloRules rules;
};

// {"0": [0.1, 0.2, 0.4], …}
Result<std::map<std::string, graph::Range>> read_stops(const Json* object) {
    std::map<std::string, graph::Range> stops;
    if (!object) return stops;
    for (const auto& [star, values] : object->items()) {
        const auto path = "stops_a_year." + star;
        const bool is_range = values.is_array() && values.size() == 3 &&
                              std::all_of(values.begin(), values.end(), [](const Json& value) { return value.is_number(); });
        if (!is_range) return invalid("order.invalid", path, {{"name", path}});
        const graph::Range range{values[0].get<double>(), values[1].get<double>(), values[2].get<double>()};
        if (!(range.least >= 0 && range.least <= range.middle && range.middle <= range.most && range.most <= kMostStops))
            return invalid("order.invalid", path, {{"name", path}});
        stops.emplace(star, range);
    }
    return stops;
}

Result<std::map<std::string, double>> read_stop_shares(const Json* object) {
    std::map<std::string, double> shares;
    if (!object) return shares;
    auto fields = TRY(OrderFields::of(*object, "stop_share"));
    for (const auto& [star, value] : object->items()) shares[star] = TRY(fields.number(star, {}, 0, 1));
    return shares;
}

template <class Value>
Result<Value> of_star(const std::map<std::string, Value>& values, const std::string& star, const char* field) {
    const auto found = values.find(star);
    if (found == values.end()) return invalid("plan.star_unknown", field, {{"star", star}});
    return found->second;
}

Result<Done> read_causes(const graph::Network& network, const Json* list, Plan& plan) {
    if (!list) return Done{};
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto fields = TRY(OrderFields::of((*list)[i], "common_causes." + std::to_string(i)));
        plan.cause_names.push_back(TRY(fields.text("name", "")));
        graph::CommonCause cause;
        cause.incidents_a_year = TRY(fields.number("incidents_a_year", {}, 0, kMostStops));
        const Json* firms = TRY(fields.list("firms"));
        TRY(fields.finish());
        if (!firms) return invalid("order.missing", fields.path_of("firms"), {{"name", fields.path_of("firms")}});
        for (const Json& id : *firms) {
            if (!id.is_string()) return invalid("order.invalid", fields.path_of("firms"), {{"name", fields.path_of("firms")}});
            cause.firms.push_back(TRY(graph::find_firm(network, "common_causes", id.get<std::string>())));
        }
        plan.causes.push_back(std::move(cause));
    }
    return Done{};
}

Result<Plan> read_plan(const graph::Network& network, const Json& json) {
    Plan plan;
    auto fields = TRY(OrderFields::of(json, ""));
    const Json* firms = TRY(fields.object("firms"));
    if (!firms || firms->empty()) return invalid("order.missing", "firms", {{"name", "firms"}});
    const Json* stops_object = TRY(fields.object("stops_a_year"));
    const auto stops = TRY(read_stops(stops_object));
    const Json* shares_object = TRY(fields.object("stop_share"));
    const auto shares = TRY(read_stop_shares(shares_object));
    const double outage_days = TRY(fields.number("outage_days", {}, 0, 366));
    const auto otherwise = TRY(fields.text("otherwise_star", "0"));
    plan.rules.outage_days = outage_days;
    plan.rules.years = static_cast<std::uint32_t>(TRY(fields.number("years", 1000, 1, 1e6)));
    plan.rules.seed = static_cast<std::uint64_t>(TRY(fields.number("seed", 1, 0, 9e15)));
    const Json* causes = TRY(fields.list("common_causes"));
    TRY(read_causes(network, causes, plan));
    TRY(fields.finish());
    const bool has_causes = !plan.causes.empty();
    if (has_causes) {
        const double share = TRY(of_star(shares, otherwise, "stop_share"));
        plan.stop_now.assign(network.firm_count(), share);
        plan.stop_raised = plan.stop_now;
    }
    for (const auto& [id, value] : firms->items()) {
        auto one = TRY(OrderFields::of(value, "firms." + id));
        graph::Candidate candidate{};
        candidate.firm = TRY(graph::find_firm(network, "firms", id));
        const auto now = TRY(one.text("star", otherwise)), planned = TRY(one.text("plan", {}));
        candidate.cost = TRY(one.number("cost", 1, 1e-12, kMostCost));
        candidate.stops_now = TRY(of_star(stops, now, "stops_a_year"));
        candidate.stops_raised = TRY(of_star(stops, planned, "stops_a_year"));
        candidate.outage_days = TRY(one.number("outage_days", outage_days, 0, 366));
        TRY(one.finish());
        if (has_causes) {
            plan.stop_now[candidate.firm] = TRY(of_star(shares, now, "stop_share"));
            plan.stop_raised[candidate.firm] = TRY(of_star(shares, planned, "stop_share"));
        }
        plan.candidates.push_back(candidate);
    }
    return plan;
}

Json curve_json(const graph::Network& network, const std::vector<graph::MarginalPoint>& curve) {
    Json points = Json::array();
    for (const auto& point : curve) {
        Json one = firm_json(network, point.firm);
        one["firms"] = points.size() + 1;
        one["cost"] = point.cost;
        one["avoided"] = range_json(point.avoided);
        points.push_back(std::move(one));
    }
    return points;
}

std::size_t overlap(const std::vector<graph::MarginalPoint>& a, const std::vector<graph::MarginalPoint>& b, std::size_t first) {
    std::set<graph::Firm> firms;
    for (std::size_t i = 0; i < first; ++i) firms.insert(a[i].firm);
    return static_cast<std::size_t>(std::count_if(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(first),
                                                  [&](const auto& point) { return firms.contains(point.firm); }));
}

} // namespace

Result<Json> plan_json(const Analysis& analysis, graph::CascadeRunner& runner, const Json& order) {
    const auto& network = analysis.network();
    auto plan = TRY(read_plan(network, order));
    std::vector<graph::Firm> firms;
    for (const auto& one : plan.candidates) firms.push_back(one.firm);
    const auto impacts = TRY(runner.run(graph::ScenarioSet::closures(firms)));
    graph::Range now{0, 0, 0}, raised{0, 0, 0};
    Json items = Json::array();
    for (std::size_t i = 0; i < firms.size(); ++i) {
        plan.candidates[i].esri = impacts[i].esri;
        const auto loss = graph::expected_loss(plan.candidates[i]);
        now = {now.least + loss.now.least, now.middle + loss.now.middle, now.most + loss.now.most};
        raised = {raised.least + loss.raised.least, raised.middle + loss.raised.middle, raised.most + loss.raised.most};
        Json item = firm_json(network, firms[i]);
        item["esri"] = impacts[i].esri;
        item["now"] = range_json(loss.now);
        item["raised"] = range_json(loss.raised);
        item["avoided"] = range_json(loss.avoided);
        item["cost"] = plan.candidates[i].cost;
        items.push_back(std::move(item));
    }
    const auto best = TRY(graph::marginal_curve(network, plan.candidates, graph::RankBy::AvoidedPerCost));
    const auto by_size = TRY(graph::marginal_curve(network, plan.candidates, graph::RankBy::Size));
    const std::size_t first = std::min<std::size_t>(10, firms.size());
    Json common;
    if (!plan.causes.empty()) {
        const auto loss =
            TRY(graph::common_cause_loss(network, runner, plan.causes, plan.stop_now, plan.stop_raised, plan.rules));
        common = {{"causes", plan.cause_names},        {"years", plan.rules.years},           {"now", range_json(loss.now)},
                  {"raised", range_json(loss.raised)}, {"avoided", range_json(loss.avoided)}, {"interaction", loss.interaction}};
    }
    return Json{{"expected_loss",
                 {{"now", range_json(now)}, {"raised", range_json(raised)}, {"avoided", range_json(best.back().avoided)}}},
                {"firms", std::move(items)},
                {"curve", curve_json(network, best)},
                {"curve_by_size", curve_json(network, by_size)},
                {"overlap", {{"first", first}, {"in_both", overlap(best, by_size, first)}}},
                {"common_causes", std::move(common)},
                {"note", "impact.note.one_question"},
                {"about", about_run(analysis, {{"name", "plan"}, {"order", order}})}};
}

namespace {

// Rank 1 has the largest figure; equal figures share the better rank.
std::vector<std::size_t> ranks(const std::vector<double>& figures) {
    std::vector<double> sorted = figures;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    std::vector<std::size_t> result;
    for (const double figure : figures)
        result.push_back(1 + static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), figure, std::greater<>()) -
                                                      sorted.begin()));
    return result;
}

template <class Value>
Value quantile(std::vector<Value>& values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

Result<std::vector<double>> esri_of(Workbench& bench, const graph::Cascade& cascade, const graph::CascadeRules& rules,
                                    std::span<const graph::Firm> firms) {
    graph::CascadeRunner runner(cascade, rules, bench.executor);
    std::vector<double> figures;
    for (const auto& impact : TRY(runner.run(graph::ScenarioSet::closures(firms)))) figures.push_back(impact.esri);
    return figures;
}

} // namespace

Result<Json> noise_json(Workbench& bench, const Analysis& analysis, std::span<const graph::Firm> firms, const NoiseOrder& order) {
    constexpr std::uint32_t kMostRuns = 10'000;
    if (order.runs == 0 || order.runs > kMostRuns) return invalid("noise.runs", "runs");
    const auto& network = analysis.network();
    std::string asked_ids; // The run id names what was asked: other firms, another run.
    for (const auto firm : firms) asked_ids += network.table().id[firm] + '\n';
    const auto base = TRY(esri_of(bench, analysis.cascade, analysis.rules, firms));
    std::vector<std::vector<std::size_t>> rank_of(firms.size());
    std::vector<std::vector<double>> esri(firms.size());
    const double start = bench.seconds();
    for (std::uint32_t run = 0; run < order.runs; ++run) {
        const auto world = TRY(graph::noisy_network(network, order.rules, order.seed + run));
        const auto cascade = TRY(graph::Cascade::prepare(world, analysis.roles));
        const auto figures = TRY(esri_of(bench, cascade, analysis.rules, firms));
        const auto places = ranks(figures);
        for (std::size_t i = 0; i < firms.size(); ++i) {
            rank_of[i].push_back(places[i]);
            esri[i].push_back(figures[i]);
        }
        bench.report(
            {(run + std::uint64_t{1}) * firms.size(), std::uint64_t{order.runs} * firms.size(), bench.seconds() - start, 0});
    }
    const auto places = ranks(base);
    std::vector<std::size_t> by_rank(firms.size());
    std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
    std::stable_sort(by_rank.begin(), by_rank.end(), [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
    Json items = Json::array();
    for (const std::size_t i : by_rank) {
        Json item = firm_json(network, firms[i]);
        item["esri"] = base[i];
        item["rank"] = places[i];
        item["rank_interval"] = {
            {"low", quantile(rank_of[i], 0.05)}, {"median", quantile(rank_of[i], 0.5)}, {"high", quantile(rank_of[i], 0.95)}};
        item["esri_interval"] = {
            {"low", quantile(esri[i], 0.05)}, {"median", quantile(esri[i], 0.5)}, {"high", quantile(esri[i], 0.95)}};
        items.push_back(std::move(item));
    }
    return Json{{"items", std::move(items)},
                {"about", about_run(analysis, {{"name", "noise"},
                                               {"runs", order.runs},
                                               {"seed", order.seed},
                                               {"firms", firms.size()},
                                               {"firms_sha256", sha256_hex(asked_ids)},
                                               {"age_months", order.rules.age_months},
                                               {"half_life_months", order.rules.half_life_months},
                                               {"missing_share", order.rules.missing_share},
                                               {"weight_spread", order.rules.weight_spread}})}};
}

Result<Json> write_screening(Workbench& bench, const Analysis& analysis, const std::string& out) {
    const auto screening = graph::screen_upstream(analysis.cascade, {});
    const auto& ids = analysis.network().table().id;
    std::string text = "id,lower,upper\n";
    for (std::size_t i = 0; i < ids.size(); ++i) {
        graph::append_csv_cell(text, ids[i]);
        text += ',';
        graph::append_number(text, screening.lower[i]);
        text += ',';
        graph::append_number(text, screening.upper[i]);
        text += '\n';
    }
    TRY(write_whole(bench.files, out, text));
    return Json{{"out", out},
                {"has_settled", screening.has_settled},
                {"sweeps", screening.sweeps},
                {"about", about_run(analysis, {{"name", "screening"}})}};
}

} // namespace hoshirube
