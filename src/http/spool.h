#pragma once

#include "base/hash.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hoshirube {

// A file that came in, lying on disk.
struct Spooled {
    std::string path, sha256;
    std::int64_t size_bytes = 0;
};

// A file as it comes in, written piece by piece. It is removed on destruction unless someone moved it away.
//
// Errors   Unavailable `storage.full`; Internal for other failures of the disk.
class SpoolFile {
public:
    static Result<SpoolFile> create(const std::string& directory);
    ~SpoolFile();
    SpoolFile(SpoolFile&&) noexcept;
    SpoolFile& operator=(SpoolFile&&) = delete;

    Result<Done> add(std::string_view bytes);
    std::int64_t size_bytes() const { return size_bytes_; }
    Spooled finish();

private:
    SpoolFile(int file, std::string path) : file_(file), path_(std::move(path)) {}
    int file_;
    std::string path_;
    Sha256 hash_;
    std::int64_t size_bytes_ = 0;
};

// Creates the directory and removes what a crash left in it. Not while another server uses it.
Result<Done> prepare_spool(const std::string& directory);

} // namespace hoshirube
