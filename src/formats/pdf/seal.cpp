#include "formats/pdf/seal.h"

#include <cstdio>

#include "base/hash.h"
#include "formats/pdf/pages.h"

namespace hoshirube::pdf {

namespace {

// "[0 before after length]" in the room left for it.
std::string byte_range(const Gap& gap, std::size_t size) {
    const auto end = gap.contents_at + gap.contents_size;
    char text[64];
    std::snprintf(text, sizeof text, "[0 %010zu %010zu %010zu]", gap.contents_at, end, size - end);
    return text;
}

} // namespace

Result<std::string> typeset_sealed(const Manuscript& manuscript, const Typefaces& faces, const Sealing& sealing) {
    auto bound = TRY(bind(lay_out(manuscript, faces), manuscript, faces, Room::ForSignature));
    auto& [bytes, gap] = bound;
    const auto range = byte_range(gap, bytes.size());
    CHECK(range.size() == gap.range_size);
    bytes.replace(gap.range_at, gap.range_size, range);
    const auto end = gap.contents_at + gap.contents_size;
    const auto signature = to_hex(TRY(cades_signature(bytes.substr(0, gap.contents_at) + bytes.substr(end), sealing)));
    if (signature.size() + 2 > gap.contents_size) return invalid("seal.too_long");
    bytes.replace(gap.contents_at + 1, signature.size(), signature);
    return std::move(bytes);
}

} // namespace hoshirube::pdf
