#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "ledger/hash.h"

namespace hoshirube::ledger {

// Hashes of complete subtrees, from wherever they are kept: memory or tiles.
class Nodes {
public:
    virtual ~Nodes() = default;
    // The root of the complete subtree over the entries [index << level, (index + 1) << level), all of them present.
    virtual Result<Hash> node(int level, std::uint64_t index) = 0;
};

// Proofs and roots of the tree over the first `size` entries.
//
// Errors   Invalid `ledger.index_out_of_range` {index, size}, `ledger.old_size_out_of_range` {old_size, size}; what `nodes` answers.
Result<Hash> tree_root(Nodes&, std::uint64_t size);
Result<std::vector<Hash>> make_inclusion(Nodes&, std::uint64_t index, std::uint64_t size);
// From the tree of `old_size` to that of `size`. Nothing is consistent with an empty tree: `old_size` is at least 1.
Result<std::vector<Hash>> make_consistency(Nodes&, std::uint64_t old_size, std::uint64_t size);

// The verifiers of RFC 9162, sections 2.1.3.2 and 2.1.4.2, for proofs from strangers. Consistency from size 0 proves
// nothing and is refused.
//
// Cost     a hash a step: an inclusion proof in a tree of a million takes about 5 µs.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof, const Hash& root);
bool verify_consistency(std::uint64_t old_size, std::uint64_t size, std::span<const Hash> proof, const Hash& old_root,
                        const Hash& root);

// A whole tree in memory.
//
// Units    64 bytes an entry.
class MemoryTree : public Nodes {
public:
    void append(const Hash& leaf);
    std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }
    Result<Hash> node(int level, std::uint64_t index) override;

private:
    std::vector<std::vector<Hash>> levels_; // Complete subtrees only.
};

} // namespace hoshirube::ledger
