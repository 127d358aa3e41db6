#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/star/credential.h"
#include "formats/star/jose.h"

namespace hoshirube {

// Is this star certificate what it says it is? Answered in grades, never by one green tick, and from files alone: nobody is asked.
// The same check stands in web/src/verifier/check.ts; tests/conformance holds both to one set of cases.

// What a stranger has in hand. Of these only the certificate must be there.
struct StarFiles {
    std::string_view certificate; // A `vc+jwt`; or a star's token, alone or behind the # of its link, as a QR code has it.
    std::optional<std::string_view> proof;  // A .tlog-proof of its ledger entry.
    std::optional<std::string_view> policy; // Whom to believe (c2sp.org/tlog-policy), and the keys of certificates.
    std::optional<std::string_view> keys;   // A JWK set, in place of or besides those in the policy.
    std::optional<std::string_view> status; // A `statuslist+jwt`.
};

enum class Grade {
    Holds,
    Fails, // Something contradicts it.
    Open,  // Nobody looked, or nothing was there to look at: never to be taken for Holds.
};

struct StarFinding {
    std::string what; // "signature", "ledger", "witnesses", "validity", "status"
    Grade grade;
    std::string reason; // With `what`: the key of its sentence, verify.WHAT.REASON in texts/verify.json.
    Error::Params params;
};

struct StarCheck {
    std::vector<StarFinding> findings;  // All five, in that order.
    std::optional<StarCredential> star; // What the certificate claims, whether it holds or not; none where it cannot be read.
    // "holds": all five hold. "partly": signature and validity hold, nothing fails, something is open. "open": not even the signature
    // could be looked at. "fails": something fails.
    std::string verdict;
};

// Errors   none: whatever is wrong with a file is a finding.
StarCheck check_star(const StarFiles&, Instant now);

Json to_json(const StarCheck&);

// A line that is a comment to every other reader of a policy and names, to this one, a key that signs certificates.
std::string policy_key_line(const Es256Key&);
// The keys of such lines. Errors   Invalid `jose.keys_malformed`.
Result<std::vector<Es256Key>> policy_keys(std::string_view policy);

} // namespace hoshirube
