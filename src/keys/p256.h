#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/cades.h"
#include "formats/star/jose.h"

namespace hoshirube {

// A fresh P-256 key as PKCS#8 in PEM: what `openssl pkey` reads.
std::string make_p256_pem();

// Errors   Invalid `seal.key_kind`: not a private P-256 key in PEM without passphrase.
// Threads  `sign` may be called from any.
Result<Es256Signer> open_p256_pem(std::string_view pem);

// The key that seals paper, signing the JOSE way; empty optional where it is not on P-256.
std::optional<Es256Signer> es256_signer(const Sealing&);

} // namespace hoshirube
