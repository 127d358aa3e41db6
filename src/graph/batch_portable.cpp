#include "graph/batch_update.h"

namespace hoshirube::graph {

BatchKernels portable_batch_kernels() { return {Kernel<double, 16>::update, Kernel<float, 16>::update, "portable"}; }

UpdateF64 single_kernel() { return Kernel<double, sizeof(double), sizeof(double)>::update; }

} // namespace hoshirube::graph
