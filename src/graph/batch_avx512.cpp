#include "graph/batch_update.h"

namespace hoshirube::graph {

BatchKernels avx512_batch_kernels() { return {Kernel<double, 64>::update, Kernel<float, 64>::update, "avx512"}; }

} // namespace hoshirube::graph
