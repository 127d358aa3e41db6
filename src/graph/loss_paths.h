#pragma once

#include "graph/cascade.h"

#include <cstdint>
#include <queue>
#include <span>
#include <vector>

namespace hoshirube::graph {

struct PathStep {
    Firm firm;
    double strength; // What is left of the shock here by this path alone: the product of what each link passes on.
};

// One way a loss took from a shocked firm to another.
struct LossPath {
    enum class Channel : std::uint8_t { Down, Up } channel; // Down: from supplier to buyer.
    std::vector<PathStep> steps;                            // From a shocked firm to the firm asked about.
};

// Along which links the losses of one scenario came: the chain that passes on most.
//
// A link from j to i passes on the share L_ji sigma_j of j's loss (down), or W_ij / R_i (up), with sigma in the final state. The
// strongest chain is found like a shortest path, since no link passes on more than all; how far the search went is kept for the next
// firm asked about.
//
// Cost     O(losses) at first, and 13 bytes a firm; then the links of the firms that are reached more strongly than the one asked about.
class LossPaths {
public:
    // All must belong together; `cascade` must outlive this.
    LossPaths(const Cascade& cascade, std::span<const Shock> shocks, std::span<const FirmLoss> losses);

    // To a firm of `losses`. Empty where nothing reached it, or it was shocked itself.
    LossPath to(const FirmLoss& loss);

private:
    struct Waiting {
        double strength;
        Firm firm; // In the operators' numbers, as every firm below.
        // Equal strengths: the lower number first, so that the answer does not depend on the order of shocks.
        bool operator<(const Waiting& other) const {
            return strength != other.strength ? strength < other.strength : firm > other.firm;
        }
    };
    struct Search {
        std::priority_queue<Waiting> waiting;
        std::vector<double> strength; // By firm: the strongest chain found so far; 0: none.
        std::vector<Firm> from;       // The link before on it; itself for a shocked firm.
        std::vector<bool> is_settled; // There is no stronger one.
    };
    void reach(Search& search, Firm firm, Firm from, double strength) const;
    void grow_until(Search& search, LossPath::Channel channel, Firm target) const;
    template <class Reach>
    void spread(LossPath::Channel channel, Firm from, Reach reach) const;

    const Cascade& cascade_;
    std::vector<bool> is_touched_;  // By firm.
    std::vector<double> available_; // What is left of each market.
    Search down_, up_;
};

} // namespace hoshirube::graph
