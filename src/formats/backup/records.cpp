#include "formats/backup/records.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace hoshirube::backup {

namespace {

constexpr std::size_t kMaxPath = 255, kMaxSummary = 64 * 1024, kHash = 32;
constexpr std::uint64_t kMaxFile = std::uint64_t{1} << 50; // More than any disk; keeps sums from wrapping.

std::string big_endian(std::uint64_t value, int bytes) {
    std::string text;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) text += static_cast<char>(value >> shift & 0xff);
    return text;
}

std::uint64_t number(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

Error malformed() { return invalid("backup.malformed"); }

} // namespace

bool is_archive_path(std::string_view path) {
    if (path == "hoshirube.db") return true;
    if (path.size() > kMaxPath) return false;
    const auto slash = path.find('/');
    const auto top = path.substr(0, slash);
    if (slash == path.npos || (top != "evidence" && top != "keys" && top != "ledger" && top != "networks")) return false;
    char before = '/';
    for (const char c : path) {
        if (c == '/' ? before == '/' : !is_plain(c)) return false;
        if (c == '.' && before == '/') return false;
        before = c;
    }
    return before != '/';
}

std::string list_line(const std::string& sha256, const std::string& path) { return sha256 + "  " + path + "\n"; }

Result<Done> Writer::begin(const std::string& path, std::uint64_t size) {
    CHECK(is_archive_path(path) && path > path_);
    path_ = path;
    left_ = size;
    bytes_ += size;
    ++files_;
    hash_ = Sha256();
    return out_("F" + big_endian(path.size(), 2) + path + big_endian(size, 8));
}

Result<Done> Writer::piece(std::string_view bytes) {
    CHECK(bytes.size() <= left_);
    left_ -= bytes.size();
    hash_.add(bytes);
    return out_(bytes);
}

Result<std::string> Writer::end() {
    CHECK(left_ == 0);
    const auto raw = hash_.finish();
    auto hex = to_hex(raw);
    list_.add(list_line(hex, path_));
    TRY(out_(raw));
    return hex;
}

Result<Json> Writer::finish(Json facts) {
    facts["files"] = files_;
    facts["bytes"] = bytes_;
    facts["list"] = list_.finish_hex();
    const auto text = TRY(canonical_json(facts));
    CHECK(text.size() <= kMaxSummary);
    TRY(out_("E" + big_endian(text.size(), 4) + text));
    return facts;
}

Result<Done> Reader::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        if (part_ == Part::Over) return malformed();
        if (part_ == Part::Bytes) {
            const auto piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
            hash_.add(piece);
            TRY(sink_.piece(piece));
            left_ -= piece.size();
            bytes.remove_prefix(piece.size());
            if (left_ == 0) expect(Part::Hash, kHash);
            continue;
        }
        const auto piece = bytes.substr(0, wanted_ - field_.size());
        field_ += piece;
        bytes.remove_prefix(piece.size());
        if (field_.size() == wanted_) TRY(take_field());
    }
    return Done{};
}

// One field is whole: what it says decides what comes next.
Result<Done> Reader::take_field() {
    switch (part_) {
    case Part::Kind:
        if (field_ == "F") expect(Part::PathLength, 2);
        else if (field_ == "E") expect(Part::SummaryLength, 4);
        else return malformed();
        return Done{};
    case Part::PathLength: {
        const auto length = number(field_);
        if (length == 0 || length > kMaxPath) return malformed();
        expect(Part::Path, static_cast<std::size_t>(length));
        return Done{};
    }
    case Part::Path:
        // In ascending order: so none comes twice, and none of them is remembered for that.
        if (!is_archive_path(field_) || field_ <= last_path_) return malformed();
        path_ = field_;
        expect(Part::Size, 8);
        return Done{};
    case Part::Size: return begin_file(number(field_));
    case Part::Hash: return end_file();
    case Part::SummaryLength: {
        const auto length = number(field_);
        if (length == 0 || length > kMaxSummary) return malformed();
        expect(Part::Summary, static_cast<std::size_t>(length));
        return Done{};
    }
    case Part::Summary: return read_summary();
    case Part::Bytes:
    case Part::Over: break;
    }
    return malformed();
}

Result<Done> Reader::begin_file(std::uint64_t size) {
    if (size > kMaxFile || bytes_ > kMaxFile) return malformed();
    left_ = size;
    bytes_ += size;
    ++files_;
    hash_ = Sha256();
    TRY(sink_.begin(path_, size));
    if (size == 0) expect(Part::Hash, kHash);
    else part_ = Part::Bytes;
    return Done{};
}

Result<Done> Reader::end_file() {
    const auto raw = hash_.finish();
    if (raw != field_) return conflict("backup.changed", {{"file", path_}});
    const auto hex = to_hex(raw);
    list_.add(list_line(hex, path_));
    last_path_ = path_;
    TRY(sink_.end(hex));
    expect(Part::Kind, 1);
    return Done{};
}

Result<Done> Reader::read_summary() {
    const auto summary = parse_json(field_);
    if (!summary || !summary->is_object()) return malformed();
    const auto again = canonical_json(*summary);
    if (!again || *again != field_) return malformed();
    const auto says = [&](const char* name, const Json& what) {
        const auto found = summary->find(name);
        return found != summary->end() && *found == what;
    };
    if (!says("files", files_) || !says("bytes", bytes_) || !says("list", list_.finish_hex())) return malformed();
    summary_ = field_;
    expect(Part::Over, 0);
    return Done{};
}

Result<Json> Reader::finish() const {
    if (part_ != Part::Over) return malformed();
    return parse_json(summary_);
}

} // namespace hoshirube::backup
