#pragma once

#include <vector>

#include "base/result.h"
#include "scheme/assessment/evidence.h"

namespace hoshirube {

// Whether one more file fits on a firm's shelf.
//
// Rule     A firm keeps up to 5,000 files and 20 GiB: nobody's shelf fills the disk that all stand on. 81 criteria with ten files each
//          leave room for six years.
// Errors   Conflict `evidence.shelf_full` {files, gb}.
// Source   docs/rules.md#evidence
Result<Done> check_room(const std::vector<Evidence>& shelf, std::int64_t size_bytes);

inline constexpr std::size_t kMaxFilesOfAFirm = 5'000;
inline constexpr std::int64_t kMaxBytesOfAFirm = std::int64_t{20} << 30;

} // namespace hoshirube
