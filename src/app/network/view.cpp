#include "app/network/view.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <random>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "graph/cascade_course.h"
#include "graph/io_csv.h"
#include "graph/io_impact.h"
#include "graph/loss_paths.h"

namespace hoshirube {

namespace {

constexpr std::size_t kReasons = 3, kMostAffected = 100, kCourseSteps = 30;
constexpr double kPlateauWithin = 0.9; // Of the largest.

// Positions by falling figure; equal figures keep the network's order.
std::vector<std::size_t> order_of(const std::vector<double>& figures) {
    std::vector<std::size_t> order(figures.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return figures[a] > figures[b]; });
    return order;
}

std::vector<std::size_t> ranks_of(const std::vector<std::size_t>& order) {
    std::vector<std::size_t> rank(order.size());
    for (std::size_t r = 0; r < order.size(); ++r) rank[order[r]] = r + 1;
    return rank;
}

std::vector<double> esri_of(const MeasuredFirms& measured) {
    std::vector<double> figures;
    for (const auto& impact : measured.impacts) figures.push_back(impact.esri);
    return figures;
}

std::vector<double> sizes_of(const graph::Network& network, const MeasuredFirms& measured) {
    std::vector<double> figures;
    for (const auto firm : measured.firms) figures.push_back(network.size(firm));
    return figures;
}

struct Market {
    std::size_t sellers = 0;
    double sales = 0;
};

std::vector<Market> markets_of(const graph::Network& network) {
    std::vector<Market> markets(network.market_count());
    for (graph::Firm i = 0; i < network.firm_count(); ++i) {
        if (!(network.sales_total(i) > 0)) continue;
        ++markets[network.market(i)].sellers;
        markets[network.market(i)].sales += network.sales_total(i);
    }
    return markets;
}

double share_of(double part, double whole) { return whole > 0 ? part / whole : 0; }

double total_weight(const graph::Network& network) {
    double total = 0;
    for (graph::Firm i = 0; i < network.firm_count(); ++i) total += network.weight(i);
    return total;
}

// The losses of one scenario as shares of the whole weight; the `count` largest come first, in order.
struct WeighedLoss {
    graph::FirmLoss loss;
    double share; // Of the whole weight.
    double lost() const { return std::max(loss.down, loss.up); }
};
std::vector<WeighedLoss> weighed(const graph::Network& network, const std::vector<graph::FirmLoss>& losses, double total,
                                 std::size_t count) {
    std::vector<WeighedLoss> weighed_losses;
    weighed_losses.reserve(losses.size());
    for (const auto& loss : losses) {
        const double lost = std::max(loss.down, loss.up);
        if (lost > 0) weighed_losses.push_back({loss, network.weight(loss.firm) * lost / total});
    }
    const auto last = weighed_losses.begin() + static_cast<std::ptrdiff_t>(std::min(count, weighed_losses.size()));
    std::partial_sort(weighed_losses.begin(), last, weighed_losses.end(), [](const WeighedLoss& a, const WeighedLoss& b) {
        return a.share != b.share ? a.share > b.share : a.loss.firm < b.loss.firm;
    });
    return weighed_losses;
}

Json path_json(const graph::Network& network, const graph::LossPath& path) {
    Json steps = Json::array();
    for (const auto& step : path.steps) {
        Json one = firm_json(network, step.firm);
        one["passed_on"] = step.strength;
        steps.push_back(std::move(one));
    }
    return {{"channel", path.channel == graph::LossPath::Channel::Down ? "down" : "up"}, {"steps", std::move(steps)}};
}

// Sums by a class of the firms that lose, largest first.
Json by_class(const std::map<std::string, double>& sums, const char* name, std::size_t count) {
    std::vector<std::pair<double, std::string>> sorted;
    for (const auto& [key, sum] : sums) sorted.emplace_back(sum, key);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    Json rows = Json::array();
    for (const auto& [sum, key] : sorted)
        if (rows.size() < count) rows.push_back({{name, key}, {"lost", sum}});
    return rows;
}

Json sectors_hit(const graph::Network& network, const std::vector<WeighedLoss>& losses, std::size_t count) {
    const auto& table = network.table();
    std::vector<double> by_sector(table.sector_name.size());
    std::vector<char> is_hit(table.sector_name.size());
    for (const auto& one : losses) {
        by_sector[table.sector[one.loss.firm]] += one.share;
        is_hit[table.sector[one.loss.firm]] = 1;
    }
    std::map<std::string, double> sums;
    for (std::size_t k = 0; k < by_sector.size(); ++k)
        if (is_hit[k]) sums.emplace(table.sector_name[k], by_sector[k]);
    return by_class(sums, "sector", count);
}

Result<Json> reasons_json(const Analysis& analysis, graph::CascadeRunner& runner, graph::Firm firm, double total) {
    const auto& network = analysis.network();
    const graph::Shock shock{firm, 1, 1};
    const auto scenario = TRY(runner.losses({&shock, 1}));
    const auto losses = weighed(network, scenario.losses, total, kReasons + 1); // The firm itself is among them.
    graph::LossPaths paths(analysis.cascade, {&shock, 1}, scenario.losses);
    Json hit = Json::array();
    for (const auto& one : losses) {
        if (hit.size() == kReasons) break;
        if (one.loss.firm == firm) continue;
        Json entry = firm_json(network, one.loss.firm);
        entry["lost"] = one.lost();
        entry["share"] = one.share;
        entry["path"] = path_json(network, paths.to(one.loss));
        hit.push_back(std::move(entry));
    }
    return Json{{"firms", std::move(hit)}, {"sectors", sectors_hit(network, losses, kReasons)}, {"firms_touched", losses.size()}};
}

} // namespace

Json firm_json(const graph::Network& network, graph::Firm firm) {
    const auto& table = network.table();
    Json json{{"id", table.id[firm]}, {"sector", table.sector_name[table.sector[firm]]}, {"sales", network.size(firm)}};
    if (!table.name.empty()) json["name"] = table.name[firm];
    if (!table.prefecture.empty()) json["prefecture"] = table.prefecture[firm];
    return json;
}

Result<MeasuredFirms> read_impacts(const graph::Network& network, std::string_view csv) {
    MeasuredFirms measured;
    std::optional<Error> failure;
    bool is_header = true;
    const auto number = [&](std::string_view cell, auto& value) {
        const auto end = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        return end.ec == std::errc{} && end.ptr == cell.data() + cell.size();
    };
    graph::CsvRows rows([&](std::size_t line, std::span<const std::string_view> cells) {
        if (failure) return;
        graph::Impact impact;
        const bool is_row =
            cells.size() == 5 && (is_header ? cells[0] == "id" && cells[1] == "esri"
                                            : number(cells[1], impact.esri) && number(cells[2], impact.esri_down) &&
                                                  number(cells[3], impact.esri_up) && number(cells[4], impact.iterations));
        if (!is_row) {
            failure = invalid("impact.table_invalid", "impact", {{"line", std::to_string(line)}});
            return;
        }
        if (std::exchange(is_header, false)) return;
        const auto firm = graph::find_firm(network, "impact", cells[0]);
        if (!firm) failure = firm.error();
        else {
            measured.firms.push_back(*firm);
            measured.impacts.push_back(impact);
        }
    });
    rows.add(csv);
    const bool is_whole = rows.finish(graph::CsvRows::LastRow::OnlyIfWhole);
    if (failure) return *failure;
    if (!is_whole || measured.firms.empty())
        return invalid("impact.table_invalid", "impact", {{"line", std::to_string(rows.line() + 1)}});
    measured.sha256 = sha256_hex(csv);
    return measured;
}

struct RankedFirms::State {
    MeasuredFirms measured;
    std::vector<std::size_t> by_risk, rank, size_rank; // Positions in `measured`; ranks by position, from 1.
    std::vector<Market> markets;
    double total = 0;
    std::unordered_map<graph::Firm, std::size_t> place_of; // Position of each measured firm.
    mutable std::once_flag names_folded;
    mutable std::vector<std::string> name_key; // By position.

    const std::vector<std::string>& name_keys(const graph::Network& network) const {
        std::call_once(names_folded, [&] {
            if (network.table().name.empty()) return;
            name_key.reserve(measured.firms.size());
            for (const auto firm : measured.firms) name_key.push_back(search_key(network.table().name[firm]));
        });
        return name_key;
    }
};

std::vector<graph::Firm> first_firms(const RankedFirms& ranked, std::size_t count) {
    const auto& s = ranked.state();
    std::vector<graph::Firm> firms;
    for (std::size_t i = 0; i < std::min(count, s.by_risk.size()); ++i) firms.push_back(s.measured.firms[s.by_risk[i]]);
    return firms;
}

RankedFirms::RankedFirms(const graph::Network& network, MeasuredFirms measured) : state_(std::make_unique<State>()) {
    State& s = *state_;
    s.measured = std::move(measured);
    s.by_risk = order_of(esri_of(s.measured));
    s.rank = ranks_of(s.by_risk);
    s.size_rank = ranks_of(order_of(sizes_of(network, s.measured)));
    s.markets = markets_of(network);
    s.total = total_weight(network);
    s.place_of.reserve(s.measured.firms.size());
    for (std::size_t at = 0; at < s.measured.firms.size(); ++at) s.place_of.emplace(s.measured.firms[at], at);
}
RankedFirms::~RankedFirms() = default;
RankedFirms::RankedFirms(RankedFirms&&) noexcept = default;

namespace {

std::size_t alternatives_of(const graph::Network& network, const RankedFirms::State& state, graph::Firm firm) {
    return state.markets[network.market(firm)].sellers - (network.sales_total(firm) > 0 ? 1 : 0);
}

double market_share_of(const graph::Network& network, const RankedFirms::State& state, graph::Firm firm) {
    return share_of(network.sales_total(firm), state.markets[network.market(firm)].sales);
}

Json row_json(const graph::Network& network, const RankedFirms::State& state, std::size_t at) {
    const graph::Firm firm = state.measured.firms[at];
    const auto& impact = state.measured.impacts[at];
    Json item = firm_json(network, firm);
    item["rank"] = state.rank[at];
    item["rank_by_size"] = state.size_rank[at];
    item["esri"] = impact.esri;
    item["esri_down"] = impact.esri_down;
    item["esri_up"] = impact.esri_up;
    item["iterations"] = impact.iterations;
    item["alternatives"] = alternatives_of(network, state, firm);
    item["market_share"] = market_share_of(network, state, firm);
    return item;
}

Result<std::function<double(std::size_t)>> sort_figure(const graph::Network& network, const RankedFirms::State& state,
                                                       const std::string& sort) {
    const auto& measured = state.measured;
    using Figure = std::function<double(std::size_t)>;
    if (sort.empty() || sort == "esri") return Figure();
    if (sort == "esri_down") return Figure([&](std::size_t at) { return measured.impacts[at].esri_down; });
    if (sort == "esri_up") return Figure([&](std::size_t at) { return measured.impacts[at].esri_up; });
    if (sort == "sales") return Figure([&](std::size_t at) { return network.size(measured.firms[at]); });
    if (sort == "alternatives")
        return Figure([&](std::size_t at) { return static_cast<double>(alternatives_of(network, state, measured.firms[at])); });
    if (sort == "market_share")
        return Figure([&](std::size_t at) { return market_share_of(network, state, measured.firms[at]); });
    return invalid("impact.sort_unknown", "sort", {{"given", sort}});
}

// Ids are nearly always plain ASCII: folding them all by ICU would take seconds on a large network.
bool id_matches(const std::string& id, const std::string& key) {
    std::string folded;
    for (const char c : id) {
        if ((static_cast<unsigned char>(c) & 0x80U) != 0) return search_key(id).find(key) != std::string::npos;
        const bool is_upper = c >= 'A' && c <= 'Z';
        if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) folded += is_upper ? static_cast<char>(c + 32) : c;
    }
    return folded.find(key) != std::string::npos;
}

// Positions of the chosen firms in the order asked for.
Result<std::vector<std::size_t>> chosen(const graph::Network& network, const RankedFirms::State& state,
                                        const RankedOrder& order) {
    const auto figure = TRY(sort_figure(network, state, order.sort));
    const auto& table = network.table();
    const auto& names = order.search.empty() ? state.name_key : state.name_keys(network);
    std::vector<std::size_t> found;
    for (const std::size_t at : state.by_risk) {
        const graph::Firm firm = state.measured.firms[at];
        if (!order.sector.empty() && table.sector_name[table.sector[firm]] != order.sector) continue;
        if (!order.prefecture.empty() && (table.prefecture.empty() || table.prefecture[firm] != order.prefecture)) continue;
        if (!order.search.empty() && !id_matches(table.id[firm], order.search) &&
            (names.empty() || names[at].find(order.search) == std::string::npos))
            continue;
        found.push_back(at);
    }
    if (figure) {
        std::vector<std::pair<double, std::size_t>> keyed;
        keyed.reserve(found.size());
        for (const std::size_t at : found) keyed.emplace_back(figure(at), at);
        std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        for (std::size_t i = 0; i < found.size(); ++i) found[i] = keyed[i].second;
    }
    return found;
}

Json about_ranked(const Analysis& analysis, const RankedFirms::State& state) {
    return about_run(analysis, {{"name", "ranked"}, {"impacts_sha256", state.measured.sha256}});
}

} // namespace

Result<Json> ranked_page_json(const Analysis& analysis, graph::CascadeRunner& runner, const RankedFirms& ranked,
                              const RankedOrder& order) {
    const auto& network = analysis.network();
    const auto& state = ranked.state();
    const bool is_all =
        order.search.empty() && order.sector.empty() && order.prefecture.empty() && (order.sort.empty() || order.sort == "esri");
    std::vector<std::size_t> selection;
    if (!is_all) selection = TRY(chosen(network, state, order));
    const auto& found = is_all ? state.by_risk : selection;
    Json items = Json::array();
    for (std::size_t r = order.first; r < found.size() && items.size() < order.count; ++r) {
        Json item = row_json(network, state, found[r]);
        if (order.has_reasons) item["reasons"] = TRY(reasons_json(analysis, runner, state.measured.firms[found[r]], state.total));
        items.push_back(std::move(item));
    }
    return Json{{"items", std::move(items)},
                {"total", state.by_risk.size()},
                {"found", found.size()},
                {"note", "impact.note.one_question"},
                {"about", about_ranked(analysis, state)}};
}

Result<Json> ranked_firm_json(const Analysis& analysis, graph::CascadeRunner& runner, const RankedFirms& ranked,
                              graph::Firm firm) {
    const auto& state = ranked.state();
    const auto place = state.place_of.find(firm);
    if (place == state.place_of.end()) return Json();
    Json item = row_json(analysis.network(), state, place->second);
    item["reasons"] = TRY(reasons_json(analysis, runner, firm, state.total));
    return item;
}

Result<Json> ranked_list_json(Workbench& bench, const Analysis& analysis, const MeasuredFirms& measured,
                              const RankedOrder& order) {
    graph::CascadeRunner runner(analysis.cascade, analysis.rules, bench.executor);
    return ranked_page_json(analysis, runner, RankedFirms(analysis.network(), measured), order);
}

Json risk_profile_json(const Analysis& analysis, const MeasuredFirms& measured) {
    constexpr std::size_t kPoints = 400;
    const auto figures = esri_of(measured);
    const auto order = order_of(figures);
    Json points = Json::array();
    std::size_t last = 0;
    for (std::size_t i = 0; i < kPoints; ++i) {
        const double log_rank = std::log(static_cast<double>(order.size())) * static_cast<double>(i) / (kPoints - 1.0);
        const auto rank = std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(std::exp(log_rank))), 1, order.size());
        if (rank == last) continue;
        last = rank;
        const auto& impact = measured.impacts[order[rank - 1]];
        points.push_back({{"rank", rank}, {"esri", impact.esri}, {"esri_down", impact.esri_down}, {"esri_up", impact.esri_up}});
    }
    const double largest = figures[order.front()];
    const auto plateau =
        std::count_if(figures.begin(), figures.end(), [&](double esri) { return esri >= largest * kPlateauWithin; });
    double above_one_percent = 0;
    for (const double esri : figures) above_one_percent += esri >= 0.01;
    return {{"points", std::move(points)},
            {"firms", order.size()},
            {"plateau", {{"firms", plateau}, {"esri", largest}}},
            {"share_of_firms_above_one_percent", above_one_percent / static_cast<double>(order.size())},
            {"about", about_run(analysis, {{"name", "profile"}, {"impacts_sha256", measured.sha256}})}};
}

Json size_and_risk_json(const Analysis& analysis, const MeasuredFirms& measured, std::size_t most) {
    const auto& network = analysis.network();
    const auto by_risk = order_of(esri_of(measured)), by_size = order_of(sizes_of(network, measured));
    const auto risk_rank = ranks_of(by_risk), size_rank = ranks_of(by_size);
    std::vector<std::size_t> chosen;
    for (std::size_t r = 0; r < std::min(most, by_risk.size()); ++r) chosen.insert(chosen.end(), {by_risk[r], by_size[r]});
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    Json points = Json::array();
    for (const std::size_t at : chosen) {
        Json point = firm_json(network, measured.firms[at]);
        point["esri"] = measured.impacts[at].esri;
        point["rank"] = risk_rank[at];
        point["rank_by_size"] = size_rank[at];
        points.push_back(std::move(point));
    }
    const std::size_t top = std::min<std::size_t>(100, by_risk.size());
    const auto shared = std::count_if(by_risk.begin(), by_risk.begin() + static_cast<std::ptrdiff_t>(top),
                                      [&](std::size_t at) { return size_rank[at] <= top; });
    return {{"points", std::move(points)},
            {"overlap", {{"first", top}, {"in_both", shared}}},
            {"about", about_run(analysis, {{"name", "size"}, {"impacts_sha256", measured.sha256}})}};
}

Result<Json> cascade_json(const Analysis& analysis, graph::CascadeRunner& runner, std::span<const graph::Shock> shocks) {
    const auto& network = analysis.network();
    const auto course = TRY(graph::cascade_course(analysis.cascade, runner, shocks, kCourseSteps));
    Json steps = Json::array(), affected = Json::array(), shocked = Json::array();
    for (const auto& step : course.steps) {
        Json tiers = Json::array();
        for (const auto& tier : step.tiers) tiers.push_back({{"tier", tier.tier}, {"firms", tier.firms}, {"lost", tier.lost}});
        steps.push_back({{"updates", step.updates},
                         {"esri", step.impact.esri},
                         {"esri_down", step.impact.esri_down},
                         {"esri_up", step.impact.esri_up},
                         {"stopped", step.stopped},
                         {"impaired", step.impaired},
                         {"untouched", network.firm_count() - step.stopped - step.impaired},
                         {"tiers", std::move(tiers)}});
    }
    const auto losses = weighed(network, course.last.losses, total_weight(network), kMostAffected);
    graph::LossPaths paths(analysis.cascade, shocks, course.last.losses);
    for (std::size_t i = 0; i < losses.size() && i < kMostAffected; ++i) {
        Json one = firm_json(network, losses[i].loss.firm);
        one["lost"] = losses[i].lost();
        one["lost_down"] = losses[i].loss.down;
        one["lost_up"] = losses[i].loss.up;
        one["share"] = losses[i].share;
        one["path"] = path_json(network, paths.to(losses[i].loss));
        affected.push_back(std::move(one));
    }
    Json task = Json::array();
    for (const auto& shock : shocks) {
        Json one = firm_json(network, shock.firm);
        one["psi"] = shock.down;
        one["psi_up"] = shock.up;
        task.push_back({network.table().id[shock.firm], shock.down, shock.up});
        shocked.push_back(std::move(one));
    }
    std::map<std::string, double> prefectures;
    for (const auto& one : losses)
        if (!network.table().prefecture.empty()) prefectures[network.table().prefecture[one.loss.firm]] += one.share;
    return Json{{"shocked", std::move(shocked)},
                {"esri", course.last.impact.esri},
                {"esri_down", course.last.impact.esri_down},
                {"esri_up", course.last.impact.esri_up},
                {"iterations", course.last.impact.iterations},
                {"steps", std::move(steps)},
                {"firms_touched", losses.size()},
                {"most_affected", std::move(affected)},
                {"sectors", sectors_hit(network, losses, network.table().sector_name.size())},
                {"prefectures", by_class(prefectures, "prefecture", prefectures.size())},
                {"about", about_run(analysis, {{"name", "cascade"}, {"shocks", std::move(task)}})}};
}

Result<Json> sector_map_json(Workbench& bench, const Analysis& analysis, std::size_t firms_a_sector, std::uint64_t seed) {
    const auto& network = analysis.network();
    const auto& table = network.table();
    const std::size_t sectors = table.sector_name.size();
    std::vector<std::vector<graph::Firm>> members(sectors);
    std::vector<double> weight(sectors, 0);
    for (graph::Firm i = 0; i < network.firm_count(); ++i) {
        weight[table.sector[i]] += network.weight(i);
        if (network.sales_total(i) > 0 || network.purchase_total(i) > 0) members[table.sector[i]].push_back(i);
    }
    graph::CascadeRunner runner(analysis.cascade, analysis.rules, bench.executor);
    std::mt19937_64 random(seed);
    Json rows = Json::array();
    for (std::size_t k = 0; k < sectors; ++k) {
        auto& firms = members[k];
        const std::size_t count = std::min(firms_a_sector, firms.size());
        std::vector<double> lost(sectors, 0);
        for (std::size_t i = 0; i < count; ++i) {
            std::swap(firms[i], firms[i + random() % (firms.size() - i)]);
            const graph::Shock shock{firms[i], 1, 1};
            const auto scenario = TRY(runner.losses({&shock, 1}));
            for (const auto& loss : scenario.losses) // Its own stop is no loss it causes.
                if (loss.firm != firms[i])
                    lost[table.sector[loss.firm]] += network.weight(loss.firm) * std::max(loss.down, loss.up);
        }
        Json cells = Json::array();
        for (std::size_t l = 0; l < sectors; ++l)
            cells.push_back(count == 0 || !(weight[l] > 0) ? Json() : Json(lost[l] / weight[l] / static_cast<double>(count)));
        rows.push_back({{"sector", table.sector_name[k]}, {"firms", count}, {"mean_loss", std::move(cells)}});
    }
    return Json{{"sectors", table.sector_name},
                {"rows", std::move(rows)},
                {"about", about_run(analysis, {{"name", "sector_map"}, {"firms_a_sector", firms_a_sector}, {"seed", seed}})}};
}

Json prefecture_map_json(const Analysis& analysis, const MeasuredFirms& measured) {
    const auto& table = analysis.network().table();
    struct Sum {
        std::size_t firms = 0, in_first_hundred = 0;
        double esri = 0, largest = 0;
    };
    std::map<std::string, Sum> sums;
    const auto rank = ranks_of(order_of(esri_of(measured)));
    for (std::size_t i = 0; i < measured.firms.size() && !table.prefecture.empty(); ++i) {
        Sum& sum = sums[table.prefecture[measured.firms[i]]];
        ++sum.firms;
        sum.in_first_hundred += rank[i] <= 100;
        sum.esri += measured.impacts[i].esri;
        sum.largest = std::max(sum.largest, measured.impacts[i].esri);
    }
    Json items = Json::array();
    for (const auto& [prefecture, sum] : sums)
        items.push_back({{"prefecture", prefecture},
                         {"firms", sum.firms},
                         {"mean_esri", sum.esri / static_cast<double>(sum.firms)},
                         {"largest_esri", sum.largest},
                         {"in_first_hundred", sum.in_first_hundred}});
    return {{"items", std::move(items)},
            {"about", about_run(analysis, {{"name", "prefecture_map"}, {"impacts_sha256", measured.sha256}})}};
}

} // namespace hoshirube
