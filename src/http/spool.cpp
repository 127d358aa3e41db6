#include "http/spool.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace hoshirube {

namespace {

constexpr std::string_view kPrefix = "upload-";

Error disk_error(int code, std::string_view what) {
    if (code == ENOSPC || code == EDQUOT) return unavailable("storage.full", what);
    return internal(std::string(what) + ": " + std::to_string(code));
}

} // namespace

Result<SpoolFile> SpoolFile::create(const std::string& directory) {
    std::string path = directory + "/" + std::string(kPrefix) + "XXXXXX";
    const int file = mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) return disk_error(errno, "spool: create");
    return SpoolFile(file, std::move(path));
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)), hash_(std::move(other.hash_)),
      size_bytes_(other.size_bytes_) {
    other.path_.clear();
}

SpoolFile::~SpoolFile() {
    if (file_ >= 0) close(file_);
    if (!path_.empty()) unlink(path_.c_str());
}

Result<Done> SpoolFile::add(std::string_view bytes) {
    hash_.add(bytes);
    while (!bytes.empty()) {
        const auto written = write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return disk_error(errno, "spool: write");
        size_bytes_ += written;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return Done{};
}

Spooled SpoolFile::finish() {
    close(std::exchange(file_, -1));
    return {path_, hash_.finish_hex(), size_bytes_};
}

Result<Done> prepare_spool(const std::string& directory) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) return internal("spool: " + error.message());
    for (const auto& entry : std::filesystem::directory_iterator(directory, error))
        if (entry.path().filename().string().starts_with(kPrefix)) std::filesystem::remove(entry.path(), error);
    return Done{};
}

} // namespace hoshirube
