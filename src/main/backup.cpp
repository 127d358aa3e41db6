#include "main/backup.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "disk/file.h"
#include "formats/backup/records.h"
#include "ledger/sequencer.h"
#include "ledger/tile.h"
#include "main/backup_lock.h"
#include "main/key_file.h"

namespace hoshirube {

namespace {

namespace fs = std::filesystem;

constexpr const char* kLedgers[] = {kPublicLedger, kPrivateLedger};
constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kMaxDamagedNamed = 100;

// A file to come: open already where it may be replaced meanwhile, else only its place.
struct Source {
    std::string place;
    std::optional<File> open;
};
using Sources = std::map<std::string, Source>; // By the name inside the backup.

// The copy of the database while a backup is being made. What an earlier one left when it was killed is taken away first.
class Workplace {
public:
    static Result<Workplace> open(const std::string& data) {
        File lock(::open((data + "/backup.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!lock.is_open()) return disk_error(data + "/backup.lock");
        if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) return conflict("backup.running");
        auto folder = data + "/backup-work";
        std::error_code error;
        fs::remove_all(folder, error);
        if (::mkdir(folder.c_str(), 0700) != 0) return disk_error(folder);
        return Workplace(std::move(lock), std::move(folder));
    }
    Workplace(Workplace&& other) noexcept : lock_(std::move(other.lock_)), folder_(std::exchange(other.folder_, {})) {}
    Workplace& operator=(Workplace&&) = delete;
    ~Workplace() { clear(); }
    void clear() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
    }
    std::string database() const { return folder_ + "/hoshirube.db"; }
    // When the last backup was made, for `doctor`: this file's content and time. A backup without that note is none the worse.
    void note_made(Instant now) {
        if (::ftruncate(lock_.number(), 0) == 0) (void)write_all(lock_, now.iso8601() + "\n", "backup.lock");
    }

private:
    Workplace(File lock, std::string folder) : lock_(std::move(lock)), folder_(std::move(folder)) {}
    File lock_;
    std::string folder_;
};

// The file that is being written. It gets its name when it is whole and on the disk; until then it is called ".part".
class Target {
public:
    static Result<std::unique_ptr<Target>> open(const std::string& path) {
        if (has_file(path)) return conflict("backup.exists", {{"path", path}});
        const auto part = path + ".part";
        ::unlink(part.c_str());
        File file(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file.is_open()) return folder_error(part);
        return std::unique_ptr<Target>(new Target(path, part, std::move(file)));
    }
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;
    ~Target() { ::unlink(part_.c_str()); }

    Result<Done> write(std::string_view bytes) {
        size_ += bytes.size();
        return write_all(file_, bytes, part_);
    }
    Result<Done> finish() {
        TRY(sync_file(file_, part_));
        // Never over what is there. Not every filesystem can do that in one step.
        if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) != 0 &&
            (errno != EINVAL || ::link(part_.c_str(), path_.c_str()) != 0))
            return errno == EEXIST ? conflict("backup.exists", {{"path", path_}}) : folder_error(path_);
        const auto folder = fs::path(path_).parent_path().string();
        return sync_directory(folder.empty() ? "." : folder);
    }
    std::uint64_t size_bytes() const { return size_; }

private:
    Target(std::string path, std::string part, File file)
        : path_(std::move(path)), part_(std::move(part)), file_(std::move(file)) {}
    const std::string path_, part_;
    File file_;
    std::uint64_t size_ = 0;
};

// What is fixed at one moment.
struct Moment {
    std::unique_ptr<Storage::Snapshot> database;
    Sources ledger_files;
    Json ledgers = Json::object();
};

Result<Json> checkpoint_json(LedgerParts& parts) {
    const auto note = TRY(parts.store.read(ledger::kCheckpointFile));
    if (!note) return Json();
    const auto one = TRY(ledger::open_checkpoint(*note, parts.signer.key())).checkpoint;
    return Json{{"origin", one.origin}, {"size", one.size}, {"root", ledger::to_base64(one.root)}};
}

Result<Done> add_ledger_files(Moment& moment, const std::string& data, const std::string& name, ledger::Store& store) {
    for (const auto& path : TRY(store.list(""))) {
        const auto inside = "ledger/" + name + "/" + path;
        Source source{data + "/" + inside, {}};
        const auto tile = ledger::parse_tile_path(path);
        if (!tile || tile->is_partial()) { // These are replaced or go; an open one keeps what it says.
            source.open.emplace(::open(source.place.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
            if (!source.open->is_open()) return disk_error(source.place);
        }
        moment.ledger_files.emplace(inside, std::move(source));
    }
    return Done{};
}

Result<Moment> fix_moment(const Config& config, House& house) {
    auto& world = house.world();
    Moment moment;
    const auto one = TRY(world.public_ledger.store.hold());
    const auto other = TRY(world.private_ledger.store.hold());
    moment.database = TRY(house.storage().snapshot());
    for (const char* name : kLedgers) {
        auto& parts = name == std::string_view(kPublicLedger) ? world.public_ledger : world.private_ledger;
        TRY(add_ledger_files(moment, config.data_directory, name, parts.store));
        moment.ledgers[name] = TRY(checkpoint_json(parts));
    }
    return moment;
}

// Regular files below a folder whose names may stand in a backup; others are named in `left_out`.
Result<Done> add_folder(Sources& sources, const std::string& data, const std::string& top, Json& left_out) {
    const auto root = data + "/" + top;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(root, error); !error && at != fs::end(at); at.increment(error)) {
        std::error_code ignored;
        if (at->is_symlink(ignored) || !at->is_regular_file(ignored)) continue;
        auto inside = at->path().string().substr(data.size() + 1);
        const bool is_passing = inside.starts_with("evidence/incoming/") || inside.starts_with("evidence/unfinished/") ||
                                inside.find(".new-") != inside.npos;
        if (is_passing) continue;
        if (!backup::is_archive_path(inside)) left_out.push_back(inside);
        else sources.emplace(inside, Source{data + "/" + inside, {}});
    }
    if (error && error != std::errc::no_such_file_or_directory) return internal(root + ": " + error.message());
    return Done{};
}

class Packer {
public:
    explicit Packer(Target& target, backup::Sealer& sealer)
        : target_(target), sealer_(sealer),
          writer_([this](std::string_view bytes) -> Result<Done> { return target_.write(sealer_.add(bytes)); }) {}

    Result<Done> begin() { return target_.write(sealer_.head()); }

    Result<Done> add(const std::string& inside, const Source& source) {
        const bool is_open = source.open.has_value();
        const File file(is_open ? ::dup(source.open->number()) : ::open(source.place.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        if (!file.is_open() && errno == ENOENT) return Done{}; // A network that was removed meanwhile.
        struct stat status;
        if (!file.is_open() || ::fstat(file.number(), &status) != 0) return disk_error(source.place);
        auto left = static_cast<std::uint64_t>(status.st_size);
        TRY(writer_.begin(inside, left));
        std::string buffer(kPiece, '\0');
        while (left > 0) {
            const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, buffer.size()));
            const auto count = ::read(file.number(), buffer.data(), wanted);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return disk_error(source.place);
            if (count == 0) return Error{ErrorCode::Unavailable, "backup.file_changed", {{"file", inside}}, {}, {}};
            TRY(writer_.piece(std::string_view(buffer.data(), static_cast<std::size_t>(count))));
            left -= static_cast<std::uint64_t>(count);
        }
        const auto sha256 = TRY(writer_.end());
        // A content is named by its hash. One that is damaged stops nobody from saving the rest, but it is said.
        if (inside.starts_with("evidence/") && inside.substr(9, 2) + inside.substr(12) != sha256 &&
            damaged_.size() < kMaxDamagedNamed)
            damaged_.push_back(inside);
        return Done{};
    }

    Result<Json> finish(Json facts) {
        facts["damaged"] = damaged_;
        auto summary = TRY(writer_.finish(std::move(facts)));
        TRY(target_.write(sealer_.finish()));
        return summary;
    }

private:
    Target& target_;
    backup::Sealer& sealer_;
    backup::Writer writer_;
    Json damaged_ = Json::array();
};

} // namespace

Result<Json> make_backup(const Config& config, House& house, const cli::Arguments& arguments) {
    const auto lock = TRY(lock_of(arguments, LockFor::Writing));
    const auto sealer = TRY(backup::Sealer::make(lock));
    const auto path = arguments.text("--out");
    auto workplace = TRY(Workplace::open(config.data_directory)); // First: whoever holds it is alone.
    const auto target = TRY(Target::open(path));
    const auto now = system_now();
    auto moment = TRY(fix_moment(config, house));
    TRY(moment.database->copy_to(workplace.database()));
    moment.database.reset(); // Nothing is kept from being cleared away any longer.
    TRY(check_copy(workplace.database()));
    auto sources = std::move(moment.ledger_files);
    sources.emplace("hoshirube.db", Source{workplace.database(), {}});
    Json left_out = Json::array();
    for (const char* top : {"evidence", "keys", "networks"}) TRY(add_folder(sources, config.data_directory, top, left_out));
    Packer packer(*target, *sealer);
    TRY(packer.begin());
    for (const auto& [inside, source] : sources) TRY(packer.add(inside, source));
    auto summary = TRY(packer.finish(Json{{"v", 1},
                                          {"made_at", now.iso8601()},
                                          {"version", HOSHIRUBE_VERSION},
                                          {"database", config.database_url.starts_with("sqlite:") ? "sqlite" : "postgresql"},
                                          {"ledgers", moment.ledgers}}));
    workplace.clear(); // Before the backup has its name: whoever sees it finds nothing left beside it.
    TRY(target->finish());
    workplace.note_made(now);
    summary["file"] = path;
    summary["file_bytes"] = target->size_bytes();
    if (!left_out.empty()) summary["left_out"] = left_out;
    return summary;
}

Result<Json> make_backup_key(const cli::Arguments& arguments) {
    const auto path = arguments.text("--out");
    const auto pair = backup::make_key_pair();
    const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.is_open()) return errno == EEXIST ? conflict("backup.exists", {{"path", path}}) : folder_error(path);
    TRY(write_all(file, pair.secret + "\n", path));
    TRY(sync_file(file, path));
    return Json{{"recipient", pair.recipient}, {"file", path}};
}

} // namespace hoshirube
