#pragma once

#include "scheme/account/account.h"

namespace hoshirube {

// Whether the person may hold the invitation's link, and have a new one made: its maker, and operators.
//
// Rule     A link is a key: whoever opens it becomes that person, and so could declare as the firm's management.
// Source   docs/rules.md#invitations
bool may_hand_over(const Invite&, const std::string& person_id, bool is_operator);

} // namespace hoshirube
