#include "graph/decision.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace hoshirube::graph {
namespace {

constexpr double kDaysAYear = 365;
constexpr double kMostStrikes = 1e8; // What may be drawn, so that an order of a few words cannot take hours.

bool is_range(const Range& range) {
    return range.least >= 0 && range.least <= range.middle && range.middle <= range.most && std::isfinite(range.most);
}

Range scaled(const Range& range, double by) { return {range.least * by, range.middle * by, range.most * by}; }

Range difference(const Range& a, const Range& b) { return {a.least - b.least, a.middle - b.middle, a.most - b.most}; }

Result<Done> check(std::span<const Candidate> candidates, Firm firms) {
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate& one = candidates[i];
        const Error::Params where{{"position", std::to_string(i + 1)}};
        if (!is_range(one.stops_now) || !is_range(one.stops_raised))
            return invalid("decision.range_invalid", "candidates", where);
        const bool is_good = one.firm < firms && one.outage_days >= 0 && std::isfinite(one.outage_days) && one.esri >= 0 &&
                             one.esri <= 1 && one.cost > 0 && std::isfinite(one.cost);
        if (!is_good) return invalid("decision.value_invalid", "candidates", where);
    }
    return Done{};
}

} // namespace

ExpectedLoss expected_loss(const Candidate& candidate) {
    // A stop cannot cost more than the share at risk all year round.
    const double each = candidate.esri * std::min(1.0, candidate.outage_days / kDaysAYear);
    const Range now = scaled(candidate.stops_now, each), raised = scaled(candidate.stops_raised, each);
    const Range apart = difference(now, raised);
    const auto [least, most] = std::minmax({apart.least, apart.middle, apart.most});
    return {now, raised, {least, apart.middle, most}};
}

Result<std::vector<MarginalPoint>> marginal_curve(const Network& network, std::span<const Candidate> candidates, RankBy order) {
    TRY(check(candidates, network.firm_count()));
    std::vector<std::pair<double, const Candidate*>> ranked;
    for (const Candidate& one : candidates) {
        const double merit = order == RankBy::Size ? network.size(one.firm) : expected_loss(one).avoided.middle / one.cost;
        ranked.emplace_back(merit, &one);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<MarginalPoint> curve;
    MarginalPoint sum{0, 0, {0, 0, 0}};
    for (const auto& [merit, one] : ranked) {
        const Range avoided = expected_loss(*one).avoided;
        sum = {one->firm,
               sum.cost + one->cost,
               {sum.avoided.least + avoided.least, sum.avoided.middle + avoided.middle, sum.avoided.most + avoided.most}};
        curve.push_back(sum);
    }
    return curve;
}

namespace {

double unit(std::mt19937_64& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

using FirmSet = std::vector<Firm>; // Ascending.

struct Incident {
    FirmSet now, raised;
};
using Year = std::vector<Incident>;

// One uniform number a struck firm serves both plans: the difference between them is not drowned by luck.
Incident draw_incident(const CommonCause& cause, std::span<const double> now, std::span<const double> raised,
                       std::mt19937_64& random) {
    Incident incident;
    for (Firm firm : cause.firms) {
        const double luck = unit(random);
        if (luck < now[firm]) incident.now.push_back(firm);
        if (luck < raised[firm]) incident.raised.push_back(firm);
    }
    for (FirmSet* set : {&incident.now, &incident.raised}) {
        std::sort(set->begin(), set->end());
        set->erase(std::unique(set->begin(), set->end()), set->end());
    }
    return incident;
}

// Incidents come one by one, at any time of the year: between two of them lies an exponential wait.
Year draw_year(std::span<const CommonCause> causes, std::span<const double> now, std::span<const double> raised,
               std::mt19937_64& random) {
    Year year;
    for (const CommonCause& cause : causes) {
        if (cause.incidents_a_year == 0) continue;
        const auto wait = [&] { return -std::log(1 - unit(random)) / cause.incidents_a_year; };
        for (double at = wait(); at < 1; at += wait()) year.push_back(draw_incident(cause, now, raised, random));
    }
    return year;
}

// Every set of firms that stops together, once, and its share of output at risk.
class JointLosses {
public:
    void want(const FirmSet& firms) {
        if (firms.empty() || !place_.emplace(firms, place_.size()).second) return;
        std::vector<Shock> shocks;
        for (Firm firm : firms) shocks.push_back({firm, 1, 1});
        scenarios_.add(shocks);
    }
    Result<Done> run(CascadeRunner& runner) {
        impacts_ = TRY(runner.run(scenarios_));
        return Done{};
    }
    double of(const FirmSet& firms) const { return firms.empty() ? 0 : impacts_[place_.at(firms)].esri; }

private:
    std::map<FirmSet, std::size_t> place_;
    ScenarioSet scenarios_;
    std::vector<Impact> impacts_;
};

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

Range bootstrap(const std::vector<double>& values, const MonteCarloRules& rules) {
    std::mt19937_64 random(rules.seed);
    std::vector<double> means;
    for (std::uint32_t r = 0; r < rules.resamples; ++r) {
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i) sum += values[random() % values.size()];
        means.push_back(sum / static_cast<double>(values.size()));
    }
    std::sort(means.begin(), means.end());
    const auto at = [&](double share) { return means[static_cast<std::size_t>(share * static_cast<double>(means.size() - 1))]; };
    const double middle = mean(values);
    return means.empty() ? Range{middle, middle, middle} : Range{at(0.025), middle, at(0.975)};
}

Result<Done> check(const Network& network, std::span<const CommonCause> causes, std::span<const double> now,
                   std::span<const double> raised, const MonteCarloRules& rules) {
    if (rules.years == 0 || !(rules.outage_days >= 0) || std::isinf(rules.outage_days)) return invalid("decision.years", "years");
    for (std::span<const double> shares : {now, raised})
        if (shares.size() != network.firm_count() ||
            !std::all_of(shares.begin(), shares.end(), [](double s) { return s >= 0 && s <= 1; }))
            return invalid("decision.stop_share", "stop_share");
    double strikes = 0; // Of firms, in all years.
    for (std::size_t i = 0; i < causes.size(); ++i) {
        strikes += causes[i].incidents_a_year * static_cast<double>(causes[i].firms.size() + 1) * rules.years;
        const bool is_good =
            causes[i].incidents_a_year >= 0 && std::isfinite(causes[i].incidents_a_year) &&
            std::all_of(causes[i].firms.begin(), causes[i].firms.end(), [&](Firm firm) { return firm < network.firm_count(); });
        if (!is_good) return invalid("decision.cause_invalid", "causes", {{"position", std::to_string(i + 1)}});
    }
    if (strikes > kMostStrikes) return invalid("decision.too_many", "years");
    return Done{};
}

} // namespace

Result<MonteCarloLoss> common_cause_loss(const Network& network, CascadeRunner& runner, std::span<const CommonCause> causes,
                                         std::span<const double> stop_share_now, std::span<const double> stop_share_raised,
                                         const MonteCarloRules& rules) {
    TRY(check(network, causes, stop_share_now, stop_share_raised, rules));
    std::mt19937_64 random(rules.seed);
    std::vector<Year> years;
    JointLosses losses;
    for (std::uint32_t y = 0; y < rules.years; ++y) {
        years.push_back(draw_year(causes, stop_share_now, stop_share_raised, random));
        for (const Incident& incident : years.back()) {
            losses.want(incident.now);
            losses.want(incident.raised);
            for (Firm firm : incident.now) losses.want({firm});
        }
    }
    TRY(losses.run(runner));
    const double part_of_year = std::min(1.0, rules.outage_days / kDaysAYear);
    std::vector<double> now, raised, avoided;
    MonteCarloLoss result{};
    for (const Year& year : years) {
        double lost_now = 0, lost_raised = 0;
        for (const Incident& incident : year) {
            lost_now += losses.of(incident.now) * part_of_year;
            lost_raised += losses.of(incident.raised) * part_of_year;
            for (Firm firm : incident.now) result.interaction -= losses.of({firm}) * part_of_year;
        }
        now.push_back(lost_now);
        raised.push_back(lost_raised);
        avoided.push_back(lost_now - lost_raised);
        result.interaction += lost_now;
    }
    result.interaction /= static_cast<double>(years.size());
    result.now = bootstrap(now, rules);
    result.raised = bootstrap(raised, rules);
    result.avoided = bootstrap(avoided, rules);
    return result;
}

Result<std::vector<double>> exposures(CascadeRunner& runner, Firm buyer, std::span<const Firm> suppliers) {
    return runner.lost_output(buyer, ScenarioSet::closures(suppliers));
}

std::vector<SingleSource> single_sources(const Network& network, const Essentiality& roles, Firm buyer) {
    const std::vector<std::uint32_t>& sector = network.table().sector;
    std::vector<std::uint32_t> sellers(network.table().sector_name.size(), 0), sources = sellers;
    std::vector<SingleSource> found;
    for (Firm i = 0; i < network.firm_count(); ++i) {
        const auto buyers = network.buyers(i);
        sellers[sector[i]] += !buyers.empty();
        const auto at = std::lower_bound(buyers.begin(), buyers.end(), buyer);
        if (at == buyers.end() || *at != buyer || i == buyer) continue;
        ++sources[sector[i]];
        const double bought = network.sales(i)[static_cast<std::size_t>(at - buyers.begin())];
        found.push_back({i, sector[i], roles.role(sector[i], sector[buyer]), bought / network.cost(buyer), 0});
    }
    std::erase_if(found, [&](const SingleSource& one) { return sources[one.sector] > 1 || one.role == Role::None; });
    for (SingleSource& one : found) one.others = sellers[one.sector] - 1;
    std::stable_sort(found.begin(), found.end(), [](const SingleSource& a, const SingleSource& b) {
        return a.role != b.role ? a.role > b.role : a.purchase_share > b.purchase_share;
    });
    return found;
}

} // namespace hoshirube::graph
