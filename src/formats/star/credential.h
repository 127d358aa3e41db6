#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/json.h"

namespace hoshirube {

// The star certificate for machines: a W3C Verifiable Credential (Data Model 2.0), secured as `vc+jwt` (VC-JOSE-COSE).
//
// It says that the star was granted and until which day; that it still stands is said by the status list alone. The ledger's
// entry comes along word for word, so that whoever holds the credential and a proof needs nothing else.
struct StarCredential {
    struct Sentences {
        std::vector<std::string> ja, en;
    };
    struct Entry { // Of the public ledger; docs/ledger.md says what stands in it.
        std::string origin;
        std::uint64_t index;
        std::string text;
    };
    std::string issuer;  // "did:web:register.example.jp"
    std::string address; // Where it is served.
    std::int64_t number; // In the register; also its place in the status lists.
    std::string corporate_number, legal_name, legal_name_en;
    std::int64_t star;
    std::string edition, assurance; // assurance: who looked, as the edition's level names it.
    std::string scope_kind, scope_description, scope_description_en;
    bool is_invented;
    Day registered_on, last_valid_day; // Valid from the first moment of the one to the last of the other, in Tokyo.
    std::string seal;                  // SHA-256 of the declared form.
    Sentences says, does_not_say;
    std::optional<Entry> entry;
    std::string token_status_list, revocation_list, suspension_list; // Addresses.
    bool is_token = false; // Read from a token (token.h), which carries less: the rest is empty.
};

inline constexpr std::string_view kCredentialType = "vc+jwt", kStatusListType = "statuslist+jwt";

// "did:web:register.example.jp" for "https://register.example.jp".
std::string did_web(std::string_view public_url);

Json credential_json(const StarCredential&);
// Errors   Invalid `star_credential.malformed` {what}: no JSON, or a part missing that a verifier needs.
Result<StarCredential> parse_credential(std::string_view payload);

// What the ledger's entry says otherwise than the credential, as names of parts: empty where they agree. An entry that cannot be read
// differs in all. The name of the firm and the words of the scope stand in no entry: the scope by its hash, the name not at all.
std::vector<std::string> differences(const StarCredential&, std::string_view entry);

} // namespace hoshirube
