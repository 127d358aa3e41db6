#include "base/public_key.h"

#include <memory>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

namespace hoshirube {

namespace {

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T* thing) const {
        Free(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;

constexpr int kMinRsaBits = 2048, kMaxRsaBits = 8192;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Number number(std::string_view big_endian) {
    return Number(BN_bin2bn(bytes_of(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

// Takes the parameters that `builder` holds; numbers they name must still live.
std::optional<std::string> key_of(const char* algorithm, OSSL_PARAM_BLD* builder) {
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, algorithm, nullptr));
    EVP_PKEY* made = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return std::nullopt;
    const Key key(made);
    const KeyContext check(EVP_PKEY_CTX_new(key.get(), nullptr));
    if (!check || EVP_PKEY_public_check(check.get()) != 1) return std::nullopt;
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    if (size <= 0) return std::nullopt;
    std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return text;
}

} // namespace

std::optional<std::string> ec_p256_key(std::string_view x, std::string_view y) {
    if (x.size() != 32 || y.size() != 32) return std::nullopt;
    const std::string point = std::string("\x04").append(x).append(y); // Uncompressed.
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
        return std::nullopt;
    return key_of("EC", builder.get());
}

std::optional<std::string> rsa_key(std::string_view modulus, std::string_view exponent) {
    if (modulus.size() > kMaxRsaBits / 8 || exponent.size() > 8) return std::nullopt;
    const auto n = number(modulus), e = number(exponent);
    if (!n || !e || BN_num_bits(n.get()) < kMinRsaBits || !BN_is_odd(e.get()) || BN_is_one(e.get())) return std::nullopt;
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        return std::nullopt;
    return key_of("RSA", builder.get());
}

bool is_signed_by(std::string_view key_der, SignatureKind kind, std::string_view message, std::string_view signature) {
    const unsigned char* at = bytes_of(key_der);
    const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(key_der.size())));
    if (!key || EVP_PKEY_get_base_id(key.get()) != (kind == SignatureKind::Es256 ? EVP_PKEY_EC : EVP_PKEY_RSA)) return false;
    const std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    // RSA's padding is PKCS#1 v1.5 unless said otherwise: what RS256 is.
    return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) == 1;
}

std::string es256_der(std::string_view r_and_s) {
    if (r_and_s.size() != 64) return {};
    const std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>> signature(ECDSA_SIG_new());
    auto r = number(r_and_s.substr(0, 32)), s = number(r_and_s.substr(32));
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
    r.release(); // The signature owns both now.
    s.release();
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0) return {};
    std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return text;
}

std::string es256_r_and_s(std::string_view der) {
    const unsigned char* at = bytes_of(der);
    const std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>> signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    std::string text(64, '\0');
    auto* out = reinterpret_cast<unsigned char*>(text.data());
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, 32) != 32 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + 32, 32) != 32)
        return {};
    return text;
}

std::optional<std::pair<std::string, std::string>> ec_p256_point(std::string_view key_der) {
    const unsigned char* at = bytes_of(key_der);
    const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(key_der.size())));
    char group[32] = {};
    BIGNUM *x = nullptr, *y = nullptr;
    if (!key || EVP_PKEY_is_a(key.get(), "EC") != 1 || EVP_PKEY_get_group_name(key.get(), group, sizeof group, nullptr) != 1 ||
        std::string_view(group) != "prime256v1" || EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_EC_PUB_X, &x) != 1)
        return std::nullopt;
    const Number held_x(x);
    if (EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, &y) != 1) return std::nullopt;
    const Number held_y(y);
    std::pair<std::string, std::string> point{std::string(32, '\0'), std::string(32, '\0')};
    BN_bn2binpad(x, reinterpret_cast<unsigned char*>(point.first.data()), 32);
    BN_bn2binpad(y, reinterpret_cast<unsigned char*>(point.second.data()), 32);
    return point;
}

} // namespace hoshirube
