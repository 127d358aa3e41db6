#include "graph/generator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <utility>

namespace hoshirube::graph {
namespace {

// The standard fixes what this engine yields but not what its distributions make of it, so those are ours.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : engine_(seed) {}

    double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(unit() * static_cast<double>(limit)); }
    double normal() { // Box and Muller; 1 - unit() is never 0.
        const double radius = std::sqrt(-2 * std::log(1 - unit()));
        return radius * std::cos(2 * std::numbers::pi * unit());
    }
    // `value` rounded up or down at random so that its mean is kept.
    std::uint32_t rounded(double value) {
        const double whole = std::floor(value);
        return static_cast<std::uint32_t>(whole) + (unit() < value - whole ? 1u : 0u);
    }

private:
    std::mt19937_64 engine_;
};

// Draws with probability proportional to a weight, by binary search in the running sum.
class Chooser {
public:
    explicit Chooser(std::span<const double> weights) : sum_(weights.begin(), weights.end()) {
        std::partial_sum(sum_.begin(), sum_.end(), sum_.begin());
    }
    std::uint32_t choose(Draws& draws) const {
        const double at = draws.unit() * sum_.back();
        const auto found = std::upper_bound(sum_.begin(), sum_.end() - 1, at);
        return static_cast<std::uint32_t>(found - sum_.begin());
    }

private:
    std::vector<double> sum_;
};

// `count` draws of a power law on [k, cap], k chosen so that their mean is `mean`.
std::vector<double> power_law(Draws& draws, std::size_t count, double exponent, double mean, double cap) {
    std::vector<double> uniform(count), values(count);
    for (double& u : uniform) u = draws.unit();
    const double e = 1 - exponent;
    double low = 1e-3, high = mean * 2;
    for (int round = 0; round < 40; ++round) {
        const double k = (low + high) / 2;
        const double at_k = std::pow(k, e), at_cap = std::pow(cap, e);
        double sum = 0;
        for (std::size_t i = 0; i < count; ++i) sum += values[i] = std::pow(at_k + uniform[i] * (at_cap - at_k), 1 / e);
        (sum > mean * static_cast<double>(count) ? high : low) = k;
    }
    return values;
}

// Gives the sorted `values` out by rank: the firm with the smallest score gets the smallest value.
std::vector<double> by_rank(std::vector<double> values, const std::vector<double>& score) {
    std::sort(values.begin(), values.end());
    std::vector<std::uint32_t> order(score.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return score[a] < score[b]; });
    std::vector<double> given(score.size());
    for (std::size_t i = 0; i < order.size(); ++i) given[order[i]] = values[i];
    return given;
}

struct DegreeLaw {
    double sells_nothing; // Share of firms that sell to final demand only.
    double out_exponent, in_exponent, mean;
};

struct Degrees {
    std::vector<double> out, in; // Expected; not whole.
};

constexpr double kDegreeCorrelation = 0.6;

Degrees correlated_degrees(Draws& draws, std::uint32_t firms, const DegreeLaw& law) {
    const double cap = std::max(64.0, firms / 50.0);
    std::vector<double> in_score(firms), out_score(firms);
    for (std::uint32_t i = 0; i < firms; ++i) {
        in_score[i] = draws.normal();
        out_score[i] = kDegreeCorrelation * in_score[i] + std::sqrt(1 - kDegreeCorrelation * kDegreeCorrelation) * draws.normal();
    }
    const auto sellers = firms - static_cast<std::uint32_t>(law.sells_nothing * firms);
    std::vector<double> out = power_law(draws, sellers, law.out_exponent, law.mean / (1 - law.sells_nothing), cap);
    out.resize(firms, 0);
    std::vector<double> in = power_law(draws, firms, law.in_exponent, law.mean, cap);
    for (double& degree : in) degree = std::max(0.0, degree - 0.5);
    return {by_rank(std::move(out), out_score), by_rank(std::move(in), in_score)};
}

double rounded_to_millionth(double value) { return std::round(value * 1e6) / 1e6; }

// One supplier's links: buyers drawn by `next_buyer`, ascending, each once.
template <class NextBuyer, class Sales>
void add_links(Firm supplier, std::uint32_t count, std::vector<Link>& links, NextBuyer next_buyer, Sales sales) {
    const std::size_t first = links.size();
    for (std::uint32_t k = 0; k < count; ++k) {
        const Firm buyer = next_buyer(supplier);
        if (buyer != supplier) links.push_back({supplier, buyer, rounded_to_millionth(sales(supplier, buyer))});
    }
    const auto begin = links.begin() + static_cast<std::ptrdiff_t>(first);
    std::stable_sort(begin, links.end(), [](const Link& a, const Link& b) { return a.buyer < b.buyer; });
    links.erase(std::unique(begin, links.end(), [](const Link& a, const Link& b) { return a.buyer == b.buyer; }), links.end());
}

std::string padded(std::uint32_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

FirmTable named_firms(std::uint32_t firms, std::uint32_t sectors) {
    FirmTable table;
    const std::size_t width = std::to_string(firms).size(), sector_width = std::to_string(sectors).size();
    for (std::uint32_t i = 1; i <= firms; ++i) table.id.push_back("F" + padded(i, width));
    for (std::uint32_t k = 1; k <= sectors; ++k) table.sector_name.push_back(padded(k, sector_width));
    return table;
}

constexpr double kEssentialShare = 0.14, kNonEssentialShare = 0.10;

Essentiality drawn_essentiality(Draws& draws, std::vector<std::string> sectors) {
    std::vector<Role> roles(sectors.size() * sectors.size());
    for (Role& role : roles) {
        const double u = draws.unit();
        role = u < kEssentialShare ? Role::Essential : u < kEssentialShare + kNonEssentialShare ? Role::NonEssential : Role::None;
    }
    auto built = Essentiality::build(std::move(sectors), std::move(roles));
    CHECK(built);
    return std::move(*built);
}

void draw_sectors(Draws& draws, FirmTable& firms, const std::vector<double>& shares) {
    const Chooser chooser(shares);
    for (std::size_t i = 0; i < firms.id.size(); ++i) firms.sector.push_back(chooser.choose(draws));
}

std::vector<double> zipf_shares(Draws& draws, std::uint32_t sectors, double exponent) {
    std::vector<double> shares;
    for (std::uint32_t k = 1; k <= sectors; ++k) shares.push_back(std::pow(k, -exponent));
    for (std::uint32_t k = sectors; k > 1; --k) std::swap(shares[k - 1], shares[draws.below(k)]);
    return shares;
}

// Sales grow with the seller's and the buyer's number of links.
double drawn_sales(Draws& draws, const Degrees& degrees, Firm supplier, Firm buyer) {
    return std::sqrt(std::max(degrees.out[supplier], 1.0) * degrees.in[buyer]) * std::exp(draws.normal()) * 10;
}

SyntheticNetwork kind_a(std::uint32_t count, Draws& draws) {
    constexpr std::uint32_t kSectors = 89;
    FirmTable firms = named_firms(count, kSectors);
    draw_sectors(draws, firms, zipf_shares(draws, kSectors, 0.8));
    const Degrees degrees =
        correlated_degrees(draws, count, {.sells_nothing = 0.3, .out_exponent = 2.1, .in_exponent = 2.1, .mean = 10});
    const Chooser buyers(degrees.in);
    std::vector<Link> links;
    for (Firm i = 0; i < count; ++i) {
        add_links(
            i, draws.rounded(degrees.out[i]), links, [&](Firm) { return buyers.choose(draws); },
            [&](Firm supplier, Firm buyer) { return drawn_sales(draws, degrees, supplier, buyer); });
    }
    auto roles = drawn_essentiality(draws, firms.sector_name);
    return {std::move(firms), std::move(links), std::move(roles)};
}

SyntheticNetwork kind_b(std::uint32_t count, Draws& draws) {
    constexpr std::uint32_t kSectors = 616;
    FirmTable firms = named_firms(count, kSectors);
    for (std::uint32_t i = 0; i < count; ++i) firms.sector.push_back(draws.below(kSectors));
    const std::vector<double> out = power_law(draws, count, 2.3, 8, 128);
    std::vector<Link> links;
    for (Firm i = 0; i < count; ++i) {
        add_links(
            i, std::max(1u, draws.rounded(out[i])), links, [&](Firm) { return draws.below(count); },
            [&](Firm, Firm) { return draws.unit() * 10 + 1; });
    }
    auto roles = drawn_essentiality(draws, firms.sector_name);
    return {std::move(firms), std::move(links), std::move(roles)};
}

// Share of firms by JSIC division, in percent, spread evenly over the division's two-digit groups. Rounded
// from the Economic Census for Business Activity 2021.
struct Division {
    int first_group, last_group;
    double percent;
};
constexpr Division kDivisions[] = {
    {1, 2, 1.1},   {3, 4, 0.1},   {5, 5, 0.1},   {6, 8, 11.6},  {9, 32, 9.2},  {33, 36, 0.2},  {37, 41, 1.6},
    {42, 49, 1.8}, {50, 61, 20},  {62, 67, 0.9}, {68, 70, 8.9}, {71, 74, 5.9}, {75, 77, 12.6}, {78, 80, 9.0},
    {81, 82, 2.9}, {83, 85, 8.1}, {86, 87, 0.2}, {88, 96, 5.2}, {97, 98, 0.3}, {99, 99, 0.3},
};

// Population in ten thousands, Census 2020, prefectures 01 Hokkaido to 47 Okinawa.
constexpr std::array<double, 47> kPopulation = {522, 124, 121, 230, 96,  107, 183, 287, 193, 194, 734, 628, 1405, 924, 220, 103,
                                                113, 77,  81,  205, 198, 363, 754, 177, 141, 258, 884, 547, 132,  92,  55,  67,
                                                189, 280, 134, 72,  95,  133, 69,  514, 81,  131, 174, 112, 107,  159, 147};

// How readily a firm buys from afar. Prefecture codes run from north to south, so their difference stands for
// the distance.
double nearness(int prefecture, int other) { return 1 / (1 + std::abs(prefecture - other) / 4.0); }

constexpr int kTriesForANearBuyer = 6;

SyntheticNetwork kind_japan(std::uint32_t count, Draws& draws) {
    constexpr std::uint32_t kSectors = 99;
    FirmTable firms = named_firms(count, kSectors);
    std::vector<double> shares;
    for (const Division& division : kDivisions) {
        const int groups = division.last_group - division.first_group + 1;
        shares.insert(shares.end(), static_cast<std::size_t>(groups), division.percent / groups);
    }
    draw_sectors(draws, firms, shares);
    const Chooser prefectures(kPopulation);
    std::vector<int> prefecture;
    for (std::uint32_t i = 0; i < count; ++i) {
        prefecture.push_back(static_cast<int>(prefectures.choose(draws)));
        firms.prefecture.push_back(padded(static_cast<std::uint32_t>(prefecture.back()) + 1, 2));
    }
    const Degrees degrees =
        correlated_degrees(draws, count, {.sells_nothing = 0.25, .out_exponent = 2.2, .in_exponent = 2.1, .mean = 5});
    const Chooser buyers(degrees.in);
    const auto near_buyer = [&](Firm supplier) {
        Firm buyer = buyers.choose(draws);
        for (int t = 1; t < kTriesForANearBuyer; ++t) {
            if (draws.unit() < nearness(prefecture[supplier], prefecture[buyer])) break;
            buyer = buyers.choose(draws);
        }
        return buyer;
    };
    std::vector<Link> links;
    std::vector<double> sales(count, 0);
    for (Firm i = 0; i < count; ++i) {
        add_links(i, draws.rounded(degrees.out[i]), links, near_buyer,
                  [&](Firm supplier, Firm buyer) { return drawn_sales(draws, degrees, supplier, buyer); });
    }
    for (const Link& link : links) sales[link.supplier] += link.weight;
    // Final demand: as much again on average, more for some, and all of it for firms without business
    // customers.
    for (double sold : sales)
        firms.revenue.push_back(rounded_to_millionth(std::max(sold, 10.0) * (1 + std::exp(draws.normal() - 0.5))));
    auto roles = drawn_essentiality(draws, firms.sector_name);
    return {std::move(firms), std::move(links), std::move(roles)};
}

} // namespace

Result<SyntheticNetwork> generate_network(NetworkKind kind, std::uint32_t firms, std::uint64_t seed) {
    if (firms < kFewestSyntheticFirms || firms > kMostSyntheticFirms) {
        return invalid("generate.firms", "firms",
                       {{"least", std::to_string(kFewestSyntheticFirms)}, {"most", std::to_string(kMostSyntheticFirms)}});
    }
    Draws draws(seed);
    if (kind == NetworkKind::A) return kind_a(firms, draws);
    if (kind == NetworkKind::B) return kind_b(firms, draws);
    return kind_japan(firms, draws);
}

} // namespace hoshirube::graph
