#include "keys/pkcs12.h"

#include <memory>

#include <openssl/evp.h>
#include <openssl/pkcs12.h>

namespace hoshirube {

namespace {

constexpr int kLeastRsaBits = 2048;

std::string der_of(X509* certificate) {
    const int size = i2d_X509(certificate, nullptr);
    if (size <= 0) return {};
    std::string out(static_cast<std::size_t>(size), '\0');
    auto* at = reinterpret_cast<unsigned char*>(out.data());
    i2d_X509(certificate, &at);
    return out;
}

Result<SignatureAlgorithm> algorithm_of(const EVP_PKEY* key) {
    if (EVP_PKEY_is_a(key, "RSA") == 1 && EVP_PKEY_get_bits(key) >= kLeastRsaBits) return SignatureAlgorithm::RsaSha256;
    if (EVP_PKEY_is_a(key, "EC") == 1) {
        char group[32] = {};
        EVP_PKEY_get_group_name(key, group, sizeof group, nullptr);
        if (std::string_view(group) == "prime256v1") return SignatureAlgorithm::EcdsaP256Sha256;
    }
    return invalid("seal.key_kind");
}

Result<std::string> signature(EVP_PKEY* key, std::string_view bytes) {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, data, bytes.size()) != 1)
        return internal("EVP_DigestSign");
    std::string out(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, data, bytes.size()) != 1)
        return internal("EVP_DigestSign");
    out.resize(size);
    return out;
}

} // namespace

Result<Sealing> open_pkcs12(std::string_view bytes, const std::string& passphrase) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const std::unique_ptr<PKCS12, void (*)(PKCS12*)> file(d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())), PKCS12_free);
    EVP_PKEY* key = nullptr;
    X509* own = nullptr;
    STACK_OF(X509)* others = nullptr;
    if (!file || PKCS12_parse(file.get(), passphrase.c_str(), &key, &own, &others) != 1) return invalid("seal.file_unusable");
    // Shared, because a function object is copied and all copies use the one key.
    const std::shared_ptr<EVP_PKEY> held(key, EVP_PKEY_free);
    const std::unique_ptr<X509, void (*)(X509*)> certificate(own, X509_free);
    const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> chain(
        others, [](STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); });
    if (!held || !certificate) return invalid("seal.file_unusable");
    Sealing sealing{{der_of(certificate.get())}, TRY(algorithm_of(held.get())), [held](std::string_view content) {
                        return signature(held.get(), content);
                    }};
    for (int i = 0; i < sk_X509_num(chain.get()); ++i) sealing.certificates.push_back(der_of(sk_X509_value(chain.get(), i)));
    return sealing;
}

} // namespace hoshirube
