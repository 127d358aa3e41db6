#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace hoshirube::test {

// A PKCS#12 file with a fresh key and a certificate of its own making, under the passphrase "secret". `kind`: "RSA", "EC" or "P-384".
inline std::string test_pkcs12(const std::string& kind) {
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
        kind == "RSA" ? EVP_RSA_gen(2048) : EVP_EC_gen(kind == "EC" ? "P-256" : kind.c_str()), EVP_PKEY_free);
    const std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
    auto* x = certificate.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 4711);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 86400L * 365);
    X509_set_pubkey(x, key.get());
    auto* name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Hoshirube test seal"), -1, -1,
                               0);
    X509_set_issuer_name(x, name);
    const std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> usage(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_key_usage, "critical,digitalSignature,nonRepudiation"), X509_EXTENSION_free);
    X509_add_ext(x, usage.get(), -1);
    X509_sign(x, key.get(), EVP_sha256());
    const std::unique_ptr<PKCS12, void (*)(PKCS12*)> file(PKCS12_create("secret", "seal", key.get(), x, nullptr, 0, 0, 0, 0, 0),
                                                          PKCS12_free);
    unsigned char* bytes = nullptr;
    const int size = i2d_PKCS12(file.get(), &bytes);
    std::string out(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return out;
}

} // namespace hoshirube::test
