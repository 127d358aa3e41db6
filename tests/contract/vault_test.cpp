#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>

#include "base/hash.h"
#include "contract/database_test.h"
#include "contract/disk.h"
#include "evidence/disk_vault.h"
#include "evidence/memory_vault.h"

namespace hoshirube {

namespace {

namespace fs = std::filesystem;

enum class Keeper { Disk, Memory };

void flip_first_bit(const std::string& path) {
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const char first = static_cast<char>(file.get());
    file.seekp(0);
    file.put(static_cast<char>(first ^ 1));
}

void cut_short(const std::string& path, std::size_t size) {
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
    fs::resize_file(path, size);
}

std::string read_in_pieces(Content& content) {
    std::string bytes;
    for (auto piece = ok(content.next()); !piece.empty(); piece = ok(content.next())) {
        EXPECT_LE(piece.size(), 64u * 1024);
        bytes += piece;
    }
    return bytes;
}

class VaultContract : public testing::TestWithParam<Keeper> {
protected:
    void SetUp() override {
        folder_ = new_folder();
        if (GetParam() == Keeper::Disk) disk_ = ok(DiskVault::open((folder_ / "vault").string()));
    }
    void TearDown() override { fs::remove_all(folder_); }

    Vault& vault() { return disk_ ? static_cast<Vault&>(*disk_) : memory_; }
    void damage(const std::string& sha256) {
        if (disk_) flip_first_bit(disk_->path_of(sha256));
        else memory_.damage(sha256);
    }
    std::string spooled(std::string_view bytes) {
        const auto path = (folder_ / "upload").string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    std::size_t files() {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder_)) count += entry.is_regular_file();
        return count;
    }

    fs::path folder_;
    std::unique_ptr<DiskVault> disk_;
    MemoryVault memory_;
};

std::string keeper_name(const testing::TestParamInfo<Keeper>& info) { return info.param == Keeper::Disk ? "Disk" : "Memory"; }
INSTANTIATE_TEST_SUITE_P(In, VaultContract, testing::Values(Keeper::Disk, Keeper::Memory), keeper_name);

class DiskVaultTest : public VaultContract {};
INSTANTIATE_TEST_SUITE_P(In, DiskVaultTest, testing::Values(Keeper::Disk), keeper_name);

const std::string kContent = std::string("%PDF-1.7\n\0規程", 16) + std::string(100'000, 'x');

} // namespace

TEST_P(VaultContract, GivesBackTheBytesUnderTheirHash) {
    const auto stored = ok(vault().store(kContent));
    EXPECT_EQ(stored.sha256, sha256_hex(kContent));
    EXPECT_EQ(stored.size_bytes, static_cast<std::int64_t>(kContent.size()));
    EXPECT_EQ(stored.media_type, "application/pdf");
    EXPECT_EQ(ok(vault().read(stored.sha256)), kContent);
    EXPECT_EQ(key_of(vault().verify(stored.sha256)), "ok");
}

TEST_P(VaultContract, HandsAContentOutInPieces) {
    for (const std::size_t size : {1u, 64u * 1024, 64u * 1024 + 1, 200'000u}) {
        const std::string bytes(size, 'z');
        const auto content = ok(vault().content(ok(vault().store(bytes)).sha256));
        EXPECT_EQ(content->size_bytes(), static_cast<std::int64_t>(size));
        EXPECT_EQ(read_in_pieces(*content), bytes);
        EXPECT_EQ(ok(content->next()), "") << "the end stays the end";
    }
}

TEST_P(VaultContract, TakesAFinishedFileOver) {
    const auto path = spooled(kContent);
    const auto stored = ok(vault().adopt(path));
    EXPECT_EQ(stored.sha256, sha256_hex(kContent));
    EXPECT_EQ(stored.size_bytes, static_cast<std::int64_t>(kContent.size()));
    EXPECT_EQ(stored.media_type, "application/pdf");
    EXPECT_FALSE(fs::exists(path));
    EXPECT_EQ(ok(vault().read(stored.sha256)), kContent);
    const auto again = ok(vault().adopt(spooled(kContent)));
    EXPECT_EQ(again.sha256, stored.sha256);
    EXPECT_FALSE(fs::exists(path)) << "also when the vault has it already";
}

TEST_P(VaultContract, RefusesNothingAndTooMuch) {
    const auto empty = vault().store("");
    EXPECT_EQ(key_of(empty), "evidence.empty");
    EXPECT_EQ(empty.error().code, ErrorCode::Invalid);
    EXPECT_EQ(key_of(vault().adopt(spooled(""))), "evidence.empty");
    const std::string large(static_cast<std::size_t>(kMaxEvidenceBytes) + 1, 'x');
    EXPECT_EQ(key_of(vault().store(large)), "evidence.too_large");
    EXPECT_EQ(key_of(vault().adopt(spooled(large))), "evidence.too_large");
    EXPECT_EQ(key_of(vault().store(std::string_view(large).substr(1))), "ok") << "the limit itself is allowed";
}

TEST_P(VaultContract, NeverHandsOutBytesThatChanged) {
    const auto stored = ok(vault().store(kContent));
    damage(stored.sha256);
    const auto read = vault().read(stored.sha256);
    ASSERT_EQ(key_of(read), "evidence.content_changed");
    EXPECT_EQ(read.error().code, ErrorCode::Conflict);
    EXPECT_EQ(key_of(vault().verify(stored.sha256)), "evidence.content_changed");
    EXPECT_EQ(key_of(vault().content(stored.sha256)), "evidence.content_changed");
}

TEST_P(VaultContract, IsHealedByTheSameBytesHandedInAgain) {
    const auto stored = ok(vault().store(kContent));
    damage(stored.sha256);
    ok(vault().store(kContent));
    EXPECT_EQ(ok(vault().read(stored.sha256)), kContent);
}

TEST_P(VaultContract, KnowsNoContentUnderAnyOtherName) {
    for (const auto& name : {sha256_hex("never stored"), std::string("../../etc/passwd"), std::string()}) {
        const auto missing = vault().read(name);
        ASSERT_EQ(key_of(missing), "evidence.content_missing") << name;
        EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
        EXPECT_EQ(key_of(vault().verify(name)), "evidence.content_missing") << name;
        EXPECT_EQ(key_of(vault().content(name)), "evidence.content_missing") << name;
    }
}

TEST_P(VaultContract, MayBeUsedFromSeveralThreads) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([this] {
            for (int i = 0; i < 10; ++i) ok(vault().store("content " + std::to_string(i)));
        });
    threads.clear();
    for (int i = 0; i < 10; ++i) ok(vault().read(sha256_hex("content " + std::to_string(i))));
}

TEST_P(DiskVaultTest, KeepsTheSameBytesOnceReadOnlyAndDurable) {
    const int before = disk::syncs();
    const auto stored = ok(vault().store(kContent));
    EXPECT_EQ(disk::syncs() - before, 2) << "the file, then its name";
    ok(vault().store(kContent));
    EXPECT_EQ(files(), 1u);
    EXPECT_EQ(fs::status(disk_->path_of(stored.sha256)).permissions(), fs::perms::owner_read);
    EXPECT_EQ(ok(ok(DiskVault::open((folder_ / "vault").string()))->read(stored.sha256)), kContent) << "after a restart";
}

TEST_P(DiskVaultTest, KeepsTheLastPieceOfWhatChangesWhileItIsSent) {
    const auto stored = ok(vault().store(kContent));
    for (const bool cut : {false, true}) {
        const auto content = ok(vault().content(stored.sha256));
        if (cut) cut_short(disk_->path_of(stored.sha256), kContent.size() - 1);
        else flip_first_bit(disk_->path_of(stored.sha256));
        std::size_t handed_out = 0;
        auto piece = content->next();
        for (; piece && !piece->empty(); piece = content->next()) handed_out += piece->size();
        EXPECT_EQ(key_of(piece), "evidence.content_changed");
        EXPECT_LT(handed_out, kContent.size());
        ok(vault().store(kContent)); // Healed for the next.
    }
}

TEST_P(DiskVaultTest, LeavesNothingBehindWhenTheDiskIsFull) {
    const disk::Full full;
    const auto refused = vault().store(kContent);
    ASSERT_EQ(key_of(refused), "storage.full");
    EXPECT_EQ(refused.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(files(), 0u);
    EXPECT_EQ(key_of(vault().read(sha256_hex(kContent))), "evidence.content_missing");
}

TEST_P(DiskVaultTest, StopsTheProcessWhenTheDiskDoesNotConfirm) {
    EXPECT_DEATH(
        {
            const disk::Broken broken;
            (void)vault().store(kContent);
        },
        "the disk did not confirm");
    EXPECT_EQ(key_of(vault().read(sha256_hex(kContent))), "evidence.content_missing");
}

TEST_P(DiskVaultTest, RemovesAtItsStartWhatACrashLeft) {
    const auto abandoned = folder_ / "vault/unfinished/abandoned", young = folder_ / "vault/unfinished/young";
    for (const auto& path : {abandoned, young}) std::ofstream(path) << "half";
    fs::last_write_time(abandoned, fs::file_time_type::clock::now() - std::chrono::hours(2));
    ok(DiskVault::open((folder_ / "vault").string()));
    EXPECT_FALSE(fs::exists(abandoned));
    EXPECT_TRUE(fs::exists(young)) << "another process may be writing it";
}

TEST_P(DiskVaultTest, NamesTheFolderThatCannotBeOpened) {
    const auto refused = DiskVault::open("/nowhere/vault");
    ASSERT_EQ(key_of(refused), "storage.open_failed");
    EXPECT_EQ(refused.error().params.at(0).second, "/nowhere/vault");
}

} // namespace hoshirube
