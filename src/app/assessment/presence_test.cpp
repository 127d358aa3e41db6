#include "app/assessment/presence.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

constexpr Instant kNoon{1'795'402'800'000};

Presence::Visit visit(const std::string& person, const std::string& window, const std::string& criterion, int second = 0) {
    return {person, "name of " + person, window, criterion, kNoon.plus_seconds(second)};
}

std::string seen(const std::vector<Presence::Visit>& others) {
    std::string text;
    for (const auto& other : others) text += other.person_id + " " + other.criterion + "; ";
    return text;
}

} // namespace

TEST(Presence, ShowsOthersOnceAndNeverOneself) {
    Presence presence;
    EXPECT_EQ(seen(presence.note("a", visit("hanako", "w1", "1-1"))), "");
    EXPECT_EQ(seen(presence.note("a", visit("hanako", "w2", "1-2", 1))), "") << "oneself in another window";
    EXPECT_EQ(seen(presence.note("a", visit("jiro", "w1", "1-1", 2))), "hanako 1-2; ") << "where the person spoke last";
    EXPECT_EQ(seen(presence.note("b", visit("jiro", "w1", "", 2))), "") << "another assessment";
}

TEST(Presence, ForgetsWhoLeftAtOnceAndWhoFellSilentAfterAWhile) {
    Presence presence;
    presence.note("a", visit("hanako", "w1", "1-1"));
    presence.note("a", visit("hanako", "w2", "1-2", 1));
    presence.leave("a", "hanako", "w2");
    EXPECT_EQ(seen(presence.note("a", visit("jiro", "", "", 2))), "hanako 1-1; ") << "the other window is still open";
    presence.leave("a", "hanako", "w1");
    presence.leave("a", "nobody", "w1");
    presence.leave("nowhere", "hanako", "w1");
    EXPECT_EQ(seen(presence.note("a", visit("jiro", "", "", 3))), "");
    presence.note("a", visit("hanako", "w1", "1-1", 4));
    EXPECT_EQ(seen(presence.note("a", visit("jiro", "", "", 3 + kPresenceFresh_seconds))), "hanako 1-1; ");
    EXPECT_EQ(seen(presence.note("a", visit("jiro", "", "", 4 + kPresenceFresh_seconds))), "");
}

TEST(Presence, ForgetsEveryWindowOfWhoSignsOut) {
    Presence presence;
    presence.note("a", visit("hanako", "w1", ""));
    presence.note("b", visit("hanako", "w2", ""));
    presence.note("a", visit("saburo", "w1", ""));
    presence.forget("hanako");
    EXPECT_EQ(seen(presence.note("a", visit("jiro", "", "", 1))), "saburo ; ");
    EXPECT_EQ(seen(presence.note("b", visit("jiro", "", "", 1))), "");
}

TEST(Presence, HoldsFewWindowsOfOnePerson) {
    Presence presence;
    for (int n = 0; n < 1000; ++n) presence.note("a", visit("hanako", "w" + std::to_string(n), "", 0));
    presence.note("a", visit("hanako", "last", "1-1", 1));
    EXPECT_EQ(seen(presence.note("a", visit("jiro", "", "", 2))), "hanako 1-1; ");
}

} // namespace hoshirube
