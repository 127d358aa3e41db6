#include <cerrno>
#include <filesystem>
#include <set>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "disk/file.h"
#include "formats/backup/records.h"
#include "main/backup.h"
#include "main/backup_lock.h"
#include "main/key_file.h"

namespace hoshirube {

namespace {

namespace fs = std::filesystem;

// Reads a backup to its end and hands its files on.
Result<Json> read_backup(const std::string& path, backup::Lock lock, backup::Reader::Sink& sink) {
    const auto opener = TRY(backup::Opener::make(std::move(lock)));
    backup::Reader reader(sink);
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return folder_error(path);
    std::string buffer(1 << 20, '\0');
    for (;;) {
        const auto count = ::read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return disk_error(path);
        if (count == 0) break;
        const auto plain = TRY(opener->feed(std::string_view(buffer.data(), static_cast<std::size_t>(count))));
        TRY(reader.feed(plain));
    }
    const auto rest = TRY(opener->finish());
    TRY(reader.feed(rest));
    return reader.finish();
}

class Nothing final : public backup::Reader::Sink {
public:
    Result<Done> begin(const std::string&, std::uint64_t) override { return Done{}; }
    Result<Done> piece(std::string_view) override { return Done{}; }
    Result<Done> end(const std::string&) override { return Done{}; }
};

// Unpacks into a folder that holds nothing yet. The reader has checked every path.
class Unpacker final : public backup::Reader::Sink {
public:
    explicit Unpacker(std::string folder) : folder_(std::move(folder)) {}

    Result<Done> begin(const std::string& path, std::uint64_t) override {
        place_ = folder_ + "/" + path;
        std::error_code error;
        fs::create_directories(fs::path(place_).parent_path(), error);
        if (error) return Error{ErrorCode::Unavailable, "data.folder", {{"path", place_}, {"reason", error.message()}}, {}, {}};
        const auto mode = path.starts_with("evidence/") ? 0400u : path.starts_with("ledger/") ? 0644u : 0600u;
        file_ = std::make_unique<File>(::open(place_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
        if (!file_->is_open()) return disk_error(place_);
        has_database_ = has_database_ || path == "hoshirube.db";
        return Done{};
    }
    Result<Done> piece(std::string_view bytes) override { return write_all(*file_, bytes, place_); }
    Result<Done> end(const std::string&) override {
        file_.reset();
        return Done{};
    }
    bool has_database() const { return has_database_; }

private:
    const std::string folder_;
    std::string place_;
    std::unique_ptr<File> file_;
    bool has_database_ = false;
};

constexpr const char* kMark = "/restoring"; // Stands in a folder that is being unpacked, and in no other.

std::string name_of_before(const std::string& target) { return target + ".before-" + system_now().iso8601(); }

// The folder the backup is unpacked into; gone again unless it took its place.
class Fresh {
public:
    static Result<std::unique_ptr<Fresh>> make(const std::string& target) {
        auto path = target + ".restoring";
        // What an earlier one left when it was killed goes. Without the mark it is the folder that was just being replaced: that stays.
        std::error_code error;
        if (has_file(path + kMark)) fs::remove_all(path, error);
        else if (has_file(path) && ::rename(path.c_str(), name_of_before(target).c_str()) != 0) return folder_error(path);
        if (::mkdir(path.c_str(), 0700) != 0) return folder_error(path);
        const File mark(::open((path + kMark).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!mark.is_open()) return folder_error(path);
        return std::unique_ptr<Fresh>(new Fresh(std::move(path)));
    }
    Fresh(const Fresh&) = delete;
    Fresh& operator=(const Fresh&) = delete;
    ~Fresh() {
        std::error_code ignored;
        if (has_file(path_ + kMark)) fs::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

    // Everything is there and checked. All bytes and names go to the disk at once, not file by file: a shelf of evidence has many.
    Result<Done> complete() const {
        if (::unlink((path_ + kMark).c_str()) != 0) return folder_error(path_);
        const File folder(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder.is_open() || ::syncfs(folder.number()) != 0) return disk_error(path_);
        return sync_directory(path_);
    }

private:
    explicit Fresh(std::string path) : path_(std::move(path)) {}
    const std::string path_;
};

bool is_empty_or_absent(const std::string& path) {
    std::error_code error;
    return !fs::exists(path, error) || (fs::is_directory(path, error) && fs::is_empty(path, error));
}

// Nobody else works in the folder, and nobody begins to.
Result<File> hold_alone(const std::string& data) {
    File lock(::open((data + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock.is_open()) return folder_error(data);
    if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) return conflict("backup.in_use", {{"path", data}});
    return lock;
}

Result<Done> halt_ledgers(const std::string& data, const Json& summary) {
    for (const char* name : {kPublicLedger, kPrivateLedger}) {
        const auto store = TRY(DiskStore::open(data + "/ledger/" + name, DiskStore::AfterIoError::Refuse));
        const auto text = TRY(canonical_json(
            Json{{"v", 1}, {"backup_made_at", summary.value("made_at", "")}, {"restored_at", system_now().iso8601()}}));
        TRY(store->write({{ledger::kHaltFile, text}}));
    }
    return Done{};
}

// Everything that `ledger verify` looks at, in the new folder.
Result<Json> verify_folder(const Config& config, const Library& library, const std::string& folder) {
    Config there = config;
    there.data_directory = folder;
    there.database_url = "sqlite:" + folder + "/hoshirube.db";
    const auto house = TRY(House::open(there, library, false));
    return verify_everything(house->world());
}

// Puts the new folder in the old one's place in one step, so that there is always one of the two.
Result<std::string> put_in_place(const std::string& fresh, const std::string& target) {
    const auto parent = fs::path(target).parent_path().string();
    if (is_empty_or_absent(target)) {
        if (::rename(fresh.c_str(), target.c_str()) != 0) return folder_error(target);
        TRY(sync_directory(parent.empty() ? "." : parent));
        return std::string();
    }
    auto before = name_of_before(target);
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) != 0) return folder_error(target);
    if (::rename(fresh.c_str(), before.c_str()) != 0) return folder_error(before);
    TRY(sync_directory(parent.empty() ? "." : parent));
    return before;
}

} // namespace

Result<Json> verify_backup(const cli::Arguments& arguments) {
    Nothing nothing;
    auto lock = TRY(lock_of(arguments, LockFor::Reading));
    auto summary = TRY(read_backup(arguments.operand(0), std::move(lock), nothing));
    summary["file"] = arguments.operand(0);
    summary["is_right"] = true;
    return summary;
}

Result<Json> restore_backup(const Config& config, const Library& library, const cli::Arguments& arguments) {
    auto target = config.data_directory;
    while (target.size() > 1 && target.ends_with('/')) target.pop_back();
    const bool is_postgres = !config.database_url.starts_with("sqlite:");
    if (!is_postgres && arguments.has("--database")) return invalid("backup.database_elsewhere");
    auto lock = TRY(lock_of(arguments, LockFor::Reading));
    const bool is_new = is_empty_or_absent(target);
    if (!is_new && !arguments.has("--replace")) return conflict("backup.data_exists", {{"path", target}});
    std::optional<File> alone;
    if (!is_new) alone.emplace(TRY(hold_alone(target)));

    const auto fresh = TRY(Fresh::make(target));
    Unpacker unpacker(fresh->path());
    auto summary = TRY(read_backup(arguments.operand(0), std::move(lock), unpacker));
    if (!unpacker.has_database()) return invalid("backup.malformed");
    const auto database = fresh->path() + "/hoshirube.db";
    TRY(check_copy(database));
    TRY(halt_ledgers(fresh->path(), summary));
    const auto found = TRY(verify_folder(config, library, fresh->path()));
    const bool is_right = found["is_right"].get<bool>();
    if (!is_right && !arguments.has("--accept-damage")) {
        auto error = conflict("backup.not_right");
        error.detail = found.dump();
        return error;
    }
    if (is_postgres) {
        TRY(load_copy(database, config.database_url));
        for (const char* end : {"", "-wal", "-shm"}) ::unlink((database + end).c_str());
    }
    TRY(fresh->complete());
    const auto before = TRY(put_in_place(fresh->path(), target));
    summary["data"] = target;
    summary["is_right"] = is_right;
    if (!is_right) summary["findings"] = found;
    if (!before.empty()) summary["before"] = before;
    summary["next"] = "hoshirube ledger resume --data " + target;
    return summary;
}

} // namespace hoshirube
