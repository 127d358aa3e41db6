#include "scheme/assessment/evidence_room.h"

namespace hoshirube {

Result<Done> check_room(const std::vector<Evidence>& shelf, std::int64_t size_bytes) {
    for (const Evidence& file : shelf) size_bytes += file.size_bytes;
    if (shelf.size() < kMaxFilesOfAFirm && size_bytes <= kMaxBytesOfAFirm) return Done{};
    return conflict("evidence.shelf_full",
                    {{"files", std::to_string(kMaxFilesOfAFirm)}, {"gb", std::to_string(kMaxBytesOfAFirm >> 30)}});
}

} // namespace hoshirube
