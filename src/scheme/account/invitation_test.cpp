#include <gtest/gtest.h>

#include "scheme/account/invitation.h"

namespace hoshirube {

TEST(InviteLink, IsHeldByItsMakerAndByOperatorsAlone) {
    Invite invite{"i", "firm", "president@example.jp", "President", Role::Management, "maker", Instant(0), Instant(1), {}};
    EXPECT_TRUE(may_hand_over(invite, "maker", false));
    EXPECT_TRUE(may_hand_over(invite, "operator", true));
    EXPECT_FALSE(may_hand_over(invite, "colleague", false));
    invite.invited_by = ""; // By the server's keeper.
    EXPECT_FALSE(may_hand_over(invite, "", false)) << "nobody is not the keeper";
    EXPECT_TRUE(may_hand_over(invite, "operator", true));
}

TEST(InviteLink, StartsAnAccountOnlyWhereTheKeeperMadeIt) {
    Invite invite{"i", "firm", "operator@example.jp", "Operator", Role::Applicant, "somebody", Instant(0), Instant(1), {}};
    EXPECT_FALSE(may_start_account(invite)) << "an invitation to the same address is no way into its account";
    invite.invited_by = "";
    EXPECT_TRUE(may_start_account(invite));
}

} // namespace hoshirube
