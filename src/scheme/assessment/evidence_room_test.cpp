#include "scheme/assessment/evidence_room.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

Evidence file_of(std::int64_t size_bytes) { return {"e", "o", "h", "f", "t", size_bytes, {}, {}, {}, "p", Instant(0)}; }

TEST(EvidenceRoom, EndsAtItsNumberOfFilesAndAtItsBytes) {
    constexpr std::int64_t kHalf = kMaxBytesOfAFirm / 2;
    EXPECT_TRUE(check_room({}, 1));
    EXPECT_TRUE(check_room(std::vector<Evidence>(kMaxFilesOfAFirm - 1, file_of(1)), 1));
    EXPECT_TRUE(check_room({file_of(kHalf)}, kHalf)) << "the last byte is part of it";
    for (const auto& [shelf, size] : {std::pair{std::vector<Evidence>(kMaxFilesOfAFirm, file_of(1)), std::int64_t{1}},
                                      std::pair{std::vector<Evidence>{file_of(kHalf)}, kHalf + 1}}) {
        const auto full = check_room(shelf, size);
        ASSERT_FALSE(full);
        EXPECT_EQ(full.error().key, "evidence.shelf_full");
        EXPECT_EQ(*full.error().param("gb"), "20");
    }
}

} // namespace
} // namespace hoshirube
