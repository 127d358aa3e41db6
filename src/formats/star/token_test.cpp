#include "formats/star/token.h"

#include <gtest/gtest.h>

#include "base/base64url.h"
#include "support/test_p256.h"

namespace hoshirube {

namespace {

StarClaims claims() {
    return {"https://register.example.jp", 12, "7180301018771", "株式会社見本製作所", 3, "2026-03-27", *Day::parse("2026-11-23"),
            *Day::parse("2027-11-22")};
}

std::string part(const std::string& token, std::size_t which) {
    const auto first = token.find('.'), second = token.find('.', first + 1);
    return *from_base64url(which == 0 ? token.substr(0, first) : token.substr(first + 1, second - first - 1));
}

} // namespace

TEST(CompactStarToken, SaysWhatTheStarIsInThreePartsAndFitsAQrCode) {
    const auto signer = test::test_es256("did:web:register.example.jp#1");
    const auto token = compact_star_token(claims(), signer);
    ASSERT_TRUE(token);
    EXPECT_EQ(part(*token, 0), R"({"alg":"ES256","kid":"did:web:register.example.jp#1","typ":"star+jwt"})");
    EXPECT_EQ(part(*token, 1),
              R"({"ed":"2026-03-27","exp":1826895600,"iss":"https://register.example.jp","jti":"12","name":"株式会社見本製作所",)"
              R"("nbf":1795359600,"star":3,"sub":"7180301018771"})");
    EXPECT_LE(token->size(), 500U);
    EXPECT_TRUE(is_signed(*parse_jws(*token), signer.key));
}

TEST(CompactStarToken, ReadsBackAsTheCertificateItIsShortFor) {
    const auto signer = test::test_es256("did:web:register.example.jp#1");
    auto invented = claims();
    invented.is_invented = true;
    const auto c = parse_star_token(part(*compact_star_token(invented, signer), 1));
    ASSERT_TRUE(c) << c.error().params[0].second;
    EXPECT_TRUE(c->is_token);
    EXPECT_TRUE(c->is_invented);
    EXPECT_EQ(c->issuer, "did:web:register.example.jp");
    EXPECT_EQ(c->token_status_list, "https://register.example.jp/status/list");
    EXPECT_EQ(c->number, 12);
    EXPECT_EQ(c->registered_on.iso8601() + c->last_valid_day.iso8601(), "2026-11-232027-11-22");
}

TEST(CompactStarToken, IsRefusedWithAnythingMissingOrOutOfShape) {
    const std::string sound =
        R"({"ed":"e","exp":1826895600,"iss":"https://x","jti":"12","name":"n","nbf":1795359600,"star":3,"sub":"s"})";
    ASSERT_TRUE(parse_star_token(sound));
    const std::pair<const char*, const char*> changes[] = {{R"("exp":1826895600)", R"("exp":1826895601)"},
                                                           {R"("nbf":1795359600)", R"("nbf":-1)"},
                                                           {R"("jti":"12")", R"("jti":"012")"},
                                                           {R"("jti":"12")", R"("jti":12)"},
                                                           {R"("iss":"https://x")", R"("iss":"x")"},
                                                           {R"("star":3)", R"("star":"3")"},
                                                           {R"("exp":1826895600)", R"("exp":99999999999999)"},
                                                           {R"("name":"n",)", ""}};
    for (const auto& [from, to] : changes) {
        auto other = sound;
        other.replace(other.find(from), std::string_view(from).size(), to);
        EXPECT_FALSE(parse_star_token(other)) << other;
    }
}

TEST(CompactStarToken, StandsAfterTheHashOfALink) {
    EXPECT_EQ(after_link("HTTPS://REGISTER.EXAMPLE.JP/C/12#a.b.c"), "a.b.c");
    EXPECT_EQ(after_link("https://x/C/1"), "https://x/C/1");
    EXPECT_EQ(after_link("a.b.c"), "a.b.c");
}

TEST(CompactStarToken, IsNotMadeWithoutAWholeSignature) {
    auto signer = test::test_es256("k");
    signer.sign = [](std::string_view) { return Result<std::string>(std::string(63, 'x')); };
    EXPECT_EQ(compact_star_token(claims(), signer).error().key, "star_token.signature");
    signer.sign = [](std::string_view) { return Result<std::string>(unavailable("keys.away")); };
    EXPECT_EQ(compact_star_token(claims(), signer).error().key, "keys.away");
}

} // namespace hoshirube
