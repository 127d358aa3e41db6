#include <gtest/gtest.h>

#include <filesystem>

#include "tiles/disk_store.h"

namespace hoshirube {

namespace {

class DiskStoreTest : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "hoshirube-tiles-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        auto opened = DiskStore::open(folder_, DiskStore::AfterIoError::Refuse);
        ASSERT_TRUE(opened);
        store_ = std::move(*opened);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string folder_;
    std::unique_ptr<DiskStore> store_;
};

} // namespace

TEST_F(DiskStoreTest, WritesManyFilesOfWhichEachIsWhole) {
    std::vector<ledger::Store::File> files; // More than are waited for in turn.
    for (int i = 0; i < 100; ++i)
        files.push_back({"tile/0/" + std::to_string(i), std::string(8192, static_cast<char>('a' + i % 26))});
    ASSERT_TRUE(store_->write(files));
    EXPECT_EQ(store_->list("tile")->size(), files.size()) << "and nothing half written";
    for (const auto& file : files) EXPECT_EQ(*store_->read(file.path), file.bytes) << file.path;
}

TEST_F(DiskStoreTest, HandsALargeFileOutInPieces) {
    std::string bytes;
    for (int i = 0; bytes.size() < 300'000; ++i) bytes += std::to_string(i) + "\n";
    ASSERT_TRUE(store_->write({{"snapshot/2026-12-01", bytes}}));
    const auto opened = store_->read_in_pieces("snapshot/2026-12-01");
    ASSERT_TRUE(opened && *opened);
    const auto& pieces = *opened;
    EXPECT_EQ(pieces->size_bytes(), bytes.size());
    auto read = *pieces->next();
    EXPECT_EQ(read.size(), 64U * 1024);
    ASSERT_TRUE(store_->remove("snapshot/2026-12-01")); // Who reads it goes on reading it.
    for (auto piece = *pieces->next(); !piece.empty(); piece = *pieces->next()) read += piece;
    EXPECT_EQ(read, bytes);
    EXPECT_EQ(*store_->read_in_pieces("snapshot/2026-12-01"), nullptr);
}

} // namespace hoshirube
