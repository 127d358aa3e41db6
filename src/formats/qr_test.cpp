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

TEST(QrCode, RefusesWhatNoCodeCanHold) {
    EXPECT_EQ(qr_code(std::string(5000, 'x')).error().key, "qr.too_long");
    EXPECT_EQ(qr_code("").error().key, "qr.too_long");
}

TEST(QrCode, HasTheThreeFinderPatternsInItsPath) {
    const auto code = qr_code("otpauth://totp/Hoshirube:anna");
    ASSERT_TRUE(code);
    const auto path = svg_path(*code);
    EXPECT_EQ((code->side - 17) % 4, 0) << "a version's width";
    EXPECT_EQ(path.rfind("M0 0h7v1h-7z", 0), 0u) << "top left";
    EXPECT_NE(path.find("M" + std::to_string(code->side - 7) + " 0h7v1h-7z"), std::string::npos) << "top right";
    EXPECT_NE(path.find("M0 " + std::to_string(code->side - 1) + "h7v1h-7z"), std::string::npos) << "bottom left";
}

} // namespace hoshirube
