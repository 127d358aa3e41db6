#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/public_key.h"
#include "base/result.h"

namespace hoshirube {

// What a browser sends when a passkey is made and when it is used, checked. No attestation is asked for: which maker's key a
// person uses is theirs to choose, so the key is trusted because a signed-in, freshly proved person brought it.
//
// Source   W3C Web Authentication Level 2, 7.1 and 7.2
// Errors   Invalid `passkey.malformed` for bytes that are none; Forbidden `session.wrong_proof` for what does not prove it.

struct PasskeyExpectation {
    std::string challenge, origin, rp_id; // "https://hoshirube.example.jp" and its host.
    bool needs_verification;              // The person, not only the device: fingerprint, face or PIN.
};

struct NewPasskey {
    std::string credential_id, key_der;
    SignatureKind kind;
    std::uint32_t counter;
    bool is_verified;
};
// `attestation_object` and `client_data` as bytes.
Result<NewPasskey> read_registration(std::string_view attestation_object, std::string_view client_data,
                                     const PasskeyExpectation&);

struct Assertion {
    std::string authenticator_data, client_data, signature; // Bytes.
};
struct UsedPasskey {
    std::uint32_t counter;
    bool is_verified;
};
Result<UsedPasskey> check_assertion(const Assertion&, std::string_view key_der, SignatureKind, const PasskeyExpectation&);

} // namespace hoshirube
