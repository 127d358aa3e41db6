#include <cstdio>
#include <cstdlib>

#include "base/result.h"

namespace hoshirube {

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "hoshirube: broken invariant: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

} // namespace hoshirube
