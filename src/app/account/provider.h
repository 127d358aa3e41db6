#pragma once

#include "app/account/account.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube {

// Signing in with an account that an outside provider keeps (OpenID Connect, authorization code with PKCE). A first sign-in grants nothing
// by itself: the outside account must be linked before, by the person who is signed in here and has just proved it.
//
// Source   OpenID Connect Core 3.1; RFC 7636 (PKCE); RFC 9207 (iss); RFC 9700 (security best current practice)

struct ProviderStart {
    std::string location; // Where the browser goes.
    std::string keeping;  // What it keeps until it comes back: sealed, for the cookie.
};
inline constexpr std::int64_t kProviderLifeSeconds = 600;

// `linking` empty: to sign in. Otherwise the signed-in person's id, whose account is to be linked.
// Errors   NotFound `provider.not_found`; Unavailable `provider.unreachable`, `provider.answer_malformed`.
Result<ProviderStart> begin_provider(World&, const std::string& provider, const std::string& linking, const PageOrigin&,
                                     Instant now);

// The same to link an account to one's own: by a page of ours, signed in and freshly proved.
Result<ProviderStart> begin_link(World&, const Act&, const std::string& provider, const PageOrigin&);

struct ProviderReturn {
    std::string code, state, issuer; // As the browser brings them back; `issuer` where the provider sends one.
    std::string keeping;
};
// Signs in, or links and answers the session that was there. `own`: the session of the browser that comes back, for linking.
// Errors   Forbidden `provider.state_wrong`, `provider.token_refused`, `provider.not_linked`; Conflict `provider.linked_elsewhere`; as above.
Result<SignedIn> finish_provider(World&, const ProviderReturn&, const PageOrigin&, const Browser&,
                                 const std::optional<Session>& own, Instant now);

// The file the keeper names: {"providers": [{"key", "name": {"ja", "en"}, "issuer", "client_id", "client_secret", "hosts", "may_be_private"}]}.
// Errors   Invalid `provider.file_wrong` {where}: unknown or missing members, a key twice, an issuer that is no https address.
Result<std::vector<Provider>> read_providers(std::string_view json);

// [{key, name}]
Json providers_json(const World&, Language);
Result<Receipt> unlink_provider(World&, const Act&, const std::string& id);

} // namespace hoshirube
