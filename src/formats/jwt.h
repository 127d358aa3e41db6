#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/public_key.h"

namespace hoshirube {

// The keys a sign-in provider publishes (RFC 7517), as far as they sign with RS256 or ES256; others are passed over.
struct ProviderKey {
    std::string id; // Its kid; empty where it has none.
    SignatureKind kind;
    std::string der;
};
// Errors   Unavailable `provider.answer_malformed` for what is no key set.
Result<std::vector<ProviderKey>> read_key_set(std::string_view json);

struct IdTokenExpectation {
    std::string issuer, client_id, nonce;
    Instant now;
};
struct IdToken {
    std::string subject;
    std::optional<Instant> authenticated_at; // The provider's word on when the person last proved who they are.
};

// An ID token (OpenID Connect Core 3.1.3.7), signature first.
//
// Rule     alg is RS256 or ES256 and the key's own kind: `none` and HMAC are no signatures here. One minute of clock skew is forgiven.
// Errors   Forbidden `provider.token_refused`; NotFound `provider.key_unknown` when it names a key that is not in `keys`: fetch them anew, once.
Result<IdToken> read_id_token(std::string_view token, const std::vector<ProviderKey>& keys, const IdTokenExpectation&);

} // namespace hoshirube
