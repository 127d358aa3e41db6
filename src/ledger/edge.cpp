#include "ledger/edge.h"

#include "ledger/tree.h"

namespace hoshirube::ledger {

namespace {

// A tile of the tree of `size` entries at the level's end, unfinished.
TileName edge_name(TileName::Kind kind, std::size_t level, std::uint64_t size) {
    const auto hashes = size >> (level * kTileHeight);
    return {kind, static_cast<int>(level), hashes >> kTileHeight, static_cast<int>(hashes % kTileWidth)};
}

Result<std::string> read_needed(Store& store, const TileName& name) {
    auto bytes = TRY(read_tile(store, name));
    if (!bytes) return mismatch(tile_path(name));
    return std::move(*bytes);
}

// Roots of complete subtrees: the hashes of a tile, paired until few enough are left.
Hash fold(std::vector<Hash> hashes) {
    while (hashes.size() > 1) {
        std::vector<Hash> parents;
        for (std::size_t i = 0; i + 1 < hashes.size(); i += 2) parents.push_back(node_hash(hashes[i], hashes[i + 1]));
        hashes = std::move(parents);
    }
    return hashes[0];
}

} // namespace

Error mismatch(const std::string& file) { return conflict("ledger.mismatch", {{"file", file}}); }

Result<std::optional<std::string>> read_tile(Store& store, const TileName& name) {
    auto bytes = TRY(store.read(tile_path(name)));
    if (bytes || !name.is_partial()) return bytes;
    TileName full = name;
    full.width = kTileWidth;
    bytes = TRY(store.read(tile_path(full)));
    if (!bytes) return bytes;
    if (name.kind == TileName::Kind::Hashes)
        return std::optional(bytes->substr(0, static_cast<std::size_t>(name.width) * sizeof(Hash)));
    auto entries = parse_bundle(*bytes, kTileWidth);
    if (!entries) return mismatch(tile_path(full));
    entries->resize(static_cast<std::size_t>(name.width));
    return std::optional(to_bundle(*entries));
}

Result<Edge> Edge::load(Store& store, const Checkpoint& checkpoint) {
    Edge edge;
    edge.size_ = checkpoint.size;
    for (std::size_t level = 0; level < kLevels && checkpoint.size >> (level * kTileHeight) > 0; ++level) {
        const auto name = edge_name(TileName::Kind::Hashes, level, checkpoint.size);
        if (name.width == 0) continue;
        const auto bytes = TRY(read_needed(store, name));
        auto hashes = parse_tile(bytes, name.width);
        if (!hashes) return mismatch(tile_path(name));
        edge.hashes_[level] = std::move(*hashes);
    }
    if (!edge.hashes_[0].empty()) {
        const auto name = edge_name(TileName::Kind::Entries, 0, checkpoint.size);
        const auto bytes = TRY(read_needed(store, name));
        auto entries = parse_bundle(bytes, name.width);
        if (!entries) return mismatch(tile_path(name));
        for (std::size_t i = 0; i < entries->size(); ++i)
            if (leaf_hash((*entries)[i]) != edge.hashes_[0][i]) return mismatch(tile_path(name));
        edge.entries_ = std::move(*entries);
    }
    if (edge.root() != checkpoint.root) return mismatch("tile"); // Which of them, verify_files() finds.
    if (edge.entries_.empty() && edge.size_ > 0) TRY(edge.check_last_bundle(store));
    return edge;
}

// Where the entries end with a full bundle, the edge says nothing about it; a crash could have torn it all the same.
Result<Done> Edge::check_last_bundle(Store& store) const {
    const auto index = (size_ >> kTileHeight) - 1;
    const TileName bundle{TileName::Kind::Entries, 0, index, kTileWidth}, tile{TileName::Kind::Hashes, 0, index, kTileWidth};
    const auto bundle_bytes = TRY(read_needed(store, bundle)), tile_bytes = TRY(read_needed(store, tile));
    const auto entries = parse_bundle(bundle_bytes, kTileWidth);
    const auto hashes = parse_tile(tile_bytes, kTileWidth);
    if (!hashes || (!hashes_[1].empty() && fold(*hashes) != hashes_[1].back())) return mismatch(tile_path(tile));
    if (!entries) return mismatch(tile_path(bundle));
    for (std::size_t i = 0; i < entries->size(); ++i)
        if (leaf_hash((*entries)[i]) != (*hashes)[i]) return mismatch(tile_path(bundle));
    return Done{};
}

void Edge::append_hash(std::size_t level, const Hash& hash, std::vector<Store::File>& full) {
    CHECK(level < kLevels);
    auto& row = hashes_[level];
    row.push_back(hash);
    if (row.size() < kTileWidth) return;
    const auto index = ((size_ >> (level * kTileHeight)) - 1) >> kTileHeight;
    full.push_back({tile_path({TileName::Kind::Hashes, static_cast<int>(level), index, kTileWidth}), to_tile(row)});
    const auto parent = fold(std::move(row));
    row.clear();
    append_hash(level + 1, parent, full);
}

std::vector<Store::File> Edge::append(const std::vector<std::string>& entries) {
    std::vector<Store::File> files;
    const auto old_size = size_;
    for (const auto& entry : entries) {
        ++size_;
        entries_.push_back(entry);
        if (entries_.size() == kTileWidth) {
            files.push_back(
                {tile_path({TileName::Kind::Entries, 0, (size_ - 1) >> kTileHeight, kTileWidth}), to_bundle(entries_)});
            entries_.clear();
        }
        append_hash(0, leaf_hash(entry), files);
    }
    // The unfinished ones, where they changed.
    if (!entries_.empty() && size_ != old_size)
        files.push_back({tile_path(edge_name(TileName::Kind::Entries, 0, size_)), to_bundle(entries_)});
    for (std::size_t level = 0; level < kLevels; ++level) {
        const auto shift = level * kTileHeight;
        if (hashes_[level].empty() || size_ >> shift == old_size >> shift) continue;
        files.push_back({tile_path(edge_name(TileName::Kind::Hashes, level, size_)), to_tile(hashes_[level])});
    }
    return files;
}

Hash Edge::root() const {
    if (size_ == 0) return empty_root();
    // Each binary digit of the size is a complete subtree, the smallest rightmost; they are joined from the right.
    std::optional<Hash> root;
    for (std::size_t level = 0; level < kLevels; ++level) {
        std::size_t end = hashes_[level].size();
        for (std::size_t width = 1; width < kTileWidth; width *= 2) {
            if ((hashes_[level].size() & width) == 0) continue;
            const auto begin = hashes_[level].begin() + static_cast<std::ptrdiff_t>(end - width);
            const auto subtree = fold({begin, begin + static_cast<std::ptrdiff_t>(width)});
            root = root ? node_hash(subtree, *root) : subtree;
            end -= width;
        }
    }
    return *root;
}

} // namespace hoshirube::ledger
