#include "scheme/account/invitation.h"

namespace hoshirube {

bool may_hand_over(const Invite& invite, const std::string& person_id, bool is_operator) {
    return is_operator || (!invite.invited_by.empty() && invite.invited_by == person_id);
}

bool may_start_account(const Invite& invite) { return invite.invited_by.empty(); }

} // namespace hoshirube
