#include "evidence/disk_vault.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "disk/file.h"
#include "evidence/door.h"
#include "evidence/media_type.h"

namespace hoshirube {

namespace {

constexpr const char* kUnfinished = "/unfinished";
constexpr std::int64_t kPieceBytes = 64 * 1024;
constexpr std::chrono::hours kAbandoned{1}; // Younger ones may belong to another process that is writing them.

// Removes a file on destruction, unless it was moved away.
class Unfinished {
public:
    explicit Unfinished(std::string path) : path_(std::move(path)) {}
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() { ::unlink(path_.c_str()); }

private:
    std::string path_;
};

// A file's bytes without a copy. Only for files just written, by us: reading a bad disk this way would end the process.
class Mapped {
public:
    Mapped(const File& file, std::size_t size)
        : size_(size), start_(::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number(), 0)) {}
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;
    ~Mapped() {
        if (is_mapped()) ::munmap(start_, size_);
    }
    bool is_mapped() const { return start_ != MAP_FAILED; }
    std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }

private:
    std::size_t size_;
    void* start_;
};

Result<File> open_content(const std::string& path) {
    File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.is_open()) return file;
    if (errno == ENOENT) return not_found("evidence.content_missing");
    return disk_error(path);
}

class FileContent final : public Content {
public:
    FileContent(File file, std::int64_t size, std::string path, std::string sha256)
        : file_(std::move(file)), left_(size), size_(size), path_(std::move(path)), sha256_(std::move(sha256)) {}

    std::int64_t size_bytes() const override { return size_; }
    Result<std::string> next() override {
        std::string piece(static_cast<std::size_t>(std::min<std::int64_t>(left_, kPieceBytes)), '\0');
        std::size_t filled = 0;
        while (filled < piece.size()) {
            const auto count = ::read(file_.number(), piece.data() + filled, piece.size() - filled);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return disk_error(path_);
            if (count == 0) return conflict("evidence.content_changed"); // Cut short.
            filled += static_cast<std::size_t>(count);
        }
        if (left_ == 0) return piece;
        hash_.add(piece);
        left_ -= static_cast<std::int64_t>(piece.size());
        if (left_ == 0 && hash_.finish_hex() != sha256_) return conflict("evidence.content_changed");
        return piece;
    }

private:
    File file_;
    Sha256 hash_;
    std::int64_t left_, size_;
    std::string path_, sha256_;
};

Result<Done> make_directory(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return Done{};
    return disk_error(path);
}

// All folders at once, so that placing a content never has to wonder whether its folder is on the disk yet.
Result<Done> make_directories(const std::string& directory) {
    TRY(make_directory(directory));
    TRY(make_directory(directory + kUnfinished));
    for (int first = 0; first < 256; ++first)
        TRY(make_directory(directory + "/" + to_hex(std::string(1, static_cast<char>(first)))));
    TRY(sync_directory(directory));
    const auto parent = std::filesystem::absolute(directory).parent_path().string();
    return sync_directory(parent);
}

void remove_abandoned(const std::string& directory) {
    std::error_code ignored;
    const auto now = std::filesystem::file_time_type::clock::now();
    for (const auto& entry : std::filesystem::directory_iterator(directory, ignored))
        if (now - entry.last_write_time(ignored) > kAbandoned) std::filesystem::remove(entry.path(), ignored);
}

} // namespace

Result<std::unique_ptr<DiskVault>> DiskVault::open(const std::string& directory) {
    const auto made = make_directories(directory);
    if (!made) return Error{ErrorCode::Unavailable, "storage.open_failed", {{"path", directory}}, {}, made.error().detail};
    remove_abandoned(directory + kUnfinished);
    return std::unique_ptr<DiskVault>(new DiskVault(directory));
}

std::string DiskVault::path_of(const std::string& sha256) const {
    return directory_ + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2);
}

Result<Vault::Stored> DiskVault::store(std::string_view bytes) {
    const auto size = static_cast<std::int64_t>(bytes.size());
    TRY(check_size(size));
    auto path = directory_ + kUnfinished + "/XXXXXX";
    const File file(::mkostemp(path.data(), O_CLOEXEC));
    if (!file.is_open()) return disk_error(path);
    const Unfinished unfinished(path);
    TRY(write_all(file, bytes, path));
    if (::fchmod(file.number(), 0400) != 0) return disk_error(path);
    TRY(sync_file(file, path));
    auto name = sha256_hex(bytes);
    TRY(place(path, name));
    return Stored{name, size, media_type(bytes)};
}

Result<Vault::Stored> DiskVault::adopt(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat status;
    if (!file.is_open() || ::fstat(file.number(), &status) != 0) return disk_error(path);
    TRY(check_size(status.st_size));
    const Mapped content(file, static_cast<std::size_t>(status.st_size));
    if (!content.is_mapped() || ::fchmod(file.number(), 0400) != 0) return disk_error(path);
    TRY(sync_file(file, path));
    auto name = sha256_hex(content.bytes());
    TRY(place(path, name));
    ::unlink(path.c_str()); // Where the vault had the content already.
    return Stored{name, status.st_size, media_type(content.bytes())};
}

// Gives a finished file its name. A content that is there and sound stays; one that was damaged is healed.
Result<Done> DiskVault::place(const std::string& from, const std::string& sha256) {
    if (verify(sha256)) return Done{};
    const auto folder = directory_ + "/" + sha256.substr(0, 2);
    const auto path = path_of(sha256);
    if (std::rename(from.c_str(), path.c_str()) != 0) return disk_error(path);
    return sync_directory(folder);
}

Result<std::string> DiskVault::read(const std::string& sha256) {
    if (!is_sha256_hex(sha256)) return not_found("evidence.content_missing");
    const auto path = path_of(sha256);
    const auto file = TRY(open_content(path));
    std::string bytes;
    TRY(read_pieces(file, path, [&bytes](std::string_view piece) { bytes += piece; }));
    if (sha256_hex(bytes) != sha256) return conflict("evidence.content_changed");
    return bytes;
}

Result<std::unique_ptr<Content>> DiskVault::content(const std::string& sha256) {
    if (!is_sha256_hex(sha256)) return not_found("evidence.content_missing");
    auto path = path_of(sha256);
    auto file = TRY(open_content(path));
    Sha256 hash;
    std::int64_t size = 0;
    TRY(read_pieces(file, path, [&](std::string_view piece) {
        hash.add(piece);
        size += static_cast<std::int64_t>(piece.size());
    }));
    if (hash.finish_hex() != sha256) return conflict("evidence.content_changed");
    if (::lseek(file.number(), 0, SEEK_SET) != 0) return disk_error(path);
    return std::unique_ptr<Content>(std::make_unique<FileContent>(std::move(file), size, std::move(path), sha256));
}

Result<Done> DiskVault::verify(const std::string& sha256) {
    TRY(content(sha256));
    return Done{};
}

} // namespace hoshirube
