#pragma once

#include "app/account/account.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube {

// Signing in with an account that an outside provider keeps (OpenID Connect, authorization code with PKCE). A first sign-in grants nothing
// by itself: the outside account must be linked before, by the person who is signed in here and has just proved it, or by an invitation
// that is accepted with it. Who somebody is, issuer and subject say, never an address that the provider tells.
//
// Source   OpenID Connect Core 3.1; RFC 7636 (PKCE); RFC 9207 (iss); RFC 9700 (security best current practice)

struct ProviderStart {
    std::string location; // Where the browser goes.
    std::string keeping;  // What it keeps until it comes back: sealed, for the cookie.
};
inline constexpr std::int64_t kProviderLifeSeconds = 600;

// What the browser goes there for. It is sealed into what the browser keeps, so that the way back cannot be used for anything else.
struct ProviderErrand {
    enum class Kind { SignIn, Link, Join, Prove }; // In sealed cookies for ten minutes: never renumber.
    Kind kind = Kind::SignIn;
    std::string person_id;                    // Link, Prove: who began.
    std::string invite_token, name, language; // Join.
};

// To sign in.
// Errors   NotFound `provider.not_found`; Unavailable `provider.unreachable`, `provider.answer_malformed`.
Result<ProviderStart> begin_provider(World&, const std::string& provider, const PageOrigin&, Instant now);

// The same to link an account to one's own: by a page of ours, signed in and freshly proved.
Result<ProviderStart> begin_link(World&, const Act&, const std::string& provider, const PageOrigin&);

// The same to accept an invitation: no password is ever set.
// Errors   as find_open_invite(); Invalid `text.*`.
struct JoinFields {
    std::string provider, name, language;
};
Result<ProviderStart> begin_join(World&, const std::string& invite_token, const JoinFields&, const PageOrigin&, Instant now);

// The same to prove once more who sits there, for a person who has nothing of ours to prove it by: the provider asks anew, and says when.
// Errors   Conflict `provider.proof_is_here` for everyone else.
Result<ProviderStart> begin_proof(World&, const Act&, const std::string& provider, const PageOrigin&);

struct ProviderReturn {
    std::string code, state, issuer; // As the browser brings them back; `issuer` where the provider sends one.
    std::string keeping;
};
// Does the errand and answers the session that opens or goes on. `own`: the session of the browser that comes back.
//
// Rule     An invitation is accepted by the outside account of the invited address's own person, or makes a person where the address has
//          none. Whoever has another way in uses that and links: holding the link proves nothing about an account that is there.
// Errors   Forbidden `provider.state_wrong`, `provider.token_refused`, `provider.not_linked`, `provider.not_fresh`; Conflict
//          `provider.linked_elsewhere`, `invite.account_waits`; as above.
struct ProviderEnd {
    ProviderErrand errand; // To sign in, where it cannot be told.
    Result<SignedIn> session;
};
ProviderEnd finish_provider(World&, const ProviderReturn&, const PageOrigin&, const Browser&, const std::optional<Session>& own,
                            Instant now);

// The file the keeper names: {"providers": [{"key", "name": {"ja", "en"}, "issuer", "client_id", "client_secret", "hosts", "may_be_private"}]}.
// Errors   Invalid `provider.file_wrong` {where}: unknown or missing members, a key twice, an issuer that is no https address.
Result<std::vector<Provider>> read_providers(std::string_view json);

// [{key, name}]
Json providers_json(const World&, Language);
// Errors   NotFound `provider.not_found`; Conflict `factors.last_way_in`.
Result<Receipt> unlink_provider(World&, const Act&, const std::string& id);

} // namespace hoshirube
