#include "ledger/verify.h"

#include <algorithm>
#include <map>
#include <set>

#include "ledger/sequencer.h"
#include "ledger/tree.h"

namespace hoshirube::ledger {

namespace {

// The tree over leaf hashes in bundles: the roots of the full ones, and the hashes of the last, unfinished one.
class BundledTree final : public Nodes {
public:
    void append(const std::vector<Hash>& bundle) {
        MemoryTree part;
        for (const Hash& hash : bundle) part.append(hash);
        if (bundle.size() == kTileWidth) upper_.append(*part.node(kTileHeight, 0));
        else rest_ = std::move(part);
    }
    Result<Hash> node(int level, std::uint64_t index) override {
        if (level >= kTileHeight) return upper_.node(level - kTileHeight, index);
        return rest_.node(level, index - (upper_.size() << kTileHeight >> level));
    }

private:
    MemoryTree upper_, rest_;
};

std::string first_hashes(const std::vector<Hash>& hashes, int width) {
    return to_tile(
        {hashes.begin(), hashes.begin() + std::min<std::ptrdiff_t>(width, static_cast<std::ptrdiff_t>(hashes.size()))});
}

class Verifier {
public:
    Verifier(Store& store, const VerifierKey& log, const SeeEntry& see) : store_(store), log_(log), see_(see) {}

    Result<Findings> run() {
        TRY(sort_files());
        const auto bytes = TRY(store_.read(kCheckpointFile));
        auto opened = bytes ? open_checkpoint(*bytes, log_) : Result<SignedCheckpoint>(invalid("ledger.note_malformed"));
        if (!opened) wrong_.insert(kCheckpointFile);
        else checkpoint_ = opened->checkpoint;
        if (checkpoint_) TRY(check_tree());
        for (const auto& [place, widths] : files_) // What the checkpoint has no place for.
            for (const int width : widths)
                if (!is_lost_ && (!is_unfinished_ || !checkpoint_)) wrong_.insert(path_of(place, width));
        return Findings{checkpoint_, {wrong_.begin(), wrong_.end()}};
    }

private:
    struct Place { // Of a tile or bundle, whatever its width.
        TileName::Kind kind;
        int level;
        std::uint64_t index;
        auto operator<=>(const Place&) const = default;
    };
    static std::string path_of(const Place& place, int width) { return tile_path({place.kind, place.level, place.index, width}); }

    Result<Done> sort_files() {
        for (const auto& path : TRY(store_.list(""))) {
            if (const auto name = parse_tile_path(path)) files_[{name->kind, name->level, name->index}].insert(name->width);
            else if (path.starts_with("staging/")) is_unfinished_ = true;
            else if (path.starts_with("tile/")) wrong_.insert(path);
        }
        return Done{};
    }

    // Takes the file of exactly this width off the list; empty, and wrong, if it is not there.
    Result<std::optional<std::string>> take(const Place& place, int width) {
        auto bytes = TRY(store_.read(path_of(place, width)));
        if (!bytes) wrong_.insert(path_of(place, width));
        const auto found = files_.find(place);
        if (found != files_.end()) found->second.erase(width);
        return bytes;
    }

    // Narrower files stay for a while beside the one that replaced them: each must be its beginning.
    // `told` where entries and tile disagree: which of them is right shows only in the end.
    Result<Done> check_narrower(const Place& place, const std::vector<Hash>& hashes, const std::vector<Hash>& told) {
        const auto found = files_.find(place);
        if (found == files_.end()) return Done{};
        auto& widths = found->second;
        for (auto width = widths.begin(); width != widths.end() && static_cast<std::size_t>(*width) < hashes.size();) {
            const auto bytes = TRY(store_.read(path_of(place, *width)));
            std::string said = bytes.value_or("");
            if (place.kind == TileName::Kind::Entries) {
                const auto entries = parse_bundle(said, *width);
                said = entries ? to_tile(leaf_hashes(*entries)) : "";
            }
            if (said != first_hashes(hashes, *width) && said != first_hashes(told, *width)) wrong_.insert(path_of(place, *width));
            width = widths.erase(width);
        }
        return Done{};
    }

    static std::vector<Hash> leaf_hashes(const std::vector<std::string>& entries) {
        std::vector<Hash> hashes;
        for (const auto& entry : entries) hashes.push_back(leaf_hash(entry));
        return hashes;
    }

    // One bundle with its tile: into both trees, what the entries say and what the tile says.
    Result<Done> check_bundle(std::uint64_t index, BundledTree& said_by_entries, BundledTree& said_by_tiles) {
        const Place bundle{TileName::Kind::Entries, 0, index}, tile{TileName::Kind::Hashes, 0, index};
        const int width = tile_width(0, index, checkpoint_->size);
        const auto bundle_bytes = TRY(take(bundle, width)), tile_bytes = TRY(take(tile, width));
        auto entries = parse_bundle(bundle_bytes.value_or(""), width);
        auto stored = parse_tile(tile_bytes.value_or(""), width);
        if (!entries) wrong_.insert(path_of(bundle, width));
        if (!stored) wrong_.insert(path_of(tile, width));
        if (!entries && !stored) {
            is_lost_ = true;
            return Done{};
        }
        const auto computed = entries ? leaf_hashes(*entries) : *stored;
        const auto& told = stored ? *stored : computed;
        if (told != computed) disputed_.push_back({bundle, tile});
        said_by_entries.append(computed);
        said_by_tiles.append(told);
        for (std::size_t i = 0; entries && i < entries->size(); ++i) TRY(see_((index << kTileHeight) + i, (*entries)[i]));
        TRY(check_narrower(bundle, computed, told));
        return check_narrower(tile, computed, told);
    }

    Result<Done> check_tree() {
        const auto size = checkpoint_->size;
        BundledTree said_by_entries, said_by_tiles;
        for (std::uint64_t index = 0; index << kTileHeight < size && !is_lost_; ++index)
            TRY(check_bundle(index, said_by_entries, said_by_tiles));
        if (is_lost_) return Done{}; // Neither entries nor hashes: what follows cannot be told.
        // The signed root says who is right where entries and tiles differ.
        const bool entries_are_right = TRY(tree_root(said_by_entries, size)) == checkpoint_->root;
        const bool tiles_are_right = TRY(tree_root(said_by_tiles, size)) == checkpoint_->root;
        for (const auto& [bundle, tile] : disputed_) {
            const int width = tile_width(0, tile.index, size);
            if (!entries_are_right) wrong_.insert(path_of(bundle, width));
            if (!tiles_are_right) wrong_.insert(path_of(tile, width));
        }
        if (!entries_are_right && !tiles_are_right && disputed_.empty()) wrong_.insert(kCheckpointFile);
        auto& truth = entries_are_right ? said_by_entries : said_by_tiles;
        for (int level = 1; level * kTileHeight < 64 && size >> (level * kTileHeight) > 0; ++level)
            for (std::uint64_t index = 0; tile_width(level, index, size) > 0; ++index) TRY(check_upper(truth, level, index));
        return Done{};
    }

    Result<Done> check_upper(BundledTree& truth, int level, std::uint64_t index) {
        const Place place{TileName::Kind::Hashes, level, index};
        const int width = tile_width(level, index, checkpoint_->size);
        std::vector<Hash> hashes;
        for (std::uint64_t i = index << kTileHeight; hashes.size() < static_cast<std::size_t>(width); ++i)
            hashes.push_back(TRY(truth.node(level * kTileHeight, i)));
        const auto bytes = TRY(take(place, width));
        if (bytes && *bytes != to_tile(hashes)) wrong_.insert(path_of(place, width));
        return check_narrower(place, hashes, hashes);
    }

    Store& store_;
    const VerifierKey& log_;
    const SeeEntry& see_;
    std::optional<Checkpoint> checkpoint_;
    std::map<Place, std::set<int>> files_;
    std::set<std::string> wrong_;
    std::vector<std::pair<Place, Place>> disputed_;
    bool is_unfinished_ = false; // A commit was cut short: tiles beyond the checkpoint are on their way, not wrong.
    bool is_lost_ = false;
};

} // namespace

Result<Findings> verify_files(Store& store, const VerifierKey& log, const SeeEntry& see) {
    return Verifier(store, log, see).run();
}

} // namespace hoshirube::ledger
