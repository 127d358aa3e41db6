#include "ledger/tile.h"

#include <algorithm>
#include <charconv>

namespace hoshirube::ledger {

namespace {

constexpr int kMaxLevel = 63;

Error malformed_path(std::string_view path) {
    return invalid("ledger.path_malformed", {}, {{"path", std::string(path.substr(0, 200))}});
}

std::string three_digits(std::uint64_t number) {
    const auto text = std::to_string(number);
    return std::string(3 - text.size(), '0') + text;
}

// "x001/x234/067": groups of three digits, all but the last marked.
std::string grouped(std::uint64_t index) {
    std::string text = three_digits(index % 1000);
    for (index /= 1000; index > 0; index /= 1000) text = "x" + three_digits(index % 1000) + "/" + text;
    return text;
}

// A decimal number below `limit` as we write it: no sign, no leading zero.
std::optional<std::uint64_t> plain_number(std::string_view text, std::uint64_t limit) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number >= limit || std::to_string(number) != text) return {};
    return number;
}

// Reads the groups; what they spell is compared with grouped() by the caller.
std::optional<std::uint64_t> read_groups(std::string_view text) {
    std::uint64_t index = 0;
    for (int groups = 0; groups < 7; ++groups) { // 10^21 is past 64 bits.
        const bool is_last = text.empty() || text[0] != 'x';
        const auto digits = text.substr(is_last ? 0 : 1, 3);
        if (digits.size() != 3 || digits.find_first_not_of("0123456789") != digits.npos) return {};
        const auto value = static_cast<std::uint64_t>((digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0'));
        if (index > (UINT64_MAX - value) / 1000) return {};
        index = index * 1000 + value;
        if (is_last) return text.size() == 3 ? std::optional(index) : std::nullopt;
        if (text.size() < 5 || text[4] != '/') return {};
        text.remove_prefix(5);
    }
    return {};
}

} // namespace

std::string tile_path(const TileName& name) {
    std::string path = "tile/";
    path += name.kind == TileName::Kind::Entries ? "entries" : std::to_string(name.level);
    path += "/" + grouped(name.index);
    if (name.is_partial()) path += ".p/" + std::to_string(name.width);
    return path;
}

Result<TileName> parse_tile_path(std::string_view path) {
    std::string_view rest = path;
    if (rest.size() > 100 || !rest.starts_with("tile/")) return malformed_path(path);
    rest.remove_prefix(5);
    const auto slash = rest.find('/');
    if (slash == rest.npos) return malformed_path(path);
    TileName name;
    const auto level = rest.substr(0, slash);
    rest.remove_prefix(slash + 1);
    if (level == "entries") name.kind = TileName::Kind::Entries;
    else if (const auto number = plain_number(level, kMaxLevel + 1)) name.level = static_cast<int>(*number);
    else return malformed_path(path);
    if (const auto partial = rest.find(".p/"); partial != rest.npos) {
        const auto width = plain_number(rest.substr(partial + 3), kTileWidth);
        if (!width || *width == 0) return malformed_path(path);
        name.width = static_cast<int>(*width);
        rest = rest.substr(0, partial);
    }
    const auto index = read_groups(rest);
    if (!index || grouped(*index) != rest) return malformed_path(path);
    name.index = *index;
    return name;
}

int tile_width(int level, std::uint64_t index, std::uint64_t size) {
    const int shift = level * kTileHeight;
    const std::uint64_t hashes = shift < 64 ? size >> shift : 0;
    const std::uint64_t before = index << kTileHeight;
    if (index > hashes >> kTileHeight || before >= hashes) return 0;
    return static_cast<int>(std::min<std::uint64_t>(hashes - before, kTileWidth));
}

std::vector<TileName> new_tiles(std::uint64_t old_size, std::uint64_t size) {
    std::vector<TileName> names;
    for (int level = 0; level * kTileHeight < 64 && size >> (level * kTileHeight) > 0; ++level) {
        const auto old_hashes = old_size >> (level * kTileHeight), hashes = size >> (level * kTileHeight);
        if (old_hashes == hashes) break;
        for (auto index = old_hashes >> kTileHeight; index << kTileHeight < hashes; ++index) {
            const TileName name{TileName::Kind::Hashes, level, index, tile_width(level, index, size)};
            if (level == 0) names.push_back({TileName::Kind::Entries, 0, name.index, name.width});
            names.push_back(name);
        }
    }
    return names;
}

std::string to_tile(const std::vector<Hash>& hashes) {
    std::string bytes;
    bytes.reserve(hashes.size() * sizeof(Hash));
    for (const Hash& hash : hashes) bytes += as_bytes(hash);
    return bytes;
}

Result<std::vector<Hash>> parse_tile(std::string_view bytes, int width) {
    if (width < 1 || width > kTileWidth || bytes.size() != static_cast<std::size_t>(width) * sizeof(Hash))
        return invalid("ledger.tile_malformed");
    std::vector<Hash> hashes(static_cast<std::size_t>(width));
    for (std::size_t i = 0; i < hashes.size(); ++i)
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * sizeof(Hash)), sizeof(Hash), hashes[i].begin());
    return hashes;
}

std::string to_bundle(const std::vector<std::string>& entries) {
    std::string bytes;
    for (const auto& entry : entries) {
        CHECK(entry.size() <= kMaxEntryBytes);
        bytes += static_cast<char>(entry.size() >> 8);
        bytes += static_cast<char>(entry.size() & 0xff);
        bytes += entry;
    }
    return bytes;
}

Result<std::vector<std::string>> parse_bundle(std::string_view bytes, int width) {
    std::vector<std::string> entries;
    while (!bytes.empty()) {
        if (bytes.size() < 2) return invalid("ledger.bundle_malformed");
        const auto size =
            static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]) << 8 | static_cast<unsigned char>(bytes[1]));
        if (bytes.size() - 2 < size || entries.size() == kTileWidth) return invalid("ledger.bundle_malformed");
        entries.emplace_back(bytes.substr(2, size));
        bytes.remove_prefix(2 + size);
    }
    if (entries.size() != static_cast<std::size_t>(width)) return invalid("ledger.bundle_malformed");
    return entries;
}

} // namespace hoshirube::ledger
