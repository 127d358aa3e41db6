#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "scheme/assessment/evidence.h"

namespace hoshirube {

// Invalid `evidence.empty`, `evidence.too_large` {max}: the limit in whole megabytes.
inline Result<Done> check_size(std::int64_t size_bytes) {
    if (size_bytes == 0) return invalid("evidence.empty");
    if (size_bytes > kMaxEvidenceBytes)
        return invalid("evidence.too_large", {}, {{"max", std::to_string(kMaxEvidenceBytes / 1024 / 1024) + " MB"}});
    return Done{};
}

} // namespace hoshirube
