#include "keys/p256.h"

#include <gtest/gtest.h>

#include "keys/pkcs12.h"
#include "support/test_key.h"

namespace hoshirube {

namespace {

// Whether what it signs is what its public part says.
bool signs_for_itself(Es256Signer signer) {
    signer.key.id = "did:web:register.example.jp#1";
    const auto jws = sign_jws("vc+jwt", "{}", signer);
    const auto read = jws ? parse_jws(*jws) : Result<Jws>(jws.error());
    return read && read->key_id == signer.key.id && is_signed(*read, signer.key);
}

} // namespace

TEST(P256, MakesAKeyThatComesBackFromItsFile) {
    const auto pem = make_p256_pem();
    EXPECT_TRUE(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    const auto one = open_p256_pem(pem), again = open_p256_pem(pem), other = open_p256_pem(make_p256_pem());
    ASSERT_TRUE(one && again && other);
    EXPECT_EQ(one->key, again->key);
    EXPECT_NE(one->key, other->key);
    EXPECT_TRUE(signs_for_itself(*one));
    for (const auto* none : {"", "x", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"})
        EXPECT_FALSE(open_p256_pem(none)) << none;
}

TEST(P256, TakesTheKeyThatSealsPaperWhereItIsOnP256) {
    const auto ec = open_pkcs12(test::test_pkcs12("EC"), "secret"), rsa = open_pkcs12(test::test_pkcs12("RSA"), "secret");
    ASSERT_TRUE(ec && rsa);
    const auto signer = es256_signer(*ec);
    ASSERT_TRUE(signer);
    EXPECT_TRUE(signs_for_itself(*signer));
    EXPECT_FALSE(es256_signer(*rsa));
}

} // namespace hoshirube
