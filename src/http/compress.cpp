#include "http/compress.h"

#include "formats/deflate.h"

namespace hoshirube {

std::string gzip(std::string_view bytes, int level) { return deflated(bytes, Wrapping::Gzip, level); }

bool is_compressible(std::string_view type) {
    const auto starts = [&](std::string_view with) { return type.substr(0, with.size()) == with; };
    return starts("text/") || starts("application/json") || starts("application/problem+json") || starts("application/yaml") ||
           starts("image/svg+xml");
}

} // namespace hoshirube
