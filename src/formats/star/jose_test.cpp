#include "formats/star/jose.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/base64url.h"
#include "support/test_p256.h"

namespace hoshirube {

// RFC 7515, appendix A.3: key, signing input and signature.
TEST(Jose, AcceptsTheExampleOfTheStandardAndNoOther) {
    const Json jwk{{"kty", "EC"},
                   {"crv", "P-256"},
                   {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
                   {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}};
    const auto key = parse_jwk(jwk);
    ASSERT_TRUE(key);
    const std::string text =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    const auto jws = parse_jws(text);
    ASSERT_TRUE(jws);
    EXPECT_TRUE(is_signed(*jws, *key));
    EXPECT_FALSE(is_signed(*jws, test::test_es256("another").key));
    auto changed = *jws;
    changed.signed_part.back() ^= 1;
    EXPECT_FALSE(is_signed(changed, *key));
}

// RFC 7638; the value is that of npm jose.
TEST(Jose, HasTheThumbprintThatOthersCompute) {
    const Json jwk{{"kty", "EC"},
                   {"crv", "P-256"},
                   {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
                   {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}};
    EXPECT_EQ(thumbprint(*parse_jwk(jwk)), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
}

TEST(Jose, ReadsBackTheKeysItWrote) {
    const auto one = test::test_es256("did:web:x#1").key, two = test::test_es256("did:web:x#2").key;
    const auto back = parse_jwks(to_jwks({one, two}).dump());
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, (std::vector<Es256Key>{one, two}));
    EXPECT_EQ(one.issuer(), "did:web:x");
}

TEST(Jose, RefusesWhatIsNoJwsAndEveryOtherAlgorithm) {
    for (const auto* text : {"", ".", "..", "e30", "e30.e30", "e30.e30.e30.e30", "e30=.e30.e30", "bm8.e30.e30"})
        EXPECT_FALSE(parse_jws(text)) << text;
    for (const auto* header : {R"({"alg":"none"})", R"({"alg":"HS256"})", R"({"alg":"es256"})", "{}",
                               R"({"alg":"ES256","crit":["exp"]})", R"({"alg":"ES256","alg":"none"})"})
        EXPECT_FALSE(parse_jws(to_base64url(header) + ".e30.e30")) << header;
}

} // namespace hoshirube
