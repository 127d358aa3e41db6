#pragma once

#include "app/act.h"
#include "app/register/star_on_paper.h"
#include "formats/star/token.h"

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

// The certificate on paper, with the star's token behind the short link in its QR code.
//
// Errors   as certificate_pdf() and the key.
Result<std::string> star_pdf(World&, StarOnPaper);

// The .tlog-proof of the entry that its certificate carries.
//
// Errors   as star_on_paper(); NotFound `certificate.not_in_ledger` for a star registered before there was a ledger; Unavailable
//          `certificate.not_yet_in_ledger`.
Result<std::string> star_proof(World&, const Viewer&, const std::string& corporate_number,
                               std::optional<std::int64_t> number = {});

// The status lists as of the latest act in the register, whichever process did it; made anew every five minutes.
//
// Errors   as the key.
// Cost     two small statements where nothing happened since.
Result<std::shared_ptr<const StatusLists>> status_lists(World&, Instant now);

// Whom to believe, as this register proposes it: its ledger, its witnesses and their quorum, the key of its certificates. To be kept
// by whoever verifies; who serves a forged register serves a forged policy.
std::string trust_policy(const World&);

// The key that signs and those that signed before, each with the time in which it did: what they signed then still holds.
Json did_document(const World&);
Json certificate_keys(const World&);

// Notes that the World's key signs from now on, where another did until now, and answers all of them.
Result<std::vector<DatedKey>> note_certificate_key(World&, Instant now);

// Where each list is served, below the public address; the third, kTokenStatusPath, is part of a format.
inline constexpr const char* kRevocationPath = "/status/revocation";
inline constexpr const char* kSuspensionPath = "/status/suspension";

} // namespace hoshirube
