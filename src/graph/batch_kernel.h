#pragma once

#include <cstddef>
#include <cstdint>

namespace hoshirube::graph {

inline constexpr std::size_t kLineBytes = 64; // One cache line holds one quantity of one firm, all lanes.

// Single precision sums at most this many links before it continues in double: it bounds the rounding.
inline constexpr std::size_t kF32Run = 16;

// What one update of a batch reads and writes. Plain pointers: the kernels are compiled once for each
// instruction set, and nothing that the linker could mix up between these copies may stand in them.
template <class Real>
struct BatchView {
    std::uint32_t firms;
    const std::uint32_t* market;
    const Real* size;
    const std::uint32_t* sellers; // Firms whose deliveries matter to someone.
    std::size_t seller_count;

    const std::uint32_t* group_of_buyer;
    const std::uint64_t* group_start;
    const std::uint32_t* input_supplier;
    const Real* input_share;
    const std::uint64_t* sale_start;
    const std::uint32_t* sale_buyer;
    const Real* sale_share;

    // By firm (or market) and lane.
    Real* down;
    const Real* up;
    Real* next_up;
    Real* missing;
    const Real* available;  // null: no substitution
    double* next_available; // Left alone where there are no sellers.
    Real* change;           // One entry a lane: largest loss added in this update.
};

using UpdateF64 = void (*)(const BatchView<double>&);
using UpdateF32 = void (*)(const BatchView<float>&);

struct BatchKernels {
    UpdateF64 f64;
    UpdateF32 f32;
    const char* name; // "avx512", "avx2" or "portable"
};

// One scenario by itself: its state is an eighth, so that it stays nearer to the processor.
UpdateF64 single_kernel();

BatchKernels portable_batch_kernels();
BatchKernels avx2_batch_kernels();
BatchKernels avx512_batch_kernels();

// The best the processor can run. All give the same bits: they differ in how many lanes one instruction
// covers.
BatchKernels best_batch_kernels();

} // namespace hoshirube::graph
