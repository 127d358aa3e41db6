#include "graph/closure.h"

#include <algorithm>
#include <limits>

namespace hoshirube::graph {
namespace {

constexpr std::uint32_t kNotReached = std::numeric_limits<std::uint32_t>::max();

} // namespace

UpstreamClosure::UpstreamClosure(const Network& network)
    : network_(network), start_(network.firm_count() + std::size_t{1}, 0), supplier_(network.link_count()),
      share_(network.link_count()), tier_(network.firm_count(), kNotReached), exposure_(network.firm_count(), 0) {
    for (Firm i = 0; i < network.firm_count(); ++i)
        for (Firm buyer : network.buyers(i)) ++start_[buyer + 1];
    for (Firm i = 0; i < network.firm_count(); ++i) start_[i + 1] += start_[i];
    std::vector<std::uint64_t> next = start_;
    for (Firm i = 0; i < network.firm_count(); ++i) {
        for (std::size_t k = 0; k < network.buyers(i).size(); ++k) {
            const Firm buyer = network.buyers(i)[k];
            const std::uint64_t at = next[buyer]++;
            supplier_[at] = i;
            share_[at] = std::min(1.0, network.sales(i)[k] / network.cost(buyer));
        }
    }
}

void UpstreamClosure::measure_tiers(Firm buyer, std::uint32_t most_tiers) {
    reached_.assign(1, buyer);
    tier_[buyer] = 0;
    for (std::size_t at = 0; at < reached_.size() && tier_[reached_[at]] < most_tiers; ++at) {
        const Firm firm = reached_[at];
        for (std::uint64_t x = start_[firm]; x < start_[firm + 1]; ++x) {
            const Firm supplier = supplier_[x];
            if (tier_[supplier] != kNotReached) continue;
            tier_[supplier] = tier_[firm] + 1;
            reached_.push_back(supplier);
        }
    }
}

// Round t leaves the best product over paths of at most t links. A firm whose best path is longer than its
// shortest one improves in a later round and is then followed again; products below the threshold are not
// followed.
void UpstreamClosure::measure_exposures(Firm buyer, std::uint32_t most_tiers, double least_exposure) {
    std::vector<Waypoint> wave{{buyer, 1.0}}, next;
    exposure_[buyer] = 1;
    for (std::uint32_t t = 1; t <= most_tiers && !wave.empty(); ++t) {
        next.clear();
        for (const auto& [firm, exposure] : wave) {
            for (std::uint64_t x = start_[firm]; x < start_[firm + 1]; ++x) {
                const double through = exposure * share_[x];
                double& best = exposure_[supplier_[x]];
                if (through <= best) continue;
                best = through;
                if (through >= least_exposure) next.emplace_back(supplier_[x], through);
            }
        }
        keep_best(next);
        wave.swap(next);
    }
}

// A firm that improved several times in one round goes on once, with its best.
void UpstreamClosure::keep_best(std::vector<Waypoint>& wave) const {
    std::erase_if(wave, [&](const Waypoint& point) { return point.second < exposure_[point.first]; });
}

Result<Closure> UpstreamClosure::of(Firm buyer, std::uint32_t most_tiers, double least_exposure) {
    if (buyer >= network_.firm_count()) return invalid("closure.buyer", "buyer");
    if (most_tiers == 0) return invalid("closure.tiers", "max_tier");
    if (!(least_exposure >= 0 && least_exposure <= 1)) return invalid("closure.exposure", "min_exposure");
    measure_tiers(buyer, most_tiers);
    measure_exposures(buyer, most_tiers, least_exposure);

    Closure closure;
    for (std::size_t at = 1; at < reached_.size(); ++at) {
        const Firm firm = reached_[at];
        if (closure.tiers.empty() || closure.tiers.back().tier != tier_[firm]) closure.tiers.push_back({tier_[firm], 0, 0});
        if (exposure_[firm] >= least_exposure) {
            closure.members.push_back({firm, tier_[firm], exposure_[firm]});
            ++closure.tiers.back().kept;
        } else {
            ++closure.tiers.back().cut;
            ++closure.cut;
        }
    }
    std::sort(closure.members.begin(), closure.members.end(), [](const ClosureMember& a, const ClosureMember& b) {
        if (a.tier != b.tier) return a.tier < b.tier;
        return a.exposure != b.exposure ? a.exposure > b.exposure : a.firm < b.firm;
    });
    for (std::uint64_t x = start_[buyer]; x < start_[buyer + 1]; ++x)
        if (supplier_[x] != buyer && exposure_[supplier_[x]] >= least_exposure) closure.direct_share += share_[x];
    for (Firm firm : reached_) {
        tier_[firm] = kNotReached;
        exposure_[firm] = 0;
    }
    return closure;
}

} // namespace hoshirube::graph
