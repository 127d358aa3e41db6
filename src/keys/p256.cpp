#include "keys/p256.h"

#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/public_key.h"

namespace hoshirube {

namespace {

using Key = std::shared_ptr<EVP_PKEY>; // Shared, because a function object is copied and all copies use the one key.

std::optional<Es256Key> public_part(EVP_PKEY* key) {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0) return std::nullopt;
    auto point = ec_p256_point({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    if (!point) return std::nullopt;
    return Es256Key{{}, std::move(point->first), std::move(point->second)};
}

Result<std::string> sign(EVP_PKEY* key, std::string_view bytes) {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string der(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
    std::size_t size = der.size();
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &size,
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) != 1)
        return internal("EVP_DigestSign");
    return es256_r_and_s(std::string_view(der).substr(0, size));
}

} // namespace

std::string make_p256_pem() {
    const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
    CHECK(key && out && PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

Result<Es256Signer> open_p256_pem(std::string_view pem) {
    const std::unique_ptr<BIO, int (*)(BIO*)> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    char no_passphrase[] = ""; // Or OpenSSL would ask at the terminal.
    const Key key(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, no_passphrase) : nullptr, EVP_PKEY_free);
    auto known = key ? public_part(key.get()) : std::nullopt;
    if (!known) return invalid("seal.key_kind");
    return Es256Signer{std::move(*known), [key](std::string_view bytes) { return sign(key.get(), bytes); }};
}

std::optional<Es256Signer> es256_signer(const Sealing& sealing) {
    if (sealing.algorithm != SignatureAlgorithm::EcdsaP256Sha256 || sealing.certificates.empty()) return std::nullopt;
    const auto& der = sealing.certificates[0];
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<X509, void (*)(X509*)> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
    auto* key = certificate ? X509_get0_pubkey(certificate.get()) : nullptr;
    auto known = key ? public_part(key) : std::nullopt;
    if (!known) return std::nullopt;
    return Es256Signer{std::move(*known), [sign_der = sealing.sign](std::string_view bytes) -> Result<std::string> {
                           const auto signature = TRY(sign_der(bytes));
                           return es256_r_and_s(signature);
                       }};
}

} // namespace hoshirube
