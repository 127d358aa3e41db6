#include "formats/star_token.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

StarClaims claims() {
    return {
        "https://register.example.jp", "12", "7180301018771", "株式会社見本製作所", 3, "2026-03-27", *Day::parse("2026-11-23"),
        *Day::parse("2027-11-22")};
}

Result<std::string> no_key(std::string_view) { return std::string(64, '\x5A'); }

std::string decoded(std::string_view text) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
        held = (held << 6 | static_cast<unsigned>(kDigits.find(c))) & 0xFFFFU;
        if ((bits += 6) < 8) continue;
        bits -= 8;
        out += static_cast<char>(held >> bits & 0xFF);
    }
    return out;
}

} // namespace

TEST(CompactStarToken, SaysWhatTheStarIsInThreePartsAndFitsAQrCode) {
    std::string asked;
    const auto token = compact_star_token(claims(), "2026-1", [&](std::string_view bytes) {
        asked = bytes;
        return no_key(bytes);
    });
    ASSERT_TRUE(token);
    const auto first = token->find('.'), second = token->find('.', first + 1);
    EXPECT_EQ(asked, token->substr(0, second));
    EXPECT_EQ(decoded(token->substr(0, first)), R"({"alg":"ES256","kid":"2026-1","typ":"star+jwt"})");
    EXPECT_EQ(decoded(token->substr(first + 1, second - first - 1)),
              R"({"ed":"2026-03-27","exp":1826895600,"iss":"https://register.example.jp","jti":"12","name":"株式会社見本製作所",)"
              R"("nbf":1795359600,"star":3,"sub":"7180301018771"})");
    EXPECT_EQ(decoded(token->substr(second + 1)), std::string(64, '\x5A'));
    EXPECT_LE(token->size(), 450U);
}

TEST(CompactStarToken, IsNotMadeWithoutAWholeSignature) {
    EXPECT_EQ(
        compact_star_token(claims(), "k", [](std::string_view) { return Result<std::string>(std::string(63, 'x')); }).error().key,
        "star_token.signature");
    EXPECT_EQ(compact_star_token(claims(), "k", [](std::string_view) { return Result<std::string>(unavailable("keys.away")); })
                  .error()
                  .key,
              "keys.away");
}

} // namespace hoshirube
