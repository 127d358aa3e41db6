#pragma once

#include <map>

#include "ledger/store.h"
#include "ledger/tree.h"

namespace hoshirube::ledger {

// The tree of the first `size` entries as its tiles tell it, for proofs. Reads each tile once.
//
// Errors   Conflict `ledger.mismatch` {file} when a tile is missing or malformed. What a tile says is believed: whoever hands
//          out a proof verifies it first.
// Units    keeps 8 kB a tile it has read: make one for a few proofs, not for ever.
class TileNodes final : public Nodes {
public:
    TileNodes(Store& store, std::uint64_t size) : store_(store), size_(size) {}
    Result<Hash> node(int level, std::uint64_t index) override;

private:
    Store& store_;
    std::uint64_t size_;
    std::map<std::pair<int, std::uint64_t>, std::vector<Hash>> tiles_;
};

} // namespace hoshirube::ledger
