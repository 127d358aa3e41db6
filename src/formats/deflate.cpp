#include "formats/deflate.h"

#include <zlib.h>

#include "base/result.h"

namespace hoshirube {

namespace {

constexpr int kZlib = 15, kGzip = 15 + 16; // Window bits, and zlib's way to ask for the other wrapping.
constexpr int kMemoryLevel = 8;
constexpr std::size_t kPieceBytes = 65'536;

} // namespace

std::string deflated(std::string_view bytes, Wrapping wrapping, int level) {
    z_stream stream{};
    const int window = wrapping == Wrapping::Gzip ? kGzip : kZlib;
    CHECK(deflateInit2(&stream, level, Z_DEFLATED, window, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
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

std::optional<std::string> inflated(std::string_view bytes, std::size_t max_bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, kZlib) != Z_OK) return std::nullopt;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string out;
    int state = Z_OK;
    while (state == Z_OK && out.size() < max_bytes) {
        const auto had = out.size();
        out.resize(had + kPieceBytes);
        stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
        stream.avail_out = kPieceBytes;
        state = inflate(&stream, Z_NO_FLUSH);
        out.resize(out.size() - stream.avail_out);
    }
    const bool is_whole = state == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return is_whole ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace hoshirube
