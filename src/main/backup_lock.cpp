#include "main/backup_lock.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace hoshirube {

namespace {

constexpr std::size_t kMaxSecret = 4096;

// Without the line's end, which editors add.
Result<std::string> read_secret(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return invalid("cli.file_unreadable", {}, {{"path", path}, {"reason", std::strerror(errno)}});
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (text.size() > kMaxSecret) return invalid("cli.file_unreadable", {}, {{"path", path}, {"reason", std::strerror(EFBIG)}});
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    if (text.empty()) return invalid("backup.no_lock");
    return text;
}

} // namespace

Result<backup::Lock> lock_of(const cli::Arguments& arguments, LockFor what) {
    const auto passphrase_file = arguments.text("--passphrase-file");
    const auto key = arguments.text(what == LockFor::Writing ? "--recipient" : "--key-file");
    if (passphrase_file.empty() && key.empty()) return invalid("backup.no_lock");
    if (!passphrase_file.empty() && !key.empty()) return invalid("backup.two_locks");
    if (!passphrase_file.empty()) return backup::Lock{TRY(read_secret(passphrase_file)), {}};
    return backup::Lock{{}, what == LockFor::Writing ? key : TRY(read_secret(key))};
}

} // namespace hoshirube
