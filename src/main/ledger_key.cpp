#include "main/ledger_key.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <sodium.h>

#include "disk/file.h"

namespace hoshirube {

Error folder_error(const std::string& path) {
    auto error = unavailable("data.folder");
    error.params = {{"path", path}, {"reason", std::strerror(errno)}};
    return error;
}

namespace {

Result<std::unique_ptr<ledger::Ed25519Signer>> read_key(const std::string& path, ledger::KeyType type) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return folder_error(path);
    std::string text;
    TRY(read_pieces(file, path, [&](std::string_view piece) { text += piece; }));
    if (text.ends_with('\n')) text.pop_back();
    auto signer = ledger::Ed25519Signer::parse(text);
    if (!signer || (*signer)->key().type != type) return conflict("ledger.key_unreadable", {{"file", path}});
    return signer;
}

std::string random_seed() {
    CHECK(sodium_init() >= 0);
    std::string seed(32, '\0');
    randombytes_buf(seed.data(), seed.size());
    return seed;
}

} // namespace

bool has_file(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Result<std::unique_ptr<ledger::Ed25519Signer>> open_ledger_key(const std::string& path, const std::string& name,
                                                               ledger::KeyType type) {
    if (has_file(path)) return read_key(path, type);
    auto signer = TRY(ledger::Ed25519Signer::make(name, type, random_seed()));
    // Written beside and linked into place: nobody ever reads half a key.
    const auto fresh = path + ".new-" + std::to_string(::getpid());
    {
        const File file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file.is_open()) return folder_error(fresh);
        TRY(write_all(file, signer->to_text() + "\n", fresh));
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
    return is_ours ? Result<std::unique_ptr<ledger::Ed25519Signer>>(std::move(signer)) : read_key(path, type);
}

} // namespace hoshirube
