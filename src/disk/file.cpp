#include "disk/file.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>

namespace hoshirube {

Error disk_error(std::string_view path) {
    const int error = errno;
    const auto detail = std::string(path) + ": " + std::strerror(error);
    if (error == ENOSPC || error == EDQUOT) return unavailable("storage.full", detail);
    return internal(detail);
}

Result<Done> write_all(const File& file, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const auto count = ::write(file.number(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return disk_error(path);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return Done{};
}

Result<Done> sync_file(const File& file, const std::string& path) {
    if (::fsync(file.number()) == 0) return Done{};
    if (errno == ENOSPC || errno == EDQUOT) return disk_error(path);
    std::fprintf(stderr,
                 "hoshirube: the disk did not confirm what was written to %s (%s); stopping so that nothing unsaved is "
                 "taken for saved\n",
                 path.c_str(), std::strerror(errno));
    std::abort();
}

Result<Done> sync_directory(const std::string& path) {
    const File directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.is_open()) return disk_error(path);
    return sync_file(directory, path);
}

} // namespace hoshirube
