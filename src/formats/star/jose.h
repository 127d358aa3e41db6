#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

// JSON Web Signatures in compact form (RFC 7515) with ES256 and nothing else, and the keys that belong to them (RFC 7517).

namespace hoshirube {

struct Es256Key {
    std::string id;                           // "did:web:host#thumbprint": the issuer, and which of its keys.
    std::string x, y;                         // 32 bytes each.
    std::optional<std::int64_t> retired_at{}; // Seconds since 1970: it signs nothing later. In a JWK "exp".
    bool operator==(const Es256Key&) const = default;
    // What stands before the # of the id.
    std::string issuer() const { return id.substr(0, id.find('#')); }
};

// A private key at work, wherever it lies: `sign` answers r ‖ s in 64 bytes over the SHA-256 of the bytes it is handed.
struct Es256Signer {
    Es256Key key;
    std::function<Result<std::string>(std::string_view bytes)> sign;
};

// RFC 7638, in base 64 for addresses.
std::string thumbprint(const Es256Key&);

Json to_jwk(const Es256Key&);
// {"keys": […]}
Json to_jwks(const std::vector<Es256Key>&);
// Empty optional for any other kind of key, and for a point off the curve.
std::optional<Es256Key> parse_jwk(const Json&);
// Reads over keys of other kinds. Errors   Invalid `jose.keys_malformed`; as parse_json().
Result<std::vector<Es256Key>> parse_jwks(std::string_view text);

struct Jws {
    std::string type, key_id; // Of the header; empty where it does not say.
    std::string payload;
    std::string signed_part, signature;
};

// Errors   as the signer; Invalid `star_token.signature` where it answers anything but 64 bytes.
Result<std::string> sign_jws(std::string_view type, std::string_view payload, const Es256Signer&);

// Reads the form and nothing more: who signed is is_signed()'s question. A line feed at the end passes.
//
// Errors   Invalid `jose.malformed`; `jose.algorithm`: anything but ES256, "none" included, or a header with "crit".
Result<Jws> parse_jws(std::string_view text);
bool is_signed(const Jws&, const Es256Key&);

} // namespace hoshirube
