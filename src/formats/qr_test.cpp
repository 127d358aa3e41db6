#include "formats/qr.h"

#include <string>

#include <gtest/gtest.h>

namespace hoshirube {

TEST(QrCode, PacksAShortLinkInCapitalsIntoVersionThree) {
    const auto code = qr_code("HTTPS://REGISTER.EXAMPLE.JP/C/1234567");
    ASSERT_TRUE(code);
    EXPECT_LE(code->side, 29);
    EXPECT_EQ(code->is_black.size(), static_cast<std::size_t>(code->side * code->side));
    for (int i = 0; i < 7; ++i) EXPECT_TRUE(code->is_black[static_cast<std::size_t>(i)]) << "the finder's upper edge";
}

TEST(QrCode, RefusesWhatNoCodeCanHold) { EXPECT_EQ(qr_code(std::string(5000, 'x')).error().key, "qr.too_long"); }

} // namespace hoshirube
