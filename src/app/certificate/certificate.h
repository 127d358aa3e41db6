#pragma once

#include "app/act.h"
#include "formats/star/credential.h"

// What strangers take away to check a star by themselves: docs/certificate.md.

namespace hoshirube {

// "https://host" as configured; without one an address that is plainly nobody's.
std::string public_address(const Press&);

// A star's certificate for machines, signed. The same words each time; a signature differs from the last, and both hold.
struct SignedStar {
    std::string jws;
    std::string digest; // Changes when anything changes but the signature.
};
// With the register number `number`, or without one the newest that is valid, or else the newest.
//
// Errors   as star_on_paper(); as the key; Unavailable `certificate.not_yet_in_ledger`.
Result<SignedStar> signed_star(World&, const Viewer&, const std::string& corporate_number,
                               std::optional<std::int64_t> number = {});

// The .tlog-proof of the entry that its certificate carries.
//
// Errors   as star_on_paper(); NotFound `certificate.not_in_ledger` for a star registered before there was a ledger; Unavailable
//          `certificate.not_yet_in_ledger`.
Result<std::string> star_proof(World&, const Viewer&, const std::string& corporate_number,
                               std::optional<std::int64_t> number = {});

// The status lists, at most five minutes old.
//
// Errors   as the key.
Result<std::shared_ptr<const StatusLists>> status_lists(World&, Instant now);

// Whom to believe, as this register proposes it: its ledger, its witnesses and their quorum, the key of its certificates. To be kept
// by whoever verifies; who serves a forged register serves a forged policy.
std::string trust_policy(const World&);

Json did_document(const World&);
Json certificate_keys(const World&);

// Where each list is served, below the public address.
inline constexpr const char* kTokenStatusPath = "/status/list";
inline constexpr const char* kRevocationPath = "/status/revocation";
inline constexpr const char* kSuspensionPath = "/status/suspension";

} // namespace hoshirube
