#include <gtest/gtest.h>

#include "base/hash.h"
#include "ledger/ed25519.h"
#include "ledger/edge.h"
#include "ledger/sequencer.h"
#include "ledger/tile_nodes.h"
#include "ledger/verify.h"
#include "support/ledger_source.h"
#include "support/random.h"
#include "tiles/memory_store.h"

namespace hoshirube {

namespace {

enum class Fault { NotStored, Stored };

// Counts outside writes; the one that is named fails, with or without its effect.
class Fuse {
public:
    void set(int at, Fault fault) { left_ = at, fault_ = fault, has_blown_ = false; }
    template <typename Write>
    auto run(Write write) -> decltype(write()) {
        if (left_-- != 0) return write();
        has_blown_ = true;
        if (fault_ == Fault::Stored) CHECK(bool(write()));
        return unavailable("storage.busy", "a fault of the test");
    }
    bool has_blown() const { return has_blown_; }

private:
    int left_ = -1;
    Fault fault_ = Fault::NotStored;
    bool has_blown_ = false;
};

class FaultyStore final : public ledger::Store {
public:
    FaultyStore(ledger::Store& store, Fuse& fuse) : store_(store), fuse_(fuse) {}
    Result<std::optional<std::string>> read(const std::string& path) override { return store_.read(path); }
    // File by file: a crash may fall between two of them.
    Result<Done> write(const std::vector<File>& files) override {
        for (const auto& file : files) TRY(fuse_.run([&] { return store_.write({file}); }));
        return Done{};
    }
    Result<Done> remove(const std::string& path) override {
        return fuse_.run([&] { return store_.remove(path); });
    }
    Result<std::vector<std::string>> list(const std::string& folder) override { return store_.list(folder); }
    Result<std::unique_ptr<Hold>> hold() override { return store_.hold(); }

private:
    ledger::Store& store_;
    Fuse& fuse_;
};

class FaultySource final : public test::QueueSource {
public:
    explicit FaultySource(Fuse& fuse) : fuse_(fuse) {}
    Result<bool> advance(const std::optional<ledger::Head>& from, const ledger::Head& to, std::uint64_t size,
                         const ledger::Batch& batch) override {
        return fuse_.run([&] { return QueueSource::advance(from, to, size, batch); });
    }

private:
    Fuse& fuse_;
};

std::unique_ptr<ledger::Ed25519Signer> new_signer(char seed) {
    auto made = ledger::Ed25519Signer::make("register.example/star", ledger::KeyType::Ed25519, std::string(32, seed));
    EXPECT_TRUE(made);
    return std::move(*made);
}

struct Ledger {
    Fuse fuse;
    MemoryStore files;
    FaultyStore store{files, fuse};
    FaultySource source{fuse};
    std::unique_ptr<ledger::Ed25519Signer> signer = new_signer('\1');

    Result<ledger::SignedCheckpoint> run() { return ledger::Sequencer(store, source, *signer).run(); }
    void add(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) source.add("entry " + std::to_string(source.waiting.size()));
    }
};

// Everything that was to be in is in, in order and once; the files are exactly what a ledger without faults has.
void expect_whole(Ledger& one) {
    ledger::MemoryTree tree;
    for (const auto& entry : one.source.waiting) tree.append(ledger::leaf_hash(entry));
    std::uint64_t seen = 0;
    const auto findings = ledger::verify_files(one.files, one.signer->key(), [&](std::uint64_t index, const std::string& entry) {
        EXPECT_EQ(index, seen);
        EXPECT_EQ(entry, one.source.waiting[seen++]);
        return Result<Done>(Done{});
    });
    ASSERT_TRUE(findings && findings->checkpoint);
    EXPECT_EQ(findings->wrong_files, std::vector<std::string>());
    EXPECT_EQ(findings->checkpoint->size, one.source.waiting.size());
    EXPECT_EQ(findings->checkpoint->root, *ledger::tree_root(tree, tree.size()));
}

// Before the first entry, inside a bundle, over the end of one, over a whole level of tiles.
TEST(LedgerFault, EveryFailedWriteEndsInTheSameState) {
    for (const auto& [before, added] :
         std::vector<std::pair<std::size_t, std::size_t>>{{0, 0}, {0, 1}, {3, 4}, {250, 6}, {250, 7}, {256, 1}, {200, 800}}) {
        for (const Fault fault : {Fault::NotStored, Fault::Stored}) {
            for (int at = 0;; ++at) {
                SCOPED_TRACE(std::to_string(before) + "+" + std::to_string(added) + ", write " + std::to_string(at) +
                             (fault == Fault::Stored ? " stored" : " not stored"));
                Ledger one;
                if (before > 0) {
                    one.add(before);
                    ASSERT_TRUE(one.run());
                }
                const auto earlier = one.source.kept;
                one.add(added);
                one.fuse.set(at, fault);
                const auto first = one.run();
                if (!one.fuse.has_blown()) break; // Past the last write.
                EXPECT_FALSE(first);
                const auto second = one.run(); // The same code that runs every day.
                ASSERT_TRUE(second) << second.error().key;
                expect_whole(one);
                if (!earlier || before == 0) continue;
                // What was once published stays true.
                const auto old = ledger::open_checkpoint(earlier->checkpoint, one.signer->key());
                ledger::TileNodes nodes(one.files, second->checkpoint.size);
                const auto proof = ledger::make_consistency(nodes, old->checkpoint.size, second->checkpoint.size);
                ASSERT_TRUE(proof);
                EXPECT_TRUE(ledger::verify_consistency(old->checkpoint.size, second->checkpoint.size, *proof,
                                                       old->checkpoint.root, second->checkpoint.root));
            }
        }
    }
}

TEST(LedgerFault, NothingIsSignedOverAStagedBundleThatTheDiskChanged) {
    class Flipping final : public ledger::Store { // Gives staged bundles back with one bit changed.
    public:
        explicit Flipping(ledger::Store& store) : store_(store) {}
        Result<std::optional<std::string>> read(const std::string& path) override {
            auto bytes = TRY(store_.read(path));
            if (bytes && path.starts_with("staging/")) bytes->back() = static_cast<char>(bytes->back() ^ 1);
            return bytes;
        }
        Result<Done> write(const std::vector<File>& files) override { return store_.write(files); }
        Result<Done> remove(const std::string& path) override { return store_.remove(path); }
        Result<std::vector<std::string>> list(const std::string& folder) override { return store_.list(folder); }
        Result<std::unique_ptr<Hold>> hold() override { return store_.hold(); }

    private:
        ledger::Store& store_;
    };
    Ledger one;
    one.add(3);
    ASSERT_TRUE(one.run());
    const auto head = *one.source.kept;
    one.add(2);
    Flipping flipping(one.files);
    const auto refused = ledger::Sequencer(flipping, one.source, *one.signer).run();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "ledger.mismatch");
    EXPECT_TRUE(refused.error().params[0].second.starts_with("staging/"));
    EXPECT_EQ(one.source.kept->checkpoint, head.checkpoint);
    ASSERT_TRUE(one.run());
    expect_whole(one);
}

TEST(LedgerFault, EveryChangedOrMissingFileOfTheEdgeIsNamedAndNothingIsSigned) {
    Ledger one;
    one.add(600);
    ASSERT_TRUE(one.run());
    one.add(1);
    const auto files = one.files.files;
    const auto head = *one.source.kept;
    for (const auto& path : {"checkpoint", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/002.p/88"})
        for (const bool is_missing : {false, true}) {
            SCOPED_TRACE(path);
            one.files.files = files;
            if (is_missing) one.files.files.erase(path);
            else one.files.files[path][20] ^= 1;
            const auto refused = one.run();
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().key, "ledger.mismatch");
            EXPECT_EQ(one.source.kept->checkpoint, head.checkpoint);
        }
}

TEST(LedgerFault, ARestoredOldDatabaseOrOldFilesAreRefused) {
    Ledger one;
    one.add(3);
    ASSERT_TRUE(one.run());
    const auto old_head = one.source.kept;
    const auto old_files = one.files.files;
    one.add(3);
    ASSERT_TRUE(one.run());
    const auto head = one.source.kept;
    const auto files = one.files.files;
    one.source.kept = old_head;
    EXPECT_EQ(one.run().error().key, "ledger.rolled_back");
    one.source.kept.reset();
    EXPECT_EQ(one.run().error().key, "ledger.rolled_back");
    one.source.kept = head;
    one.files.files = old_files;
    const auto refused = one.run();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "ledger.mismatch");
    one.files.files = files;
    EXPECT_TRUE(one.run());
}

TEST(LedgerFault, AnotherLedgersHeadIsRefused) {
    Ledger one, other;
    other.signer = new_signer('\2');
    one.add(1);
    ASSERT_TRUE(one.run());
    ASSERT_TRUE(other.run());
    one.source.kept = other.source.kept;
    EXPECT_EQ(one.run().error().key, "ledger.mismatch");
}

// One bit anywhere in tiles and bundles: 2,000 times out of 2,000.
TEST(LedgerFault, EveryFlippedBitIsFoundByVerify) {
    Ledger one;
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 2, 300, 5, 511, 40}) {
        one.add(count);
        ASSERT_TRUE(one.run());
    }
    expect_whole(one);
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : one.files.files)
        if (path.starts_with("tile/")) paths.push_back(path);
    test::Random random(20261126);
    int found = 0;
    for (int round = 0; round < 2000; ++round) {
        const auto& path = paths[test::below(random, static_cast<std::uint32_t>(paths.size()))];
        auto& bytes = one.files.files[path];
        const auto bit = test::below(random, static_cast<std::uint32_t>(bytes.size() * 8));
        auto& byte = bytes[bit / 8];
        byte = static_cast<char>(byte ^ 1 << bit % 8);
        const auto findings =
            ledger::verify_files(one.files, one.signer->key(), [](auto, const auto&) { return Result<Done>(Done{}); });
        ASSERT_TRUE(findings);
        EXPECT_EQ(findings->wrong_files, std::vector<std::string>{path}) << bit;
        found += !findings->wrong_files.empty();
        byte = static_cast<char>(byte ^ 1 << bit % 8);
    }
    EXPECT_EQ(found, 2000);
}

TEST(LedgerFault, AFileTooManyAndAFileTooFewAreFoundByVerify) {
    Ledger one;
    one.add(300);
    ASSERT_TRUE(one.run());
    const auto wrong = [&] {
        return ledger::verify_files(one.files, one.signer->key(), [](auto, const auto&) { return Result<Done>(Done{}); })
            ->wrong_files;
    };
    EXPECT_EQ(wrong(), std::vector<std::string>());
    const auto files = one.files.files;
    for (const auto& [path, bytes] : files) {
        one.files.files.erase(path);
        EXPECT_EQ(wrong().empty(), false) << path;
        one.files.files = files;
    }
    one.files.files["tile/0/002"] = std::string(8192, 'x');
    EXPECT_EQ(wrong(), std::vector<std::string>{"tile/0/002"});
}

} // namespace

} // namespace hoshirube
