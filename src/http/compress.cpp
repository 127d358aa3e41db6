#include "http/compress.h"

#include "base/result.h"

#include <zlib.h>

namespace hoshirube {

namespace {
constexpr int kGzipWindow = 15 + 16; // zlib's way to ask for a gzip header.
constexpr int kMemoryLevel = 8;
} // namespace

std::string gzip(std::string_view bytes, int level) {
    z_stream stream{};
    CHECK(deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END); // The output is as large as it can become.
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

bool is_compressible(std::string_view type) {
    const auto starts = [&](std::string_view with) { return type.substr(0, with.size()) == with; };
    return starts("text/") || starts("application/json") || starts("application/problem+json") || starts("application/yaml") ||
           starts("image/svg+xml");
}

} // namespace hoshirube
