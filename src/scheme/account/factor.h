#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/day.h"

namespace hoshirube {

// An authenticator app of a person. It counts only once its first code was right.
struct CodeApp {
    std::string person_id, sealed_secret; // Opened with the server's key alone.
    Instant made_at;
    std::optional<Instant> confirmed_at;
    std::int64_t last_used_step; // -1 before the first.
};

// A passkey: a key pair whose private half never leaves the person's device. Bound to the host it was made on.
struct Passkey {
    std::string id, person_id;
    std::string credential_id, key_der; // Base 64 for addresses, both.
    std::string kind;                   // "es256" or "rs256".
    std::string rp_id;                  // "hoshirube.example.jp"
    std::string name;                   // The person's own word for it.
    std::int64_t counter;               // Of uses, where the device counts; 0 where it does not.
    Instant made_at;
    std::optional<Instant> last_used_at;
};
inline constexpr std::size_t kMaxPasskeys = 20; // A person.

// An outside account of a person, at a provider we trust.
struct Identity {
    std::string id, person_id, issuer, subject;
    Instant linked_at;
};

// A device that counts must count up; one that does not says 0 for ever. Otherwise two devices hold one key.
// Source   W3C Web Authentication Level 2, 7.2 step 21
inline bool counts_on(std::int64_t stored, std::int64_t given) { return (stored == 0 && given == 0) || given > stored; }

} // namespace hoshirube
