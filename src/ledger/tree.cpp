#include "ledger/tree.h"

#include <bit>

namespace hoshirube::ledger {

namespace {

// The largest power of two below `size`, which is at least 2: where RFC 6962 splits a tree.
std::uint64_t split(std::uint64_t size) { return std::uint64_t{1} << (std::bit_width(size - 1) - 1); }

// The root over [begin, begin + size); `begin` is a multiple of the power of two that covers `size`, so the complete subtrees inside
// stand at whole indexes.
Result<Hash> range_root(Nodes& nodes, std::uint64_t begin, std::uint64_t size) {
    if (std::has_single_bit(size)) {
        const int level = std::countr_zero(size);
        return nodes.node(level, begin >> level);
    }
    const auto left_size = split(size);
    const auto left = TRY(range_root(nodes, begin, left_size));
    const auto right = TRY(range_root(nodes, begin + left_size, size - left_size));
    return node_hash(left, right);
}

} // namespace

Result<Hash> tree_root(Nodes& nodes, std::uint64_t size) {
    if (size == 0) return empty_root();
    return range_root(nodes, 0, size);
}

Result<std::vector<Hash>> make_inclusion(Nodes& nodes, std::uint64_t index, std::uint64_t size) {
    if (index >= size)
        return invalid("ledger.index_out_of_range", {}, {{"index", std::to_string(index)}, {"size", std::to_string(size)}});
    std::vector<Hash> proof; // From the root down, turned round at the end.
    for (std::uint64_t begin = 0, left = size; left > 1;) {
        const auto half = split(left);
        if (index - begin < half) {
            proof.push_back(TRY(range_root(nodes, begin + half, left - half)));
            left = half;
        } else {
            proof.push_back(TRY(range_root(nodes, begin, half)));
            begin += half;
            left -= half;
        }
    }
    return std::vector<Hash>(proof.rbegin(), proof.rend());
}

Result<std::vector<Hash>> make_consistency(Nodes& nodes, std::uint64_t old_size, std::uint64_t size) {
    if (old_size == 0 || old_size > size)
        return invalid("ledger.old_size_out_of_range", {},
                       {{"old_size", std::to_string(old_size)}, {"size", std::to_string(size)}});
    std::vector<Hash> proof;
    std::uint64_t begin = 0, left = size, old_left = old_size;
    bool is_whole = true; // Whether the part that is left of the old tree is the old tree itself, whose root the verifier knows.
    while (old_left != left) {
        const auto half = split(left);
        if (old_left <= half) {
            proof.push_back(TRY(range_root(nodes, begin + half, left - half)));
            left = half;
        } else {
            proof.push_back(TRY(range_root(nodes, begin, half)));
            begin += half;
            left -= half;
            old_left -= half;
            is_whole = false;
        }
    }
    if (!is_whole) proof.push_back(TRY(range_root(nodes, begin, left)));
    return std::vector<Hash>(proof.rbegin(), proof.rend());
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof, const Hash& root) {
    if (index >= size) return false;
    std::uint64_t fn = index, sn = size - 1;
    Hash hash = leaf;
    for (const Hash& step : proof) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            hash = node_hash(step, hash);
            while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
        } else hash = node_hash(hash, step);
        fn >>= 1, sn >>= 1;
    }
    return sn == 0 && hash == root;
}

bool verify_consistency(std::uint64_t old_size, std::uint64_t size, std::span<const Hash> proof, const Hash& old_root,
                        const Hash& root) {
    if (old_size == 0 || old_size > size) return false;
    if (old_size == size) return proof.empty() && old_root == root;
    if (proof.empty()) return false;
    // An old tree that is complete is itself the first node of the path; the proof leaves it out.
    const bool is_complete = std::has_single_bit(old_size);
    std::uint64_t fn = old_size - 1, sn = size - 1;
    while ((fn & 1) != 0) fn >>= 1, sn >>= 1;
    Hash old_hash = is_complete ? old_root : proof[0], hash = old_hash;
    for (const Hash& step : is_complete ? proof : proof.subspan(1)) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            old_hash = node_hash(step, old_hash);
            hash = node_hash(step, hash);
            while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
        } else hash = node_hash(hash, step);
        fn >>= 1, sn >>= 1;
    }
    return sn == 0 && old_hash == old_root && hash == root;
}

void MemoryTree::append(const Hash& leaf) {
    Hash hash = leaf;
    for (std::size_t level = 0;; ++level) {
        if (levels_.size() == level) levels_.emplace_back();
        auto& row = levels_[level];
        row.push_back(hash);
        if (row.size() % 2 == 1) return;
        hash = node_hash(row[row.size() - 2], row[row.size() - 1]);
    }
}

Result<Hash> MemoryTree::node(int level, std::uint64_t index) {
    const auto row = static_cast<std::size_t>(level);
    CHECK(row < levels_.size() && index < levels_[row].size());
    return levels_[row][index];
}

} // namespace hoshirube::ledger
