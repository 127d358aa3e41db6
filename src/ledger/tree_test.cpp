#include "ledger/tree.h"

#include <gtest/gtest.h>

#include "support/random.h"

namespace hoshirube::ledger {

namespace {

Hash leaf(std::uint32_t i) { return leaf_hash(std::to_string(i)); }

MemoryTree tree_of(std::uint64_t size) {
    MemoryTree tree;
    for (std::uint32_t i = 0; i < size; ++i) tree.append(leaf(i));
    return tree;
}

// The definition of RFC 6962, section 2.1, word for word.
Hash defined_root(std::span<const Hash> leaves) {
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    return node_hash(defined_root(leaves.first(k)), defined_root(leaves.subspan(k)));
}

TEST(LedgerTree, HasTheRootThatTheStandardDefines) {
    std::vector<Hash> leaves;
    MemoryTree tree;
    EXPECT_EQ(*tree_root(tree, 0), empty_root());
    for (std::uint32_t i = 0; i < 300; ++i) {
        leaves.push_back(leaf(i));
        tree.append(leaves.back());
        EXPECT_EQ(*tree_root(tree, i + 1), defined_root(leaves)) << i;
    }
}

TEST(LedgerTree, ProvesEveryEntryAtEverySize) {
    auto tree = tree_of(70);
    for (std::uint64_t size = 1; size <= tree.size(); ++size) {
        const auto root = *tree_root(tree, size);
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = *make_inclusion(tree, index, size);
            EXPECT_TRUE(verify_inclusion(leaf(static_cast<std::uint32_t>(index)), index, size, proof, root));
            EXPECT_FALSE(verify_inclusion(leaf(static_cast<std::uint32_t>(index) + 1), index, size, proof, root));
        }
    }
}

TEST(LedgerTree, ProvesThatEveryTreeGrewFromEveryEarlierOne) {
    auto tree = tree_of(70);
    for (std::uint64_t size = 1; size <= tree.size(); ++size)
        for (std::uint64_t old_size = 1; old_size <= size; ++old_size) {
            const auto proof = *make_consistency(tree, old_size, size);
            EXPECT_TRUE(verify_consistency(old_size, size, proof, *tree_root(tree, old_size), *tree_root(tree, size)));
        }
}

// Whatever a stranger changes in a proof, it proves nothing any more.
TEST(LedgerTree, RefusesEveryChangedProof) {
    test::for_seeds(300, [](test::Random& random) {
        const std::uint64_t size = 2 + test::below(random, 500), index = test::below(random, static_cast<std::uint32_t>(size));
        const std::uint64_t old_size = 1 + test::below(random, static_cast<std::uint32_t>(size) - 1);
        auto tree = tree_of(size);
        const auto root = *tree_root(tree, size), old_root = *tree_root(tree, old_size);
        const auto hash = leaf(static_cast<std::uint32_t>(index));
        const auto inclusion = *make_inclusion(tree, index, size), consistency = *make_consistency(tree, old_size, size);
        for (auto proof : {inclusion, consistency}) {
            switch (test::below(random, 4)) {
            case 0: proof[test::below(random, static_cast<std::uint32_t>(proof.size()))][test::below(random, 32)] ^= 1; break;
            case 1: proof.pop_back(); break;
            case 2: proof.push_back(root); break;
            case 3: proof.insert(proof.begin(), hash); break;
            }
            EXPECT_FALSE(verify_inclusion(hash, index, size, proof, root));
            EXPECT_FALSE(verify_consistency(old_size, size, proof, old_root, root));
        }
        EXPECT_FALSE(verify_inclusion(hash, index ^ 1, size, inclusion, root));
        EXPECT_FALSE(verify_inclusion(hash, index, size, inclusion, old_root));
        EXPECT_FALSE(verify_consistency(old_size, size, consistency, root, old_root));
    });
}

TEST(LedgerTree, ProvesNothingFromAnEmptyTreeNorOutsideOfIt) {
    auto tree = tree_of(5);
    EXPECT_EQ(make_consistency(tree, 0, 5).error().key, "ledger.old_size_out_of_range");
    EXPECT_EQ(make_consistency(tree, 6, 5).error().key, "ledger.old_size_out_of_range");
    EXPECT_EQ(make_inclusion(tree, 5, 5).error().key, "ledger.index_out_of_range");
    EXPECT_FALSE(verify_consistency(0, 5, {}, empty_root(), *tree_root(tree, 5)));
    EXPECT_FALSE(verify_consistency(0, 0, {}, empty_root(), empty_root()));
    EXPECT_FALSE(verify_inclusion(empty_root(), 0, 0, {}, empty_root()));
    EXPECT_FALSE(to_hash("").has_value());
    EXPECT_FALSE(to_hash(std::string(31, 'x')).has_value());
    EXPECT_FALSE(to_hash(std::string(33, 'x')).has_value());
}

} // namespace

} // namespace hoshirube::ledger
