#pragma once

#include "app/account/account.h"

namespace hoshirube {

// What both ways to accept an invitation do, with a password and with an outside account, inside a transaction.

// Errors   NotFound `invite.not_found` for any token that is not ours; Conflict `invite.expired`, `invite.replaced`,
//          `invite.revoked`, `invite.used`.
Result<Invite> find_open_invite(World&, Transaction&, const std::string& token, Instant now);

// The person holds the role, the invitation is used up, and every session of the person ends.
Result<Done> join(Transaction&, const std::string& person_id, const Invite&, Instant now);

} // namespace hoshirube
