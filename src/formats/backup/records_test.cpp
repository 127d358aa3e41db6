#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "formats/backup/records.h"

namespace hoshirube::backup {

namespace {

struct Files final : Reader::Sink {
    std::vector<std::pair<std::string, std::string>> files;
    std::vector<std::string> hashes;
    Result<Done> begin(const std::string& path, std::uint64_t) override {
        files.emplace_back(path, "");
        return Done{};
    }
    Result<Done> piece(std::string_view bytes) override {
        files.back().second += bytes;
        return Done{};
    }
    Result<Done> end(const std::string& sha256) override {
        hashes.push_back(sha256);
        return Done{};
    }
};

std::string archive(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string bytes;
    Writer writer([&](std::string_view piece) -> Result<Done> {
        bytes += piece;
        return Done{};
    });
    for (const auto& [path, content] : files) {
        EXPECT_TRUE(writer.begin(path, content.size()));
        EXPECT_TRUE(writer.piece(content));
        EXPECT_EQ(*writer.end(), sha256_hex(content));
    }
    EXPECT_TRUE(writer.finish(Json{{"made_at", "2026-11-26T09:00:00.000Z"}}));
    return bytes;
}

Result<Json> read(std::string_view bytes, Files& files, std::size_t piece = 1 << 20) {
    Reader reader(files);
    for (std::size_t at = 0; at < bytes.size(); at += piece) TRY(reader.feed(bytes.substr(at, piece)));
    return reader.finish();
}

const std::vector<std::pair<std::string, std::string>> kFiles{{"evidence/ab/cd", std::string(70000, 'x')},
                                                              {"hoshirube.db", "rows"},
                                                              {"keys/link.key", ""},
                                                              {"ledger/public/tile/0/x001/067", "t"}};

} // namespace

TEST(BackupRecords, ComeBackAsTheyWereInPiecesOfAnySize) {
    const auto bytes = archive(kFiles);
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 64u, 4096u, 1u << 20}) {
        Files files;
        const auto summary = read(bytes, files, piece);
        ASSERT_TRUE(summary) << summary.error().key;
        EXPECT_EQ(files.files, kFiles);
        EXPECT_EQ((*summary)["files"], 4);
        EXPECT_EQ((*summary)["bytes"], 70005);
        std::string list;
        for (const auto& [path, content] : kFiles) list += list_line(sha256_hex(content), path);
        EXPECT_EQ((*summary)["list"], sha256_hex(list));
    }
}

TEST(BackupRecords, RefuseEveryCutAndEveryChangedBit) {
    const auto bytes = archive({{"hoshirube.db", "rows"}, {"keys/link.key", "secret"}});
    for (std::size_t end = 0; end < bytes.size(); ++end) {
        Files files;
        EXPECT_FALSE(read(std::string_view(bytes).substr(0, end), files)) << end;
    }
    Files more;
    EXPECT_FALSE(read(bytes + "F", more));
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto changed = bytes;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        Files files;
        const auto summary = read(changed, files);
        // Only the free words of the summary are not repeated elsewhere; the envelope guards those.
        EXPECT_TRUE(!summary || summary->value("made_at", "") != "2026-11-26T09:00:00.000Z") << bit;
    }
}

TEST(BackupRecords, NameNothingOutsideTheFolder) {
    for (const char* path :
         {"hoshirube.db", "evidence/ab/cd", "keys/ledger-public.key", "ledger/public/checkpoint", "networks/a/b-c_d.1"})
        EXPECT_TRUE(is_archive_path(path)) << path;
    for (const char* path : {"", "/", "hoshirube.db/", "evidence", "evidence/", "/evidence/a", "evidence/../keys/a",
                             "evidence/./a", "evidence//a", "evidence/a/", "evidence/.hidden", "../evidence/a", "lock",
                             "etc/passwd", "evidence/a\\b", "evidence/a b", "evidence/\xe3\x81\x82", "keys/a\n"})
        EXPECT_FALSE(is_archive_path(path)) << path;
    EXPECT_FALSE(is_archive_path("keys/" + std::string(251, 'a')));
    EXPECT_FALSE(is_archive_path(std::string("keys/a\0b", 8)));
}

TEST(BackupRecords, RefuseAFileThatComesTwiceOrOutOfOrder) {
    const auto one = archive({{"keys/a", "1"}});
    const auto record = one.substr(0, one.find('E', 3 + 6 + 8));
    Files files;
    EXPECT_FALSE(read(record + one, files));
}

} // namespace hoshirube::backup
