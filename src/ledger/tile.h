#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/hash.h"

// The static files of c2sp.org/tlog-tiles: 256 hashes or entries a file, found by path alone.

namespace hoshirube::ledger {

constexpr int kTileWidth = 256;
constexpr int kTileHeight = 8; // A tile stands for eight levels of the tree.
constexpr std::size_t kMaxEntryBytes = 65'535;

// Which file. A tile of level L holds the roots of complete subtrees of 256^L entries.
struct TileName {
    enum class Kind { Hashes, Entries };
    Kind kind = Kind::Hashes;
    int level = 0; // 0 to 63; 0 for entries.
    std::uint64_t index = 0;
    int width = kTileWidth; // 1 to 256; below 256 the tile is partial.
    bool operator==(const TileName&) const = default;

    bool is_partial() const { return width < kTileWidth; }
};

// "tile/0/x001/x234/067", "tile/entries/000.p/7".
std::string tile_path(const TileName&);
// Errors   Invalid `ledger.path_malformed` {path} for all that tile_path() would not write.
Result<TileName> parse_tile_path(std::string_view path);

// The files that a log of `size` entries has and one of `old_size` has not: what an append must write.
std::vector<TileName> new_tiles(std::uint64_t old_size, std::uint64_t size);

// How many hashes a log of `size` entries has in tile `index` of `level`: 0 to 256.
int tile_width(int level, std::uint64_t index, std::uint64_t size);

std::string to_tile(const std::vector<Hash>& hashes);
// Errors   Invalid `ledger.tile_malformed` unless exactly `width` hashes.
Result<std::vector<Hash>> parse_tile(std::string_view bytes, int width);

// Entries with their length before them (16 bits, most significant first). Each at most kMaxEntryBytes.
std::string to_bundle(const std::vector<std::string>& entries);
// Errors   Invalid `ledger.bundle_malformed` unless exactly `width` entries and nothing more.
Result<std::vector<std::string>> parse_bundle(std::string_view bytes, int width);

} // namespace hoshirube::ledger
