#pragma once

#include "graph/batch_kernel.h"
#include "graph/cascade.h"
#include "graph/cascade_state.h"
#include "graph/large_pages.h"
#include "graph/operators.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace hoshirube::graph {

// Shares and sizes in the number format of a batch, kept once for all workers.
template <class Real>
struct BatchShares {
    LargeVector<Real> size, input_share, sale_share;
    std::vector<Firm> sellers;
};
template <class Real>
BatchShares<Real> batch_shares(const Operators& operators);

// Several scenarios side by side, one a lane: every update pulls over all links and loads each link once for
// all lanes. A lane stops by itself and is free for the next scenario while the others go on; lanes never
// mix.
class Batch {
public:
    struct Finished {
        std::size_t ticket;
        Impact impact;
        bool is_proven;               // F32 only: whether kRankingBound and the number of updates hold.
        std::vector<FirmLoss> losses; // Those asked for; firms without loss are left out.
    };
    // Whose losses a result brings along.
    struct Losses {
        bool are_all;
        Firm only; // Where not all; kNoFirm: nobody's.
        static constexpr Firm kNoFirm = 0xFFFFFFFF;
        static constexpr Losses none() { return {false, kNoFirm}; }
        static constexpr Losses all() { return {true, kNoFirm}; }
        static constexpr Losses of(Firm firm) { return {false, firm}; }
        bool includes(Firm firm) const { return are_all || firm == only; }
    };

    virtual ~Batch() = default;
    virtual bool has_free_lane() const = 0;
    virtual bool is_empty() const = 0;

    // Continues `state` in a free lane; `ticket` comes back with its result.
    virtual void load(std::size_t ticket, std::span<const Shock> shocks, const CascadeState& state, Losses losses) = 0;

    // One update of all lanes. Appends those that stopped.
    virtual void step(std::vector<Finished>& finished) = 0;

    // The present state of a scenario that goes on, with its losses.
    virtual Finished look(std::size_t ticket) const = 0;
};

std::unique_ptr<Batch> make_batch(const Operators& operators, const BatchShares<double>& shares, const CascadeRules& rules,
                                  BatchKernels kernels);
std::unique_ptr<Batch> make_batch(const Operators& operators, const BatchShares<float>& shares, const CascadeRules& rules,
                                  BatchKernels kernels);

// A batch of one lane, to the bit equal to a lane of the others, with an eighth of their memory: for one scenario only.
std::unique_ptr<Batch> make_single(const Operators& operators, const BatchShares<double>& shares, const CascadeRules& rules);

} // namespace hoshirube::graph
