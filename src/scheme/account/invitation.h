#pragma once

#include "scheme/account/account.h"

namespace hoshirube {

// Whether the person may hold the invitation's link, and have a new one made: its maker, and operators.
//
// Rule     A link is a key: whoever opens it becomes that person, and so could declare as the firm's management.
// Source   docs/rules.md#invitations
bool may_hand_over(const Invite&, const std::string& person_id, bool is_operator);

// Whether the link may give a password to a person who is on file and has none: only one that the keeper made for that person.
//
// Rule     Whoever waits for their first link, or for a new one after losing the password, may hold any role already: nobody else's
//          invitation to the same address opens that account.
// Source   docs/rules.md#invitations
bool may_start_account(const Invite&);

} // namespace hoshirube
