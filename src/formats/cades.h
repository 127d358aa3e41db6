#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hoshirube {

enum class SignatureAlgorithm { RsaSha256, EcdsaP256Sha256 };

// A key at work, wherever it lies: `sign` answers the signature over the SHA-256 of the bytes it is handed; RSA by PKCS #1
// v1.5, ECDSA in DER.
struct Sealing {
    std::vector<std::string> certificates; // DER, the key's own first, then those that vouch for it.
    SignatureAlgorithm algorithm;
    std::function<Result<std::string>(std::string_view bytes)> sign;
};

// A detached CMS signature over `content` in the baseline form CAdES-B-B as PAdES wants it: content type, message digest and
// signing certificate are signed; the time of signing stands in the PDF, not here.
//
// Errors   Invalid `seal.certificate_unusable`; as `sign`.
// Source   RFC 5652; RFC 5035; ETSI EN 319 142-1, 6.3
Result<std::string> cades_signature(std::string_view content, const Sealing&);

} // namespace hoshirube
