#pragma once

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/public_key.h"
#include "formats/star/jose.h"

namespace hoshirube::test {

// A fresh P-256 key under this id.
inline Es256Signer test_es256(const std::string& id) {
    const std::shared_ptr<EVP_PKEY> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    const auto point = ec_p256_point({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return {{id, point->first, point->second}, [key](std::string_view bytes) -> Result<std::string> {
                const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
                std::string out(80, '\0');
                std::size_t used = out.size();
                EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
                EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &used,
                               reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
                return es256_r_and_s(out.substr(0, used));
            }};
}

} // namespace hoshirube::test
