#include "ledger/tile_nodes.h"

#include "ledger/edge.h"

namespace hoshirube::ledger {

Result<Hash> TileNodes::node(int level, std::uint64_t index) {
    const int tile_level = level / kTileHeight, up = level % kTileHeight;
    const std::uint64_t first = index << up; // Among the hashes of that level of tiles.
    const auto tile = first >> kTileHeight;
    auto found = tiles_.find({tile_level, tile});
    if (found == tiles_.end()) {
        const TileName name{TileName::Kind::Hashes, tile_level, tile, tile_width(tile_level, tile, size_)};
        CHECK(name.width > 0);
        const auto bytes = TRY(read_tile(store_, name));
        auto hashes = bytes ? parse_tile(*bytes, name.width) : Result<std::vector<Hash>>(mismatch(tile_path(name)));
        if (!hashes) return mismatch(tile_path(name));
        found = tiles_.emplace(std::pair(tile_level, tile), std::move(*hashes)).first;
    }
    const auto begin = static_cast<std::size_t>(first % kTileWidth), count = std::size_t{1} << up;
    CHECK(begin + count <= found->second.size());
    MemoryTree part;
    for (std::size_t i = begin; i < begin + count; ++i) part.append(found->second[i]);
    return part.node(up, 0);
}

} // namespace hoshirube::ledger
