#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"

namespace hoshirube {

// How a person showed who they are. Stored by name: never rename.
enum class Proof { Password, PasswordAndCode, Passkey, Provider };
std::string_view to_text(Proof);
Result<Proof> parse_proof(std::string_view text); // Invalid `session.proof_unknown`.

// One browser of one person. Each change of what it may do gives it a new token: a token that leaked before is worth nothing after.
struct Session {
    std::string id, token_sha256, person_id;
    std::string device, network; // "Chrome, Windows" and "203.0.113.0/24": enough to recognise, too little to follow a person.
    Proof begun_by;
    Instant begun_at, last_used_at;
    std::optional<Instant> proved_at; // The last proof that this server checked itself; a provider's word alone is none.
};

// Source   NIST SP 800-63B-4, 2.2.3: reauthenticate daily, and after an hour of idleness; ASVS 5.0.0 V7.3. A working day fits in.
inline constexpr std::int64_t kSessionLifeSeconds = 12 * 3600, kSessionIdleSeconds = 3600;
// How long a proof lets a person declare, confirm, register, and change how they sign in.
inline constexpr std::int64_t kProofLifeSeconds = 600;

// Neither too old nor left idle for too long.
bool is_live(const Session&, Instant now);
inline Instant last_moment(const Session& s) { return s.begun_at.plus_seconds(kSessionLifeSeconds); }
// Whether the proof is recent enough. One from the future, after the clock was set back, is not.
bool is_fresh(const std::optional<Instant>& proved_at, Instant now);

} // namespace hoshirube
