#pragma once

#include "base/result.h"
#include "graph/essentiality.h"
#include "graph/executor.h"
#include "graph/network.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace hoshirube::graph {

struct Operators;

// Share of a firm's capacity that is lost: 1 closes it. `down` starts the channel that runs to its buyers,
// `up` the one that runs to its suppliers; an ordinary incident has both equal.
struct Shock {
    Firm firm;
    double down;
    double up;
};

// Many scenarios, each a set of shocks that happen together, in one flat list.
class ScenarioSet {
public:
    static ScenarioSet closures(std::span<const Firm> firms); // One scenario a firm: it alone closes.

    void add(std::span<const Shock> shocks);
    std::size_t size() const { return start_.size() - 1; }
    std::span<const Shock> operator[](std::size_t scenario) const {
        return {shocks_.data() + start_[scenario], shocks_.data() + start_[scenario + 1]};
    }

private:
    std::vector<std::size_t> start_{0};
    std::vector<Shock> shocks_;
};

// Whether a lost supplier counts fully or by its share among the suppliers of its market that still produce.
enum class Substitution : std::uint8_t { WithinMarket, None };

// Number format of the heavy part. F32 is for ranking: every value it returns is proven to lie within
// kRankingBound of the F64 one, with the same number of updates; what cannot be proven is computed again in
// F64.
enum class Grade : std::uint8_t { F64, F32 };
inline constexpr double kRankingBound = 1e-6;

// When a cascade stops: after the first update that lowers no firm's output by more than `eps`, in either
// channel.
struct CascadeRules {
    double eps;
    Substitution substitution = Substitution::WithinMarket;
    Grade grade = Grade::F64;
    std::uint32_t most_iterations = 100'000; // A result with this many updates has not settled.

    // Share of all links that one update may push before a scenario moves to the batched kernel. It trades
    // time only. 0 sends everything to the batch, a large value nothing.
    double handover_share = 0.025;
};
inline constexpr double kPublishedEps = 0.01;
inline constexpr double kConvergedEps = 1e-12;
inline constexpr double kLeastEpsOfF32 = 1e-4;

// Share of the total weight (output, unless the network says otherwise) at risk if nothing adapts.
struct Impact {
    double esri = 0, esri_down = 0, esri_up = 0;
    std::uint32_t iterations = 0;
    double error_bound = 0; // Absolute, proven; 0 for F64, whose rounding stays below 1e-12.

    bool operator==(const Impact&) const = default;
};

struct FirmLoss {
    Firm firm;
    double down, up; // Share of output lost through each channel; the firm loses the larger one.
};

struct ScenarioLosses {
    Impact impact;
    std::vector<FirmLoss> losses; // Firms touched, in no particular order.
};

// A network and an essentiality matrix made ready for cascades. Immutable: threads may share one.
class Cascade {
public:
    // Errors   as Essentiality::arranged_for.
    // Cost     O(links); about 60 bytes a link. The network is not kept.
    static Result<Cascade> prepare(const Network& network, const Essentiality& essentiality);
    ~Cascade();
    Cascade(Cascade&&) noexcept;
    Cascade& operator=(Cascade&&) noexcept;

    const Operators& operators() const { return *operators_; } // For the kernels.

private:
    explicit Cascade(std::unique_ptr<const Operators> operators);
    std::unique_ptr<const Operators> operators_;
};

// Runs scenarios on a cascade and keeps the working memory between calls.
//
// Light scenarios push only what changed (exact frontier); one that grows past the hand-over share continues
// from its present update in a batch of 8 (F64) or 16 (F32) scenarios that pull over all links at once.
// Results do not depend, to the bit, on the number of workers, the order of scenarios, or the instruction
// set.
//
// Units    losses and shocks are shares in [0, 1].
// Errors   Invalid `impact.firm_unknown`, `impact.firm_repeated`, `impact.share_invalid` {scenario},
//          `impact.eps_invalid`, `impact.grade_too_coarse` (F32 with eps below kLeastEpsOfF32).
// Cost     memory a worker: 64 to 350 bytes a firm; see docs/analytics.md#speed for time.
// Threads  one call at a time; uses the executor's workers.
// Source   docs/analytics.md#method
class CascadeRunner {
public:
    // `cascade` and `executor` must outlive the runner.
    CascadeRunner(const Cascade& cascade, CascadeRules rules, Executor& executor);
    ~CascadeRunner();
    CascadeRunner(const CascadeRunner&) = delete;
    CascadeRunner& operator=(const CascadeRunner&) = delete;

    Result<std::vector<Impact>> run(const ScenarioSet& scenarios);

    // What `firm` loses of its output by missing deliveries, one figure a scenario. Always in F64; at the cost of run().
    Result<std::vector<double>> lost_output(Firm firm, const ScenarioSet& scenarios);

    // One scenario with the loss of every firm. Always in F64. `watch`, where given, sees the state after every update.
    using Watch = std::function<void(const ScenarioLosses&)>;
    Result<ScenarioLosses> losses(std::span<const Shock> shocks, const Watch& watch = {});

private:
    struct Workplace;
    void work(unsigned worker, Grade grade);
    bool fill_a_lane(unsigned worker, Grade grade);
    Result<Done> check(const ScenarioSet& scenarios) const;
    std::vector<Impact> run_all(const ScenarioSet& scenarios, Grade grade);

    const Cascade& cascade_;
    CascadeRules rules_;
    Executor& executor_;
    std::unique_ptr<Workplace> workplace_;
};

} // namespace hoshirube::graph
