#pragma once

// One Jacobi update of all lanes of a batch. Included by batch_portable.cpp, batch_avx2.cpp and
// batch_avx512.cpp, each compiled for its instruction set; everything is local to the including file.
//
// Source   docs/analytics.md#batched-pull

#include "graph/batch_kernel.h"

namespace hoshirube::graph {
namespace {

constexpr std::size_t kPrefetchAhead = 24;

// A line holds one quantity of one firm, all lanes: a cache line, or a single number for one scenario by itself.
template <class Real, int kVectorBytes, std::size_t kLine = kLineBytes>
struct Kernel {
    typedef Real Vector __attribute__((vector_size(kVectorBytes), may_alias));
    static constexpr std::size_t kParts = kLine / kVectorBytes;
    static constexpr std::size_t kLanes = kLine / sizeof(Real);

    struct alignas(kLine) Line {
        Vector part[kParts];
    };

    static const Line& line(const Real* base, std::size_t i) { return reinterpret_cast<const Line*>(base)[i]; }
    static Line& line(Real* base, std::size_t i) { return reinterpret_cast<Line*>(base)[i]; }
    static Line filled(Real value) {
        Line result;
        for (std::size_t p = 0; p < kParts; ++p) result.part[p] = Vector{} + value;
        return result;
    }
    static Vector larger(Vector a, Vector b) { return a > b ? a : b; }
    static Vector smaller(Vector a, Vector b) { return a < b ? a : b; }

    static void raise_to(Line& a, const Line& b) {
        for (std::size_t p = 0; p < kParts; ++p) a.part[p] = larger(a.part[p], b.part[p]);
    }

    // Sum of share * value over the links [first, last).
    static Line plain_sum(const Real* values, const std::uint32_t* column, const Real* share, std::size_t first,
                          std::size_t last) {
        Line sum = filled(0);
        for (std::size_t x = first; x < last; ++x) {
            __builtin_prefetch(values + column[x + kPrefetchAhead] * kLanes);
            const Line& value = line(values, column[x]);
            for (std::size_t p = 0; p < kParts; ++p) sum.part[p] += value.part[p] * share[x];
        }
        return sum;
    }

    static Line long_sum(const Real* values, const std::uint32_t* column, const Real* share, std::size_t first,
                         std::size_t last) {
        double total[kLanes] = {};
        for (; first < last; first += kF32Run) {
            const Line part = plain_sum(values, column, share, first, first + kF32Run < last ? first + kF32Run : last);
            const Real* lane = reinterpret_cast<const Real*>(&part);
            for (std::size_t l = 0; l < kLanes; ++l) total[l] += static_cast<double>(lane[l]);
        }
        Line sum;
        Real* lane = reinterpret_cast<Real*>(&sum);
        for (std::size_t l = 0; l < kLanes; ++l) lane[l] = static_cast<Real>(total[l]);
        return sum;
    }

    static Line sum_links(const Real* values, const std::uint32_t* column, const Real* share, std::size_t first,
                          std::size_t last) {
        if (sizeof(Real) == sizeof(double) || last - first <= kF32Run) return plain_sum(values, column, share, first, last);
        return long_sum(values, column, share, first, last);
    }

    // Replaceability times loss of every firm that delivers something that matters.
    static void spread_missing(const BatchView<Real>& view) {
        const Line one = filled(1);
        for (std::size_t s = 0; s < view.seller_count; ++s) {
            const std::uint32_t i = view.sellers[s];
            const Line& lost = line(view.down, i);
            Line& missing = line(view.missing, i);
            if (!view.available) {
                missing = lost;
                continue;
            }
            const Line& available = line(view.available, view.market[i]);
            for (std::size_t p = 0; p < kParts; ++p)
                missing.part[p] = smaller(one.part[p], view.size[i] / available.part[p]) * lost.part[p];
        }
    }

    static void pull_inputs(const BatchView<Real>& view, Line& change) {
        const Line one = filled(1);
        for (std::uint32_t i = 0; i < view.firms; ++i) {
            Line& lost = line(view.down, i);
            Line next = filled(0);
            for (std::uint32_t g = view.group_of_buyer[i]; g < view.group_of_buyer[i + 1]; ++g)
                raise_to(next, sum_links(view.missing, view.input_supplier, view.input_share, view.group_start[g],
                                         view.group_start[g + 1]));
            for (std::size_t p = 0; p < kParts; ++p) {
                next.part[p] = larger(lost.part[p], smaller(one.part[p], next.part[p]));
                change.part[p] = larger(change.part[p], next.part[p] - lost.part[p]);
            }
            lost = next;
            const Real* lane = view.down + i * kLanes;
            double* available = view.next_available + view.market[i] * kLanes;
            const double size = static_cast<double>(view.size[i]);
            for (std::size_t l = 0; l < kLanes; ++l) available[l] += size * (1.0 - static_cast<double>(lane[l]));
        }
    }

    static void pull_sales(const BatchView<Real>& view, Line& change) {
        const Line one = filled(1);
        for (std::uint32_t i = 0; i < view.firms; ++i) {
            const Line& lost = line(view.up, i);
            Line next = sum_links(view.up, view.sale_buyer, view.sale_share, view.sale_start[i], view.sale_start[i + 1]);
            for (std::size_t p = 0; p < kParts; ++p) {
                next.part[p] = larger(lost.part[p], smaller(one.part[p], next.part[p]));
                change.part[p] = larger(change.part[p], next.part[p] - lost.part[p]);
            }
            line(view.next_up, i) = next;
        }
    }

    static void update(const BatchView<Real>& view) {
        Line change = filled(0);
        if (view.seller_count > 0) { // Else nobody loses by a missing delivery: the channel stands still.
            spread_missing(view);
            pull_inputs(view, change);
        }
        pull_sales(view, change);
        line(view.change, 0) = change;
    }
};

} // namespace
} // namespace hoshirube::graph
