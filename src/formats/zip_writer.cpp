#include "formats/zip_writer.h"

#include "base/result.h"

#include <zip.h>

namespace hoshirube {

namespace {

constexpr zip_uint16_t kFirstDosDate = (1 << 5) | 1; // 1980-01-01

} // namespace

std::string zip_bytes(const std::vector<ZipPart>& parts) {
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    CHECK(target != nullptr);
    zip_source_keep(target); // Closing the archive would free what it wrote.
    zip_t* zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    CHECK(zip != nullptr);
    for (const ZipPart& part : parts) {
        zip_source_t* source = zip_source_buffer(zip, part.bytes.data(), part.bytes.size(), 0);
        const auto index = zip_file_add(zip, part.name.c_str(), source, ZIP_FL_ENC_UTF_8);
        CHECK(source != nullptr && index >= 0);
        CHECK(zip_file_set_dostime(zip, static_cast<zip_uint64_t>(index), 0, kFirstDosDate, 0) == 0);
    }
    CHECK(zip_close(zip) == 0);
    zip_stat_t stat;
    CHECK(zip_source_stat(target, &stat) == 0 && zip_source_open(target) == 0);
    std::string bytes(stat.size, '\0');
    CHECK(zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

} // namespace hoshirube
