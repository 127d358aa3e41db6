#include "ledger/tile.h"

#include <map>

#include <gtest/gtest.h>

#include "support/random.h"

namespace hoshirube::ledger {

namespace {

TEST(LedgerTile, HasThePathOfTheStandard) {
    struct Case {
        TileName name;
        std::string_view path;
    };
    const Case cases[] = {
        {{TileName::Kind::Hashes, 0, 0, 256}, "tile/0/000"},
        {{TileName::Kind::Entries, 0, 1'234'067, 256}, "tile/entries/x001/x234/067"},
        {{TileName::Kind::Hashes, 63, 999, 1}, "tile/63/999.p/1"},
        {{TileName::Kind::Hashes, 7, UINT64_MAX, 255}, "tile/7/x018/x446/x744/x073/x709/x551/615.p/255"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(tile_path(c.name), c.path);
        const auto back = parse_tile_path(c.path);
        ASSERT_TRUE(back) << c.path;
        EXPECT_EQ(*back, c.name);
    }
}

TEST(LedgerTile, HasNoOtherPath) {
    for (const auto path : {"",
                            "tile",
                            "tile/",
                            "tile/0",
                            "tile/00/000",
                            "tile/64/000",
                            "tile/0/1",
                            "tile/0/001/000",
                            "tile/0/x001",
                            "tile/0/000.p/0",
                            "tile/0/000.p/256",
                            "tile/0/000.p/01",
                            "tile/-1/000",
                            "tile/0/x000/001",
                            "tile/0/../000",
                            "tile/0/000/",
                            "tile/0/000.p/1/",
                            "tile/0/000.p/1.p/1",
                            "tile/7/x018/x446/x744/x073/x709/x551/616",
                            "tile/Entries/000",
                            " tile/0/000",
                            "tile/0/000 "})
        EXPECT_FALSE(parse_tile_path(path)) << path;
}

// Appending step by step writes the files that a whole ledger of that size has.
TEST(LedgerTile, NamesExactlyTheFilesThatAnAppendAdds) {
    test::for_seeds(50, [](test::Random& random) {
        std::map<std::string, int> written;
        std::uint64_t size = 0;
        while (size < 150'000) {
            const auto next = size + 1 + test::below(random, test::below(random, 2) ? 300 : 30'000);
            for (const auto& name : new_tiles(size, next)) {
                TileName whole = name;
                whole.width = kTileWidth;
                auto& width = written[tile_path(whole)];
                EXPECT_LT(width, name.width);
                width = name.width;
            }
            size = next;
        }
        for (int level = 0; level < 4; ++level)
            for (std::uint64_t index = 0; tile_width(level, index, size) > 0; ++index) {
                EXPECT_EQ((written[tile_path({TileName::Kind::Hashes, level, index, kTileWidth})]),
                          tile_width(level, index, size));
                if (level == 0) {
                    EXPECT_EQ((written[tile_path({TileName::Kind::Entries, 0, index, kTileWidth})]), tile_width(0, index, size));
                }
            }
    });
}

TEST(LedgerTile, CountsHashesAsTheStandardDoes) {
    EXPECT_EQ(tile_width(0, 272, 70'000), 256);
    EXPECT_EQ(tile_width(0, 273, 70'000), 112);
    EXPECT_EQ(tile_width(0, 274, 70'000), 0);
    EXPECT_EQ(tile_width(1, 1, 70'000), 17);
    EXPECT_EQ(tile_width(2, 0, 70'000), 1);
    EXPECT_EQ(tile_width(3, 0, 70'000), 0);
    EXPECT_EQ(tile_width(8, 0, UINT64_MAX), 0);
    EXPECT_EQ(tile_width(0, UINT64_MAX, 5), 0);
}

TEST(LedgerTile, CarriesHashesAndEntriesUnchanged) {
    const std::vector<Hash> hashes{leaf_hash("a"), leaf_hash("b")};
    EXPECT_EQ(*parse_tile(to_tile(hashes), 2), hashes);
    EXPECT_FALSE(parse_tile(to_tile(hashes), 1));
    EXPECT_FALSE(parse_tile(to_tile(hashes) + "x", 2));
    const std::vector<std::string> entries{"", "one", std::string(kMaxEntryBytes, 'x')};
    EXPECT_EQ(*parse_bundle(to_bundle(entries), 3), entries);
    EXPECT_FALSE(parse_bundle(to_bundle(entries), 2));
    EXPECT_FALSE(parse_bundle(to_bundle(entries).substr(0, 10), 2));
    EXPECT_FALSE(parse_bundle(std::string(1, '\0'), 1));
}

} // namespace

} // namespace hoshirube::ledger
