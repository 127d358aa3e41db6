#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "scheme/account/account.h"

namespace hoshirube {

// A program that works for one organisation over the API. It holds one role there, and of what the role may do only what its scopes name: it
// never confirms, declares, registers, invites or keeps accounts, because no scope names that (scope_of() in access.h).
struct ServiceAccount {
    std::string id, organisation_id, name;
    Role role;
    std::vector<std::string> scopes; // Sorted.
    std::string token_sha256;
    std::string made_by; // A person, or kKeeper.
    Instant made_at;
    Day last_day; // Inclusive; at most a year away.
    std::optional<Instant> last_used_at, revoked_at;
};

inline constexpr std::string_view kTokenPrefix =
    "hoshirube_"; // So that scanners for lost secrets know it. Published: never change.

bool is_live(const ServiceAccount&, Instant now);

// Rule     A program may be what its maker is: an applicant's or management's works as applicant, a buyer's as buyer.
// Source   docs/rules.md#service-accounts
bool may_give_service(const Roles& own, Role wanted);

// Sorted and each once.
// Errors   Invalid `service.scope_unknown` {given}, `service.scope_needed`.
Result<std::vector<std::string>> read_scopes(std::vector<std::string> typed);

// All scopes there are, sorted.
std::vector<std::string> known_scopes();

} // namespace hoshirube
