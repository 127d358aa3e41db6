#include "main/key_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "disk/file.h"

namespace hoshirube {

Error folder_error(const std::string& path) {
    auto error = unavailable("data.folder");
    error.params = {{"path", path}, {"reason", std::strerror(errno)}};
    return error;
}

Result<std::string> read_whole(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return folder_error(path);
    std::string text;
    TRY(read_pieces(file, path, [&](std::string_view piece) { text += piece; }));
    return text;
}

bool has_file(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Result<std::string> kept_key(const std::string& path, const std::function<Result<std::string>()>& make) {
    if (has_file(path)) return read_whole(path);
    const auto text = TRY(make());
    // Written beside and linked into place: nobody ever reads half a key.
    const auto fresh = path + ".new-" + std::to_string(::getpid());
    {
        const File file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file.is_open()) return folder_error(fresh);
        TRY(write_all(file, text, fresh));
        TRY(sync_file(file, fresh));
    }
    const bool is_ours = ::link(fresh.c_str(), path.c_str()) == 0;
    const int reason = errno;
    ::unlink(fresh.c_str());
    if (!is_ours && reason != EEXIST) {
        errno = reason;
        return folder_error(path);
    }
    TRY(sync_directory(path.substr(0, path.rfind('/'))));
    return is_ours ? text : read_whole(path);
}

} // namespace hoshirube
