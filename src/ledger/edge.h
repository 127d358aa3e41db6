#pragma once

#include <array>

#include "ledger/checkpoint.h"
#include "ledger/store.h"

namespace hoshirube::ledger {

// The right edge of the tree: the unfinished tile of each level. All that an append needs of what is there.
//
// Units    at most 2,048 hashes and 255 entries.
class Edge {
public:
    // Reads the edge of the checkpointed tree and recomputes the root from it; checks the last entries against their hashes.
    // Errors   Conflict `ledger.mismatch` {file} for what is missing or does not fit.
    static Result<Edge> load(Store&, const Checkpoint&);

    // Takes the entries in; answers the tiles and bundles that this adds or widens.
    std::vector<Store::File> append(const std::vector<std::string>& entries);

    std::uint64_t size() const { return size_; }
    Hash root() const;

private:
    Result<Done> check_last_bundle(Store&) const;
    void append_hash(std::size_t level, const Hash&, std::vector<Store::File>& full);

    static constexpr std::size_t kLevels = 64 / kTileHeight;
    std::uint64_t size_ = 0;
    std::array<std::vector<Hash>, kLevels> hashes_;
    std::vector<std::string> entries_;
};

Error mismatch(const std::string& file); // Conflict `ledger.mismatch`.

} // namespace hoshirube::ledger
