#include "formats/zip_archive.h"

#include <algorithm>
#include <zip.h>

namespace hoshirube {

namespace {

// What an entry takes in the file beside its packed bytes and twice its name.
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::size_t kDirectoryEntryBytes = 46;
constexpr std::string_view kDirectoryEntryMagic = "PK\x01\x02";
constexpr std::size_t kMaxNameBytes = 255; // Names stand in error messages.
constexpr std::size_t kRatioMattersAbove = 1024UL * 1024;

struct Entry {
    zip_uint64_t index;
    std::size_t declared_bytes;
};

Error damaged(std::string_view part) { return invalid("xlsx.damaged", {}, {{"part", std::string(part)}}); }
Error suspicious(std::string_view part) { return invalid("xlsx.suspicious", {}, {{"part", std::string(part)}}); }
Error too_large(std::size_t max) { return invalid("xlsx.too_large", {}, {{"max_mb", std::to_string(max / 1024 / 1024)}}); }

std::string folded_name(std::string_view name) {
    std::string folded(name.substr(std::min(name.find_first_not_of("/\\"), name.size())));
    for (char& c : folded) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '\\') c = '/';
    }
    return folded;
}

// Before any library allocates by what the file declares: every entry of the directory shows this mark.
bool has_more_entries_than(std::string_view bytes, std::size_t max) {
    std::size_t count = 0;
    for (auto at = bytes.find(kDirectoryEntryMagic); at != std::string_view::npos && count <= max;
         at = bytes.find(kDirectoryEntryMagic, at + kDirectoryEntryMagic.size()))
        ++count;
    return count > max;
}

} // namespace

struct ZipArchive::State {
    ZipLimits limits;
    zip_t* zip = nullptr;
    std::map<std::string, Entry, std::less<>> entries;
    std::size_t inflated_bytes = 0;

    State(const State&) = delete;
    State& operator=(const State&) = delete;
    explicit State(const ZipLimits& given) : limits(given) {}
    ~State() {
        if (zip) zip_discard(zip);
    }

    Result<Done> open(std::string_view bytes) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source) zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (source && !zip) zip_source_free(source);
        zip_error_fini(&error);
        if (!zip) return damaged("zip");
        return Done{};
    }

    Result<Done> take_directory(std::size_t file_bytes) {
        const auto count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(zip, 0), 0));
        if (count > limits.max_entries) return invalid("xlsx.too_many_parts", {}, {{"max", std::to_string(limits.max_entries)}});
        std::size_t declared = 0;
        std::size_t packed = 0;
        for (zip_uint64_t i = 0; i < count; ++i) {
            zip_stat_t stat;
            if (zip_stat_index(zip, i, 0, &stat) != 0) return damaged("zip");
            TRY(check_entry(stat));
            // Each is at most the file's or the limit's size by now, so the sums cannot overflow.
            declared += stat.size;
            packed += stat.comp_size + kLocalHeaderBytes + kDirectoryEntryBytes + 2 * std::string_view(stat.name).size();
            if (declared > limits.max_total_bytes) return too_large(limits.max_total_bytes);
            if (packed > file_bytes) return suspicious(stat.name); // Entries overlap.
            const Entry entry{i, stat.size};
            if (!entries.emplace(folded_name(stat.name), entry).second) return suspicious(stat.name);
        }
        return Done{};
    }

    Result<Done> check_entry(const zip_stat_t& stat) const {
        constexpr zip_uint64_t kNeeded =
            ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
        if ((stat.valid & kNeeded) != kNeeded) return damaged("zip");
        if (std::string_view(stat.name).size() > kMaxNameBytes) return suspicious("zip");
        if (stat.encryption_method != ZIP_EM_NONE) return invalid("xlsx.encrypted");
        if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) return damaged(stat.name);
        if (stat.size > limits.max_entry_bytes) return too_large(limits.max_entry_bytes);
        if (stat.comp_size > limits.max_file_bytes) return suspicious(stat.name);
        if (stat.size > kRatioMattersAbove && stat.size / limits.max_ratio > stat.comp_size) return suspicious(stat.name);
        return Done{};
    }

    Result<std::string> inflate(std::string_view name, const Entry& entry) {
        inflated_bytes += entry.declared_bytes;
        if (inflated_bytes > limits.max_total_bytes) return too_large(limits.max_total_bytes);
        zip_file_t* file = zip_fopen_index(zip, entry.index, 0);
        if (!file) return damaged(name);
        std::string bytes(entry.declared_bytes, '\0');
        const auto length = zip_fread(file, bytes.data(), bytes.size());
        char beyond = 0; // Also makes the library compare the checksum, which it does at the end only.
        const auto more = zip_fread(file, &beyond, 1);
        zip_fclose(file);
        if (more > 0) return suspicious(name);
        if (more < 0 || length < 0 || static_cast<std::size_t>(length) != bytes.size()) return damaged(name);
        return bytes;
    }
};

ZipArchive::ZipArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipArchive::~ZipArchive() = default;
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;

Result<ZipArchive> ZipArchive::open(std::string_view bytes, const ZipLimits& limits) {
    if (bytes.size() > limits.max_file_bytes) return too_large(limits.max_file_bytes);
    if (!bytes.starts_with("PK\x03\x04")) return invalid("xlsx.not_xlsx");
    if (has_more_entries_than(bytes, limits.max_entries))
        return invalid("xlsx.too_many_parts", {}, {{"max", std::to_string(limits.max_entries)}});
    auto state = std::make_unique<State>(limits);
    TRY(state->open(bytes));
    TRY(state->take_directory(bytes.size()));
    return ZipArchive(std::move(state));
}

bool ZipArchive::contains(std::string_view name) const { return state_->entries.contains(folded_name(name)); }

bool ZipArchive::contains_name_ending_with(std::string_view end) const {
    const auto folded = folded_name(end);
    const auto& entries = state_->entries;
    return std::any_of(entries.begin(), entries.end(), [&](const auto& e) { return e.first.ends_with(folded); });
}

Result<std::string> ZipArchive::read(std::string_view name) {
    const auto found = state_->entries.find(folded_name(name));
    if (found == state_->entries.end()) return not_found("xlsx.part_missing", {{"part", std::string(name)}});
    return state_->inflate(name, found->second);
}

} // namespace hoshirube
