#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/base64url.h"
#include "base/hash.h"
#include "base/json.h"
#include "formats/jwt.h"

namespace hoshirube {

namespace {

constexpr std::int64_t kNowSeconds = 1'800'000'000;
const IdTokenExpectation kExpected{"https://login.example.jp", "hoshirube", "a nonce", Instant(kNowSeconds * 1000)};

Json claims() {
    return {{"iss", kExpected.issuer}, {"aud", kExpected.client_id}, {"nonce", kExpected.nonce},
            {"sub", "user-1"},         {"iat", kNowSeconds - 5},     {"exp", kNowSeconds + 300}};
}

// A provider of our own with one key of either kind; what it signs follows the RFCs, not the code under test.
class SomeProvider {
public:
    explicit SomeProvider(bool is_rsa) : is_rsa_(is_rsa), key_(is_rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"), EVP_PKEY_free) {}

    Json jwk() const {
        if (is_rsa_)
            return {{"kty", "RSA"},
                    {"kid", "k"},
                    {"use", "sig"},
                    {"alg", "RS256"},
                    {"n", number(OSSL_PKEY_PARAM_RSA_N)},
                    {"e", number(OSSL_PKEY_PARAM_RSA_E)}};
        return {{"kty", "EC"},
                {"kid", "k"},
                {"crv", "P-256"},
                {"x", number(OSSL_PKEY_PARAM_EC_PUB_X, 32)},
                {"y", number(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
    }
    std::vector<ProviderKey> keys() const { return *read_key_set(Json{{"keys", {jwk()}}}.dump()); }

    std::string token(const Json& payload, Json header = {}) const {
        if (header.is_null()) header = {{"alg", is_rsa_ ? "RS256" : "ES256"}, {"kid", "k"}};
        const auto text = to_base64url(header.dump()) + "." + to_base64url(payload.dump());
        return text + "." + to_base64url(sign(text));
    }

private:
    std::string number(const char* name, int width = 0) const {
        BIGNUM* value = nullptr;
        EXPECT_EQ(EVP_PKEY_get_bn_param(key_.get(), name, &value), 1);
        std::string bytes(static_cast<std::size_t>(width ? width : BN_num_bytes(value)), '\0');
        BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
        BN_free(value);
        return to_base64url(bytes);
    }
    std::string sign(const std::string& text) const {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        std::size_t size = 600;
        std::string out(size, '\0');
        EXPECT_EQ(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get()), 1);
        EXPECT_EQ(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(out.data()), &size,
                                 reinterpret_cast<const unsigned char*>(text.data()), text.size()),
                  1);
        EVP_MD_CTX_free(context);
        out.resize(size);
        if (is_rsa_) return out;
        const auto* at = reinterpret_cast<const unsigned char*>(out.data());
        ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(out.size()));
        std::string raw(64, '\0');
        BN_bn2binpad(ECDSA_SIG_get0_r(signature), reinterpret_cast<unsigned char*>(raw.data()), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(signature), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
        ECDSA_SIG_free(signature);
        return raw;
    }
    bool is_rsa_;
    std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key_;
};

std::string key_of(const Result<IdToken>& result) { return result ? "ok" : result.error().key; }

} // namespace

TEST(IdToken, IsAcceptedFromItsProviderForUsNowAndForThisRequest) {
    for (const bool is_rsa : {true, false}) {
        SCOPED_TRACE(is_rsa ? "RS256" : "ES256");
        const SomeProvider provider(is_rsa);
        const auto keys = provider.keys();
        ASSERT_EQ(keys.size(), 1u);
        const auto token = read_id_token(provider.token(claims()), keys, kExpected);
        ASSERT_TRUE(token) << token.error().key;
        EXPECT_EQ(token->subject, "user-1");
        EXPECT_FALSE(token->authenticated_at);

        const auto with = [](const char* name, Json value) {
            auto changed = claims();
            changed[name] = std::move(value);
            return changed;
        };
        auto without_nonce = claims();
        without_nonce.erase("nonce");
        struct Case {
            Json payload;
            const char* why;
        };
        const Case refused[] = {
            {with("iss", "https://login.example.jp/"), "another issuer, by one character"},
            {with("aud", "another client"), "made for another"},
            {with("aud", Json::array({"hoshirube", "another client"})), "for several, without azp"},
            {with("nonce", "another nonce"), "another request's"},
            {without_nonce, "no nonce"},
            {with("exp", kNowSeconds - 61), "expired"},
            {with("exp", "soon"), "no time"},
            {with("iat", kNowSeconds + 120), "of the future"},
            {with("iat", kNowSeconds - 100'000), "of long ago"},
            {with("sub", ""), "nobody"},
            {with("sub", std::string(256, 'x')), "too long a name"},
            {with("sub", 7), "no text"},
            {Json::array(), "no object"},
        };
        for (const Case& c : refused)
            EXPECT_EQ(key_of(read_id_token(provider.token(c.payload), keys, kExpected)), "provider.token_refused") << c.why;
        auto several = with("aud", Json::array({"hoshirube", "another client"}));
        several["azp"] = "hoshirube";
        EXPECT_TRUE(read_id_token(provider.token(several), keys, kExpected));
        EXPECT_TRUE(read_id_token(provider.token(with("exp", kNowSeconds - 30)), keys, kExpected)) << "a clock half a minute off";
        EXPECT_EQ(read_id_token(provider.token(with("auth_time", kNowSeconds - 9)), keys, kExpected)->authenticated_at,
                  Instant((kNowSeconds - 9) * 1000));
    }
}

TEST(IdToken, IsRefusedWithoutASoundSignature) {
    const SomeProvider provider(true), stranger(true), curve(false);
    const auto keys = provider.keys();
    const auto refused = [&](const std::string& token) { return key_of(read_id_token(token, keys, kExpected)); };
    const auto sound = provider.token(claims());
    EXPECT_EQ(refused(stranger.token(claims())), "provider.token_refused");
    EXPECT_EQ(refused(provider.token(claims(), {{"alg", "none"}, {"kid", "k"}})), "provider.token_refused");
    EXPECT_EQ(refused(provider.token(claims(), {{"alg", "HS256"}, {"kid", "k"}})), "provider.token_refused");
    EXPECT_EQ(refused(provider.token(claims(), {{"alg", "RS256"}, {"kid", "k"}, {"crit", {"b64"}}})), "provider.token_refused");
    EXPECT_EQ(refused(curve.token(claims())), "provider.key_unknown") << "no key of that kind";
    EXPECT_EQ(refused(provider.token(claims(), {{"alg", "RS256"}, {"kid", "rotated"}})), "provider.key_unknown");
    EXPECT_EQ(refused(sound.substr(0, sound.rfind('.') + 1)), "provider.token_refused");
    EXPECT_EQ(refused(sound + "A"), "provider.token_refused");
    for (const char* wrong : {"", ".", "..", "a.b", "a.b.c.d", "e30.e30.e30"}) EXPECT_NE(refused(wrong), "ok") << wrong;
    for (std::size_t at = 0; at < sound.size(); at += 7) {
        auto changed = sound;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_NE(refused(changed), "ok") << at;
    }
}

TEST(KeySet, PassesOverWhatItCannotUse) {
    const SomeProvider provider(true);
    const Json set{{"keys",
                    {provider.jwk(),
                     {{"kty", "oct"}, {"k", "AA"}},
                     {{"kty", "RSA"}, {"n", "AQ"}, {"e", "AQAB"}},
                     "no object",
                     {{"kty", "EC"}, {"crv", "P-521"}}}}};
    EXPECT_EQ(read_key_set(set.dump())->size(), 1u);
    for (const char* wrong : {"", "[]", "{}", "{\"keys\":{}}", "no json"}) EXPECT_FALSE(read_key_set(wrong)) << wrong;
}

} // namespace hoshirube
