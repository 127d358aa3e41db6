#include <memory>

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "base/base64url.h"
#include "base/hash.h"
#include "formats/cbor.h"
#include "formats/webauthn.h"

namespace hoshirube {

namespace {

const PasskeyExpectation kExpected{"Y2hhbGxlbmdl", "https://hoshirube.example.jp", "hoshirube.example.jp", true};
constexpr unsigned kPresent = 1, kVerified = 4, kHasKey = 64;

std::string byte_string(std::string_view bytes) {
    std::string out("\x59");
    out += static_cast<char>(bytes.size() >> 8);
    out += static_cast<char>(bytes.size() & 0xff);
    return out.append(bytes);
}

std::string client_data(std::string_view type, std::string_view challenge = kExpected.challenge,
                        std::string_view origin = kExpected.origin, std::string_view more = "") {
    return "{\"type\":\"" + std::string(type) + "\",\"challenge\":\"" + std::string(challenge) + "\",\"origin\":\"" +
           std::string(origin) + "\"" + std::string(more) + "}";
}

// A device of our own: what it writes follows the specification, not the code under test.
class Device {
public:
    Device() : key_(EVP_EC_gen("P-256"), EVP_PKEY_free) {}

    std::string data(unsigned flags, std::uint32_t counter, std::string_view rp_id = kExpected.rp_id) const {
        std::string out = sha256(rp_id);
        out += static_cast<char>(flags);
        for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(counter >> shift & 0xff);
        if ((flags & kHasKey) != 0) out += std::string(16, '\0') + std::string("\0\x04", 2) + "id01" + cose_key();
        return out;
    }

    std::string attestation(std::string_view authenticator_data) const {
        return std::string("\xa3\x63") + "fmt\x64none\x67" + "attStmt\xa0\x68" + "authData" + byte_string(authenticator_data);
    }

    Assertion sign(std::string authenticator_data, std::string client) const {
        const auto message = authenticator_data + sha256(client);
        std::string signature(80, '\0');
        std::size_t size = signature.size();
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EXPECT_EQ(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get()), 1);
        EXPECT_EQ(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                                 reinterpret_cast<const unsigned char*>(message.data()), message.size()),
                  1);
        EVP_MD_CTX_free(context);
        signature.resize(size);
        return {std::move(authenticator_data), std::move(client), std::move(signature)};
    }

private:
    std::string cose_key() const {
        std::string point(65, '\0');
        std::size_t size = 0;
        EXPECT_EQ(EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                                  reinterpret_cast<unsigned char*>(point.data()), point.size(), &size),
                  1);
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        return std::string("\xa5\x01\x02\x03\x26\x20\x01\x21") + byte_string(point.substr(1, 32)) + "\x22" +
               byte_string(point.substr(33, 32));
    }
    std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_;
};

const unsigned kAll = kPresent | kVerified;

} // namespace

TEST(Passkey, IsReadAndItsAssertionsVerify) {
    const Device device;
    const auto made =
        read_registration(device.attestation(device.data(kAll | kHasKey, 0)), client_data("webauthn.create"), kExpected);
    ASSERT_TRUE(made) << made.error().key;
    EXPECT_EQ(made->credential_id, "id01");
    EXPECT_EQ(made->kind, SignatureKind::Es256);
    const auto check = [&](const Assertion& assertion) {
        return check_assertion(assertion, made->key_der, made->kind, kExpected);
    };
    const auto used = check(device.sign(device.data(kAll, 7), client_data("webauthn.get")));
    ASSERT_TRUE(used) << used.error().key;
    EXPECT_EQ(used->counter, 7u);

    struct Case {
        std::string authenticator_data, client;
        const char* why;
    };
    const Case cases[] = {
        {device.data(kAll, 7), client_data("webauthn.create"), "the answer of a registration"},
        {device.data(kAll, 7), client_data("webauthn.get", "b3RoZXI"), "another challenge"},
        {device.data(kAll, 7), client_data("webauthn.get", kExpected.challenge, "https://evil.example"), "another site"},
        {device.data(kAll, 7), client_data("webauthn.get", kExpected.challenge, "http://hoshirube.example.jp"), "without TLS"},
        {device.data(kAll, 7), client_data("webauthn.get", kExpected.challenge, kExpected.origin, ",\"crossOrigin\":true"),
         "in a frame"},
        {device.data(kAll, 7, "evil.example"), client_data("webauthn.get"), "made for another host"},
        {device.data(kPresent, 7), client_data("webauthn.get"), "the device alone, not the person"},
        {device.data(kVerified, 7), client_data("webauthn.get"), "nobody touched it"},
        {"short", client_data("webauthn.get"), "no authenticator data"},
        {device.data(kAll, 7), "{}", "no client data"},
        {device.data(kAll, 7), "[]", "another JSON"},
    };
    for (const Case& c : cases) EXPECT_FALSE(check(device.sign(c.authenticator_data, c.client))) << c.why;

    auto tampered = device.sign(device.data(kAll, 7), client_data("webauthn.get"));
    tampered.authenticator_data[36] ^= 1;
    EXPECT_FALSE(check(tampered)) << "one bit of the counter";
    EXPECT_FALSE(check(Device().sign(device.data(kAll, 7), client_data("webauthn.get")))) << "another device's key";
    EXPECT_FALSE(check_assertion(device.sign(device.data(kAll, 7), client_data("webauthn.get")), made->key_der,
                                 SignatureKind::Rs256, kExpected))
        << "another kind of signature";
}

TEST(Passkey, IsRefusedCutOffAnywhere) {
    const Device device;
    const auto whole = device.attestation(device.data(kAll | kHasKey, 0));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(read_registration(whole.substr(0, size), client_data("webauthn.create"), kExpected)) << size;
    EXPECT_FALSE(read_registration(device.attestation(device.data(kAll, 0)), client_data("webauthn.create"), kExpected))
        << "no key in it";
}

TEST(Cbor, ReadsWhatItSaysAndNoMore) {
    CborReader map(std::string_view("\xa2\x01\x02\x26\x43"
                                    "abc",
                                    8));
    EXPECT_EQ(map.map(), 2u);
    EXPECT_EQ(map.integer(), 1);
    EXPECT_FALSE(map.bytes()) << "an integer is no byte string, and stays";
    EXPECT_EQ(map.integer(), 2);
    EXPECT_EQ(map.integer(), -7);
    EXPECT_EQ(map.bytes(), "abc");
    EXPECT_TRUE(map.rest().empty());
    EXPECT_FALSE(map.integer());
    for (const std::string_view wrong :
         {std::string_view("\x5b\xff\xff\xff\xff\xff\xff\xff\xff", 9), std::string_view("\x9f\x01\xff", 3),
          std::string_view("\x9b\xff\xff\xff\xff\xff\xff\xff\xff", 9), std::string_view("\x1c", 1)})
        EXPECT_FALSE(CborReader(wrong).skip());
    EXPECT_FALSE(CborReader(std::string(40, '\x81') + '\x01').skip()) << "nested too deep";
    EXPECT_TRUE(CborReader(std::string(10, '\x81') + '\x01').skip());
}

} // namespace hoshirube
