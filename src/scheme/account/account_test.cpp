#include <gtest/gtest.h>

#include "scheme/account/account.h"

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

} // namespace hoshirube
