#include "graph/batch.h"

#include "graph/large_pages.h"
#include "graph/ranking_bound.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace hoshirube::graph {
namespace {

template <class Real>
constexpr bool kIsSingle = std::is_same_v<Real, float>;

template <class Real, std::size_t kLanes = kLineBytes / sizeof(Real)>
class LaneBatch final : public Batch {
    using Update = void (*)(const BatchView<Real>&);

public:
    LaneBatch(const Operators& operators, const BatchShares<Real>& shares, const CascadeRules& rules, Update update)
        : operators_(operators), shares_(shares), rules_(rules), update_(update), down_(operators.firm_count() * kLanes),
          up_(operators.firm_count() * kLanes), next_up_(operators.firm_count() * kLanes),
          missing_(operators.firm_count() * kLanes), market_left_(operators.market_count() * kLanes),
          available_(operators.market_count() * kLanes), next_available_(operators.market_count() * kLanes) {
        if constexpr (kIsSingle<Real>) bounds_ = std::vector<RankingBound>(kLanes, RankingBound(operators));
    }

    bool has_free_lane() const override { return busy_ < kLanes; }
    bool is_empty() const override { return busy_ == 0; }
    void load(std::size_t ticket, std::span<const Shock> shocks, const CascadeState& state, Losses losses) override;
    void step(std::vector<Finished>& finished) override;
    Finished look(std::size_t ticket) const override;

private:
    struct Lane {
        bool is_busy = false;
        Losses losses = Losses::none();
        std::size_t ticket = 0;
        std::uint32_t iterations = 0;
    };

    void update_all();
    bool has_stopped(std::size_t lane, Real change);
    void finish(const std::vector<std::size_t>& lanes, std::vector<Finished>& finished);
    void add_up(Finished& one, std::size_t lane, Firm firm, Losses losses) const;

    const Operators& operators_;
    const BatchShares<Real>& shares_;
    const CascadeRules rules_;
    const Update update_;
    LargeArray<Real> down_, up_, next_up_, missing_; // By firm and lane.
    LargeArray<Real> market_left_;                   // available_ in the kernel's format.
    LargeArray<double> available_, next_available_;  // By market and lane.
    Lane lanes_[kLanes];
    std::size_t busy_ = 0;
    std::vector<RankingBound> bounds_; // F32 only: one a lane.
    alignas(kLineBytes) Real change_[kLanes];
};

template <class Real, std::size_t kLanes>
void LaneBatch<Real, kLanes>::load(std::size_t ticket, std::span<const Shock> shocks, const CascadeState& state, Losses losses) {
    std::size_t lane = 0;
    while (lanes_[lane].is_busy) ++lane;
    lanes_[lane] = {true, losses, ticket, state.iterations};
    ++busy_;
    for (const FirmLoss& loss : state.losses) {
        down_[loss.firm * kLanes + lane] = static_cast<Real>(loss.down);
        up_[loss.firm * kLanes + lane] = static_cast<Real>(loss.up);
    }
    for (std::uint32_t m = 0; m < operators_.market_count(); ++m) available_[m * kLanes + lane] = operators_.market_size[m];
    for (const auto& [market, left] : state.available) available_[market * kLanes + lane] = left;
    if constexpr (kIsSingle<Real>) bounds_[lane].begin(shocks);
}

template <class Real, std::size_t kLanes>
void LaneBatch<Real, kLanes>::update_all() {
    const std::size_t cells = operators_.market_count() * kLanes;
    for (std::size_t i = 0; i < cells; ++i) {
        market_left_[i] = static_cast<Real>(available_[i]);
        next_available_[i] = 0;
    }
    BatchView<Real> view{};
    view.firms = operators_.firm_count();
    view.market = operators_.market.data();
    view.size = shares_.size.data();
    view.sellers = shares_.sellers.data();
    view.seller_count = shares_.sellers.size();
    view.group_of_buyer = operators_.group_of_buyer.data();
    view.group_start = operators_.group_start.data();
    view.input_supplier = operators_.input_supplier.data();
    view.input_share = shares_.input_share.data();
    view.sale_start = operators_.sale_start.data();
    view.sale_buyer = operators_.sale_buyer.data();
    view.sale_share = shares_.sale_share.data();
    view.down = down_.data();
    view.up = up_.data();
    view.next_up = next_up_.data();
    view.missing = missing_.data();
    view.available = rules_.substitution == Substitution::WithinMarket ? market_left_.data() : nullptr;
    view.next_available = next_available_.data();
    view.change = change_;
    update_(view);
    std::swap(up_, next_up_);
    if (view.seller_count > 0) std::swap(available_, next_available_);
}

template <class Real, std::size_t kLanes>
bool LaneBatch<Real, kLanes>::has_stopped(std::size_t lane, Real change) {
    const double largest = static_cast<double>(change);
    if constexpr (kIsSingle<Real>) bounds_[lane].after_update(largest, rules_.eps);
    ++lanes_[lane].iterations;
    return !(largest > rules_.eps) || lanes_[lane].iterations >= rules_.most_iterations;
}

template <class Real, std::size_t kLanes>
void LaneBatch<Real, kLanes>::step(std::vector<Finished>& finished) {
    if constexpr (kIsSingle<Real>) {
        if (rules_.substitution == Substitution::WithinMarket) {
            for (std::size_t l = 0; l < kLanes; ++l)
                if (lanes_[l].is_busy) bounds_[l].before_update(available_.data() + l, kLanes);
        }
    }
    update_all();
    std::vector<std::size_t> stopped;
    for (std::size_t l = 0; l < kLanes; ++l)
        if (lanes_[l].is_busy && has_stopped(l, change_[l])) stopped.push_back(l);
    if (!stopped.empty()) finish(stopped, finished);
}

template <class Real, std::size_t kLanes>
void LaneBatch<Real, kLanes>::add_up(Finished& one, std::size_t lane, Firm firm, Losses losses) const {
    const double weight = operators_.weight[firm];
    const auto down = static_cast<double>(down_[firm * kLanes + lane]), up = static_cast<double>(up_[firm * kLanes + lane]);
    one.impact.esri_down += weight * down;
    one.impact.esri_up += weight * up;
    one.impact.esri += weight * std::max(down, up);
    if (losses.includes(firm) && (down > 0 || up > 0)) one.losses.push_back({firm, down, up});
}

template <class Real, std::size_t kLanes>
Batch::Finished LaneBatch<Real, kLanes>::look(std::size_t ticket) const {
    std::size_t lane = 0;
    while (!(lanes_[lane].is_busy && lanes_[lane].ticket == ticket)) ++lane;
    Finished now{};
    for (Firm i = 0; i < operators_.firm_count(); ++i) add_up(now, lane, i, Losses::all());
    now.ticket = ticket;
    now.impact.iterations = lanes_[lane].iterations;
    return now;
}

template <class Real, std::size_t kLanes>
void LaneBatch<Real, kLanes>::finish(const std::vector<std::size_t>& lanes, std::vector<Finished>& finished) {
    std::vector<Finished> done(lanes.size());
    for (Firm i = 0; i < operators_.firm_count(); ++i)
        for (std::size_t k = 0; k < lanes.size(); ++k) {
            add_up(done[k], lanes[k], i, lanes_[lanes[k]].losses);
            down_[i * kLanes + lanes[k]] = up_[i * kLanes + lanes[k]] = 0;
        }
    for (std::size_t k = 0; k < lanes.size(); ++k) {
        Lane& lane = lanes_[lanes[k]];
        done[k].ticket = lane.ticket;
        done[k].impact.iterations = lane.iterations;
        done[k].is_proven = true;
        if constexpr (kIsSingle<Real>) {
            done[k].impact.error_bound = bounds_[lanes[k]].error_of(done[k].impact.esri);
            done[k].is_proven = bounds_[lanes[k]].is_proven(done[k].impact.esri);
        }
        lane.is_busy = false;
        finished.push_back(std::move(done[k]));
    }
    busy_ -= lanes.size();
}

template <class Real>
LargeVector<Real> as(const LargeVector<double>& values) {
    LargeVector<Real> result(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) result[i] = static_cast<Real>(values[i]);
    return result;
}

} // namespace

template <class Real>
BatchShares<Real> batch_shares(const Operators& operators) {
    BatchShares<Real> shares{as<Real>(operators.size), as<Real>(operators.input_share), as<Real>(operators.sale_share), {}};
    for (Firm i = 0; i < operators.firm_count(); ++i)
        if (operators.delivery_start[i] != operators.delivery_start[i + 1]) shares.sellers.push_back(i);
    return shares;
}
template BatchShares<double> batch_shares<double>(const Operators&);
template BatchShares<float> batch_shares<float>(const Operators&);

std::unique_ptr<Batch> make_batch(const Operators& operators, const BatchShares<double>& shares, const CascadeRules& rules,
                                  BatchKernels kernels) {
    return std::make_unique<LaneBatch<double>>(operators, shares, rules, kernels.f64);
}

std::unique_ptr<Batch> make_batch(const Operators& operators, const BatchShares<float>& shares, const CascadeRules& rules,
                                  BatchKernels kernels) {
    return std::make_unique<LaneBatch<float>>(operators, shares, rules, kernels.f32);
}

std::unique_ptr<Batch> make_single(const Operators& operators, const BatchShares<double>& shares, const CascadeRules& rules) {
    return std::make_unique<LaneBatch<double, 1>>(operators, shares, rules, single_kernel());
}

BatchKernels best_batch_kernels() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f")) return avx512_batch_kernels();
    if (__builtin_cpu_supports("avx2")) return avx2_batch_kernels();
#endif
    return portable_batch_kernels();
}

} // namespace hoshirube::graph
