#pragma once

#include "app/account/account.h"

namespace hoshirube {

// How long a noted last use serves: noting each request would make every read a write.
inline constexpr std::int64_t kUseGrainSeconds = 60;

// A provider's word alone is no proof of ours. With an invitation's link it is: as much as a password chosen by whoever opens that link.
enum class FirstProof { ByItself, ByInvitation };
// Opens a session inside a transaction, under a token nobody knew before, and ends the one this browser held.
Result<SignedIn> begin_session(Transaction&, const std::string& person_id, Proof, const Browser&, Instant now,
                               FirstProof = FirstProof::ByItself);

// What the person may do changed: every session ends but `kept_id`, within the transaction and so at the next request.
Result<Done> end_sessions(Transaction&, const std::string& person_id, const std::string& kept_id);

// The session goes on under a new token, proved or not.
Result<SignedIn> renew_session(Transaction&, Session, Instant now);

} // namespace hoshirube
