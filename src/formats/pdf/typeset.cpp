#include "formats/pdf/typeset.h"

#include "formats/pdf/pages.h"

namespace hoshirube::pdf {

Result<std::string> typeset(const Manuscript& manuscript, const Typefaces& faces) {
    auto bound = TRY(bind(lay_out(manuscript, faces), manuscript, faces, Room::None));
    return std::move(bound.bytes);
}

} // namespace hoshirube::pdf
