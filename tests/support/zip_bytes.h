#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <zlib.h>

namespace hoshirube::test {

// An entry of a zip file, honest unless told otherwise.
struct ZipEntry {
    std::string name;
    std::string bytes;
    std::optional<std::uint32_t> declared_bytes = {}; // The inflated size to claim.
    std::uint16_t flags = 0;                          // 1 is "encrypted".
    std::optional<std::size_t> same_data_as = {};     // Points at the data of an earlier entry.
};

inline std::string little_endian(std::uint64_t value, int bytes) {
    std::string out;
    for (; bytes > 0; --bytes, value >>= 8) out += static_cast<char>(value & 0xff);
    return out;
}

inline std::string deflated(std::string_view bytes) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

inline std::uint32_t crc_of(std::string_view bytes) {
    return static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

// A zip file, written by hand so that tests can also write ones no honest program would (APPNOTE 6.3, 4.3).
inline std::string zip_of(const std::vector<ZipEntry>& entries) {
    struct Written {
        std::string fields; // From "version needed" to the length of the extra field: the same in both headers.
        std::size_t offset;
    };
    std::string out;
    std::vector<Written> written;
    for (const ZipEntry& entry : entries) {
        if (entry.same_data_as) {
            written.push_back(written[*entry.same_data_as]);
            const auto length = little_endian(entry.name.size(), 2);
            written.back().fields.replace(22, 2, length);
            continue;
        }
        const auto data = deflated(entry.bytes);
        const auto fields = little_endian(20, 2) + little_endian(entry.flags, 2) + little_endian(8, 2) +
                            little_endian(0x00210000, 4) + little_endian(crc_of(entry.bytes), 4) + little_endian(data.size(), 4) +
                            little_endian(entry.declared_bytes.value_or(entry.bytes.size()), 4) +
                            little_endian(entry.name.size(), 2) + little_endian(0, 2);
        written.push_back({fields, out.size()});
        out += "PK\x03\x04" + fields + entry.name + data;
    }
    std::string directory;
    for (std::size_t i = 0; i < entries.size(); ++i)
        directory += "PK\x01\x02" + little_endian(20, 2) + written[i].fields + little_endian(0, 10) +
                     little_endian(written[i].offset, 4) + entries[i].name;
    const auto count = little_endian(entries.size() & 0xffff, 2);
    return out + directory + "PK\x05\x06" + little_endian(0, 4) + count + count + little_endian(directory.size(), 4) +
           little_endian(out.size(), 4) + little_endian(0, 2);
}

} // namespace hoshirube::test
