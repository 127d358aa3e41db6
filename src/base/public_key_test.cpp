#include <gtest/gtest.h>

#include "base/base64url.h"
#include "base/public_key.h"

namespace hoshirube {

namespace {

std::string bytes(std::string_view text) { return from_base64url(text).value(); }

} // namespace

// RFC 7515, appendix A.3: an ES256 signature as JWTs carry it.
TEST(PublicKey, VerifiesTheEs256ExampleOfRfc7515) {
    const auto key =
        ec_p256_key(bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
    ASSERT_TRUE(key);
    const std::string_view message =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const auto signature = bytes("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    EXPECT_TRUE(is_signed_by(*key, SignatureKind::Es256, message, es256_der(signature)));
    EXPECT_FALSE(is_signed_by(*key, SignatureKind::Es256, "another message", es256_der(signature)));
    EXPECT_FALSE(is_signed_by(*key, SignatureKind::Rs256, message, es256_der(signature)));
    EXPECT_FALSE(is_signed_by(*key, SignatureKind::Es256, message, ""));
    EXPECT_FALSE(is_signed_by("no key", SignatureKind::Es256, message, es256_der(signature)));
    EXPECT_EQ(es256_der("short"), "");
}

TEST(PublicKey, RefusesWhatIsNoKey) {
    EXPECT_FALSE(ec_p256_key(std::string(32, '\1'), std::string(32, '\1'))) << "not on the curve";
    EXPECT_FALSE(ec_p256_key(std::string(31, '\1'), std::string(32, '\1')));
    EXPECT_FALSE(rsa_key(std::string(128, '\xff'), std::string("\1\0\1", 3))) << "1,024 bits are too few";
    EXPECT_FALSE(rsa_key(std::string(256, '\xff'), "\1")) << "an exponent of one";
    EXPECT_FALSE(rsa_key(std::string(4096, '\xff'), std::string("\1\0\1", 3)));
}

} // namespace hoshirube
