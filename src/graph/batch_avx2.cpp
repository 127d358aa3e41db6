#include "graph/batch_update.h"

namespace hoshirube::graph {

BatchKernels avx2_batch_kernels() { return {Kernel<double, 32>::update, Kernel<float, 32>::update, "avx2"}; }

} // namespace hoshirube::graph
