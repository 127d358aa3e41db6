#include "tiles/disk_store.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "disk/file.h"

namespace hoshirube {

namespace {

namespace fs = std::filesystem;

constexpr const char* kLock = "lock";
constexpr const char* kIoError = "io-error";
constexpr const char* kNew = ".new"; // Not yet in its place.
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kBlock = 4096; // O_DIRECT wants whole blocks at whole addresses.

class Held final : public ledger::Store::Hold {
public:
    explicit Held(File file) : file_(std::move(file)) {}

private:
    File file_; // Closing it lets go.
};

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// Makes the missing folders of `path` below `root`; answers those whose list of names changed.
Result<Done> make_folders(const std::string& folder, std::set<std::string>& changed) {
    if (::mkdir(folder.c_str(), 0755) == 0) {
        changed.insert(folder_of(folder));
        return Done{};
    }
    if (errno == EEXIST) return Done{};
    if (errno != ENOENT) return disk_error(folder);
    TRY(make_folders(folder_of(folder), changed));
    return make_folders(folder, changed);
}

Result<std::string> read_whole(const File& file, const std::string& place) {
    std::string bytes;
    TRY(read_pieces(file, place, [&](std::string_view piece) { bytes += piece; }));
    return bytes;
}

Result<std::string> read_past_cache(const File& file, const std::string& place) {
    const std::unique_ptr<char, decltype(&std::free)> block(static_cast<char*>(std::aligned_alloc(kBlock, 16 * kBlock)),
                                                            std::free);
    CHECK(block != nullptr);
    std::string bytes;
    for (;;) {
        const auto count = ::read(file.number(), block.get(), 16 * kBlock);
        if (count < 0) return disk_error(place);
        if (count == 0) return bytes;
        bytes.append(block.get(), static_cast<std::size_t>(count));
    }
}

class PiecesOfFile final : public ledger::Store::Pieces {
public:
    PiecesOfFile(File file, std::string place, std::uint64_t size_bytes)
        : file_(std::move(file)), place_(std::move(place)), size_bytes_(size_bytes) {}
    std::uint64_t size_bytes() const override { return size_bytes_; }
    Result<std::string> next() override {
        std::string piece(kPieceBytes, '\0');
        const auto count = ::read(file_.number(), piece.data(), piece.size());
        if (count < 0) return disk_error(place_);
        piece.resize(static_cast<std::size_t>(count));
        return piece;
    }

private:
    const File file_;
    const std::string place_;
    const std::uint64_t size_bytes_;
};

} // namespace

Result<std::unique_ptr<DiskStore>> DiskStore::open(std::string folder, AfterIoError after) {
    std::set<std::string> changed;
    TRY(make_folders(folder, changed));
    for (const auto& one : changed) TRY(sync_directory(one));
    const bool is_marked = ::access((folder + "/" + kIoError).c_str(), F_OK) == 0;
    if (is_marked && after == AfterIoError::Refuse) return conflict("ledger.io_error", {{"file", folder + "/" + kIoError}});
    return std::unique_ptr<DiskStore>(new DiskStore(std::move(folder), is_marked));
}

Result<std::optional<std::string>> DiskStore::read(const std::string& path) {
    const auto place = folder_ + "/" + path;
    const int flags = O_RDONLY | O_CLOEXEC;
    const hoshirube::File direct(past_cache_ ? ::open(place.c_str(), flags | O_DIRECT) : -1);
    const bool is_direct = direct.is_open(); // Memory file systems know no other way than the cache.
    const hoshirube::File plain(is_direct ? -1 : ::open(place.c_str(), flags));
    if (!is_direct && !plain.is_open()) {
        if (errno == ENOENT || errno == ENOTDIR) return std::optional<std::string>();
        return disk_error(place);
    }
    return std::optional(TRY(is_direct ? read_past_cache(direct, place) : read_whole(plain, place)));
}

Result<std::unique_ptr<DiskStore::Pieces>> DiskStore::read_in_pieces(const std::string& path) {
    if (past_cache_) return Store::read_in_pieces(path);
    const auto place = folder_ + "/" + path;
    hoshirube::File file(::open(place.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) return std::unique_ptr<Pieces>();
    struct stat found {};
    if (!file.is_open() || ::fstat(file.number(), &found) != 0) return disk_error(place);
    return std::unique_ptr<Pieces>(
        std::make_unique<PiecesOfFile>(std::move(file), place, static_cast<std::uint64_t>(found.st_size)));
}

namespace {

using Written = std::vector<std::pair<std::string, hoshirube::File>>; // By where they belong.

// Waits for all side by side: a disk confirms whatever waits for it at one time at once, where in turn each would wait for a flush of its
// own. A commit of a few entries has few files, and is not worth a thread.
Result<Done> sync_all(const Written& files) {
    constexpr std::size_t kFew = 8, kAtOnce = 32;
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::optional<Error> error;
    const auto sync = [&] {
        for (auto i = next++; i < files.size(); i = next++) {
            const auto synced = sync_file(files[i].second, files[i].first);
            const std::lock_guard lock(mutex);
            if (!synced) error = synced.error();
        }
    };
    std::vector<std::thread> helpers;
    if (files.size() > kFew) {
        try {
            while (helpers.size() + 1 < std::min(files.size(), kAtOnce)) helpers.emplace_back(sync);
        } catch (const std::system_error&) {} // No more threads: those that are there do it.
    }
    sync();
    for (auto& helper : helpers) helper.join();
    if (error) return *error;
    return Done{};
}

} // namespace

// Files whose writing has begun, closed in the end; those not in their place by then are removed.
class DiskStore::Fresh {
public:
    Fresh() = default;
    Fresh(const Fresh&) = delete;
    Fresh& operator=(const Fresh&) = delete;
    ~Fresh() {
        for (const auto& [place, file] : files_) ::unlink((place + kNew).c_str());
    }

    Result<Done> add(std::string place, std::string_view bytes) {
        hoshirube::File file(::open((place + kNew).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (!file.is_open()) return disk_error(place);
        files_.emplace_back(std::move(place), std::move(file));
        const auto& [kept, written] = files_.back();
        TRY(write_all(written, bytes, kept));
        // All are on their way to the disk before the first is waited for: many files cost little more than one.
        ::sync_file_range(written.number(), 0, 0, SYNC_FILE_RANGE_WRITE);
        return Done{};
    }
    Result<Done> put_in_place() {
        TRY(sync_all(files_));
        for (const auto& [place, file] : files_)
            if (::rename((place + kNew).c_str(), place.c_str()) != 0) return disk_error(place);
        files_.clear();
        return Done{};
    }

private:
    Written files_;
};

Result<Done> DiskStore::write(const std::vector<File>& files) {
    std::set<std::string> changed;
    Fresh fresh;
    for (const auto& file : files) {
        const auto place = folder_ + "/" + file.path;
        TRY(make_folders(folder_of(place), changed));
        changed.insert(folder_of(place));
        TRY(fresh.add(place, file.bytes));
    }
    TRY(fresh.put_in_place());
    for (const auto& one : changed) TRY(sync_directory(one));
    return Done{};
}

Result<Done> DiskStore::remove(const std::string& path) {
    std::error_code error;
    fs::remove_all(folder_ + "/" + path, error);
    if (error) return internal(folder_ + "/" + path + ": " + error.message());
    return Done{};
}

Result<std::vector<std::string>> DiskStore::list(const std::string& folder) {
    std::vector<std::string> paths;
    const auto root = fs::path(folder_) / folder;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(root, error); !error && at != fs::end(at); at.increment(error)) {
        if (!at->is_regular_file(error)) continue;
        const auto path = at->path().string().substr(folder_.size() + 1);
        // What a crash left half written is nobody's file; the next write replaces it.
        if (path != kLock && path != kIoError && !path.ends_with(kNew)) paths.push_back(path);
    }
    if (error && error != std::errc::no_such_file_or_directory) return internal(root.string() + ": " + error.message());
    std::sort(paths.begin(), paths.end());
    return paths;
}

Result<std::unique_ptr<ledger::Store::Hold>> DiskStore::hold() {
    const auto place = folder_ + "/" + kLock;
    hoshirube::File file(::open(place.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!file.is_open()) return disk_error(place);
    while (::flock(file.number(), LOCK_EX) != 0)
        if (errno != EINTR) return disk_error(place);
    return std::unique_ptr<Hold>(std::make_unique<Held>(std::move(file)));
}

Result<Done> DiskStore::forget_io_error() {
    if (!past_cache_) return Done{};
    TRY(remove(kIoError));
    past_cache_ = false;
    return sync_directory(folder_);
}

} // namespace hoshirube
