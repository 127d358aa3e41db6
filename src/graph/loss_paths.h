#pragma once

#include "graph/cascade.h"

#include <cstdint>
#include <span>
#include <unordered_map>
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
// strongest chain is found like a shortest path, since no link passes on more than all.
//
// Cost     O(links of the firms touched) for each channel, once.
class LossPaths {
public:
    // All must belong together; `cascade` must outlive this.
    LossPaths(const Cascade& cascade, std::span<const Shock> shocks, std::span<const FirmLoss> losses);

    // Empty where nothing reached the firm, or it was shocked itself.
    LossPath to(Firm firm) const;

private:
    struct Reached {
        double strength;
        Firm from; // In the operators' numbers; itself for a shocked firm.
    };
    using Tree = std::unordered_map<Firm, Reached>;
    template <class Spread>
    Tree grow(std::span<const Shock> shocks, double Shock::*channel, Spread spread) const;

    const Cascade& cascade_;
    std::unordered_map<Firm, FirmLoss> loss_; // In the operators' numbers.
    Tree down_, up_;
};

} // namespace hoshirube::graph
