#include "base/text.h"
#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class AccountStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            ok(t.organisations().add(samples::organisation("beta", 2)));
            ok(t.accounts().add_person(samples::person("hanako")));
        });
    }
};
HOSHIRUBE_ON_BOTH(AccountStoreContract);

} // namespace

TEST_P(AccountStoreContract, KnowsPersonsByIdAndByAddress) {
    look([](Transaction& t) {
        EXPECT_EQ(words(ok(t.accounts().get_person("hanako"))), words(samples::person("hanako")));
        EXPECT_EQ(words(*ok(t.accounts().find_person("hanako@example.jp"))), words(samples::person("hanako")));
        EXPECT_FALSE(ok(t.accounts().find_person("nobody@example.jp")));
        EXPECT_EQ(key_of(t.accounts().get_person("nobody")), "person.not_found");
    });
}

TEST_P(AccountStoreContract, GivesAnAddressToOnePersonOnly) {
    write([](Transaction& t) {
        auto second = samples::person("jiro");
        second.email = "hanako@example.jp";
        EXPECT_EQ(key_of(t.accounts().add_person(second)), "person.exists");
    });
}

TEST_P(AccountStoreContract, SavesPersons) {
    auto person = samples::person("hanako");
    person.language = "en";
    person.password_hash = "$argon2id$other";
    write([&](Transaction& t) {
        ok(t.accounts().save_person(person));
        EXPECT_EQ(key_of(t.accounts().save_person(samples::person("nobody"))), "person.not_found");
    });
    look([&](Transaction& t) { EXPECT_EQ(words(ok(t.accounts().get_person("hanako"))), words(person)); });
}

TEST_P(AccountStoreContract, AddsAMembershipOnce) {
    const auto membership = samples::membership("hanako", "alpha", Role::Applicant);
    write([&](Transaction& t) {
        ok(t.accounts().add_membership(membership));
        ok(t.accounts().add_membership(membership));
        auto later = membership;
        later.from_on = samples::day("2026-06-01"); // Held already on that day.
        ok(t.accounts().add_membership(later));
        ok(t.accounts().add_membership(samples::membership("hanako", "alpha", Role::Management)));
        ok(t.accounts().add_membership(samples::membership("hanako", "beta", Role::Buyer)));
    });
    look([](Transaction& t) {
        const auto views = ok(t.accounts().memberships_of("hanako"));
        ASSERT_EQ(views.size(), 3u);
        EXPECT_EQ(views[0].membership.role, Role::Applicant);
        EXPECT_EQ(views[0].membership.from_on, samples::day("2026-04-01"));
        EXPECT_FALSE(views[0].membership.to_on);
        EXPECT_EQ(views[0].organisation_name, "株式会社alpha");
        EXPECT_EQ(views[0].corporate_number, samples::number(1));
        EXPECT_EQ(views[0].person_name, "星野 hanako");
        EXPECT_EQ(views[0].email, "hanako@example.jp");
        EXPECT_EQ(ok(t.accounts().members_of("alpha")).size(), 2u);
        EXPECT_EQ(ok(t.accounts().members_of("beta")).size(), 1u);
    });
}

TEST_P(AccountStoreContract, TakesARoleUpAgainAfterItEnded) {
    auto first = samples::membership("hanako", "alpha", Role::Applicant);
    first.to_on = samples::day("2026-05-31");
    auto again = samples::membership("hanako", "alpha", Role::Applicant);
    again.from_on = samples::day("2026-08-01");
    write([&](Transaction& t) {
        ok(t.accounts().add_membership(first));
        ok(t.accounts().add_membership(again));
    });
    look([&](Transaction& t) {
        const auto views = ok(t.accounts().memberships_of("hanako"));
        ASSERT_EQ(views.size(), 2u);
        EXPECT_EQ(views[0].membership.to_on, samples::day("2026-05-31"));
    });
}

TEST_P(AccountStoreContract, LetsAnInvitationBeAcceptedOnce) {
    const Invite invite{"invite",
                        "alpha",
                        "new@example.jp",
                        "新しい人",
                        Role::Management,
                        "",
                        samples::kNoon,
                        samples::kNoon.plus_seconds(kInviteLifeSeconds),
                        {}};
    write([&](Transaction& t) {
        ok(t.accounts().add_invite(invite));
        EXPECT_EQ(words(ok(t.accounts().get_invite("invite"))), words(invite));
        EXPECT_EQ(key_of(t.accounts().get_invite("other")), "invite.not_found");
        EXPECT_EQ(ok(t.accounts().open_invites("alpha", samples::kNoon)).size(), 1u);
        EXPECT_TRUE(ok(t.accounts().open_invites("alpha", invite.expires_at)).empty()) << "expired";
        EXPECT_TRUE(ok(t.accounts().open_invites("beta", samples::kNoon)).empty());
        ok(t.accounts().mark_accepted("invite", samples::kNoon));
        EXPECT_EQ(key_of(t.accounts().mark_accepted("invite", samples::kNoon)), "invite.used");
        EXPECT_TRUE(ok(t.accounts().open_invites("alpha", samples::kNoon)).empty()) << "accepted";
        EXPECT_EQ(ok(t.accounts().get_invite("invite")).accepted_at, samples::kNoon);
    });
}

TEST_P(AccountStoreContract, ListsExpertsOfTheDayWithTheirQualifications) {
    const Qualification qualification{"q",      "taro",        "registered_specialist", "第1号", samples::day("2027-03-31"),
                                      "keeper", samples::kNoon};
    write([&](Transaction& t) {
        ok(t.accounts().save_qualification_kind({"registered_specialist", {"旧", "Old"}, false}));
        ok(t.accounts().save_qualification_kind({"registered_specialist", {"登録セキスペ", "Registered specialist"}, true}));
        for (const char* id : {"taro", "saburo"}) ok(t.accounts().add_person(samples::person(id)));
        ok(t.accounts().add_qualification(qualification));
        ok(t.accounts().add_membership(samples::membership("taro", "alpha", Role::Expert)));
        ok(t.accounts().add_membership(samples::membership("taro", "beta", Role::Expert)));
        auto former = samples::membership("saburo", "beta", Role::Expert);
        former.to_on = samples::day("2026-10-31");
        ok(t.accounts().add_membership(former));
        ok(t.accounts().add_membership(samples::membership("hanako", "alpha", Role::Applicant)));
    });
    look([&](Transaction& t) {
        const auto kinds = ok(t.accounts().qualification_kinds());
        ASSERT_EQ(kinds.size(), 1u);
        EXPECT_EQ(kinds[0].name.ja, "登録セキスペ");
        EXPECT_EQ(kinds[0].name.en, "Registered specialist");
        EXPECT_TRUE(kinds[0].is_accepted);
        const auto today = samples::day("2026-11-22");
        const auto experts = ok(t.accounts().experts("", today, 10));
        ASSERT_EQ(experts.size(), 1u) << "once, though an expert of two organisations; the former expert is gone";
        EXPECT_EQ(words(experts[0].person), words(samples::person("taro")));
        EXPECT_EQ(experts[0].organisation_name, "株式会社alpha");
        ASSERT_EQ(experts[0].qualifications.size(), 1u);
        EXPECT_EQ(words(experts[0].qualifications[0]), words(qualification));
        EXPECT_EQ(words(ok(t.accounts().qualifications_of("taro")).at(0)), words(qualification));
        EXPECT_EQ(ok(t.accounts().experts("", samples::day("2026-10-31"), 10)).size(), 2u) << "the last day counts";
        EXPECT_EQ(ok(t.accounts().experts("", samples::day("2026-10-31"), 1)).size(), 1u) << "the limit";
        EXPECT_EQ(ok(t.accounts().experts(search_key("星野"), today, 10)).size(), 1u);
        EXPECT_TRUE(ok(t.accounts().experts(search_key("別人"), today, 10)).empty());
    });
}

} // namespace hoshirube
