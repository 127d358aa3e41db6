#pragma once

#include "base/result.h"
#include "graph/network.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace hoshirube::graph {

// A firm that supplies the buyer directly or through others.
struct ClosureMember {
    Firm firm;
    std::uint32_t tier; // Fewest links to the buyer: 1 sells to it directly.
    double exposure;    // Largest product of purchase shares along one path to the buyer.
};

struct ClosureTier {
    std::uint32_t tier;
    std::size_t kept, cut; // Members at or above the threshold; firms of the tier below it.
};

struct Closure {
    std::vector<ClosureMember> members; // By tier, then falling exposure, then firm; the buyer is none of them.
    std::vector<ClosureTier> tiers;
    std::size_t cut = 0;     // Firms within the tiers but below the threshold.
    double direct_share = 0; // Share of the buyer's purchases that its members of tier 1 stand for.
};

// Everyone upstream of one buyer, tier by tier.
//
// The exposure of a path is the product, link by link, of the supplier's share in that buyer's purchases (in
// its cost where known); a firm's exposure is that of its best path of at most `most_tiers` links. Tiers do
// not depend on the threshold: it only tells members from firms that are counted as cut.
//
// Threads  one call at a time: working memory is kept between calls.
class UpstreamClosure {
public:
    // `network` must outlive this.
    //
    // Cost     O(firms + links); 12 bytes a link and 28 a firm.
    explicit UpstreamClosure(const Network& network);

    // Errors   Invalid `closure.buyer`, `closure.tiers` (0), `closure.exposure` (outside [0, 1]).
    // Cost     a few times the links of the firms reached.
    // Source   docs/analytics.md#closure
    Result<Closure> of(Firm buyer, std::uint32_t most_tiers, double least_exposure);

private:
    using Waypoint = std::pair<Firm, double>;
    void measure_tiers(Firm buyer, std::uint32_t most_tiers);
    void measure_exposures(Firm buyer, std::uint32_t most_tiers, double least_exposure);
    void keep_best(std::vector<Waypoint>& wave) const;

    const Network& network_;
    std::vector<std::uint64_t> start_;
    std::vector<Firm> supplier_;
    std::vector<double> share_; // Of the buyer's purchases.
    std::vector<Firm> reached_; // In the order of their tiers; begins with the buyer.
    std::vector<std::uint32_t> tier_;
    std::vector<double> exposure_;
};

} // namespace hoshirube::graph
