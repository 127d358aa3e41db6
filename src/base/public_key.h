#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace hoshirube {

// The two kinds of signature that passkeys and sign-in providers make. Stored and published by these names.
enum class SignatureKind { Es256, Rs256 };

// A public key, as its SubjectPublicKeyInfo (DER).
//
// Errors   empty optional for what is no key: a point off the curve, a modulus under 2,048 or over 8,192 bits.
// Source   RFC 7518 3.3 and 3.4; RFC 8152 for passkeys
std::optional<std::string> ec_p256_key(std::string_view x, std::string_view y); // 32 bytes each.
std::optional<std::string> rsa_key(std::string_view modulus, std::string_view exponent);

// Whether `signature` is the key's own over the SHA-256 of `message`. ES256 as DER; see es256_der() for the form of JWTs.
bool is_signed_by(std::string_view key_der, SignatureKind, std::string_view message, std::string_view signature);

// ES256 as a JWT has it, two numbers of 32 bytes, in DER. Empty for another length.
std::string es256_der(std::string_view r_and_s);
// The way back. Empty for what is no such signature.
std::string es256_r_and_s(std::string_view der);

// The point of a P-256 key: x and y, 32 bytes each. Empty optional for any other key.
std::optional<std::pair<std::string, std::string>> ec_p256_point(std::string_view key_der);

} // namespace hoshirube
