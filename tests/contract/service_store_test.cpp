#include "contract/database_test.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

class ServiceStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (!database_) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("firm", 1)));
            ok(t.organisations().add(samples::organisation("other", 2)));
            for (const char* id : {"robot", "second"}) ok(t.accounts().add_person(samples::person(id)));
            ok(t.accounts().add_person(samples::person("hanako")));
            for (const char* id : {"robot", "hanako"})
                ok(t.accounts().add_membership(samples::membership(id, "firm", Role::Applicant)));
        });
    }
    static ServiceAccount service(const std::string& id, const std::string& firm) {
        return {id,
                firm,
                "星野 " + id,
                Role::Applicant,
                {"assessment:read", "evidence:write"},
                sha256_hex(id),
                "hanako",
                samples::kNoon,
                samples::day("2027-03-31"),
                {},
                {}};
    }
};
HOSHIRUBE_ON_BOTH(ServiceStoreContract);

} // namespace

TEST_P(ServiceStoreContract, GivesBackWhatItWasGiven) {
    write([](Transaction& t) { ok(t.services().add(service("robot", "firm"))); });
    look([](Transaction& t) {
        const auto found = ok(t.services().find(sha256_hex("robot")));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->id, "robot");
        EXPECT_EQ(found->organisation_id, "firm");
        EXPECT_EQ(found->name, "星野 robot") << "the person's";
        EXPECT_EQ(found->role, Role::Applicant);
        EXPECT_EQ(found->scopes, (std::vector<std::string>{"assessment:read", "evidence:write"}));
        EXPECT_EQ(found->made_by, "hanako");
        EXPECT_EQ(found->made_at, samples::kNoon);
        EXPECT_EQ(found->last_day, samples::day("2027-03-31"));
        EXPECT_FALSE(found->last_used_at || found->revoked_at);
        EXPECT_FALSE(ok(t.services().find(sha256_hex("nobody"))));
        EXPECT_EQ(key_of(t.services().get("nobody")), "service.not_found");
    });
}

TEST_P(ServiceStoreContract, ChangesTokenUseAndEndAlone) {
    write([](Transaction& t) {
        auto one = service("robot", "firm");
        ok(t.services().add(one));
        one.token_sha256 = sha256_hex("new");
        one.revoked_at = samples::kNoon.plus_seconds(5);
        ok(t.services().save(one));
        ok(t.services().note_use("robot", samples::kNoon.plus_seconds(3)));
        EXPECT_EQ(key_of(t.services().save(service("second", "firm"))), "service.not_found");
    });
    look([](Transaction& t) {
        EXPECT_FALSE(ok(t.services().find(sha256_hex("robot")))) << "the old token";
        const auto found = ok(t.services().find(sha256_hex("new")));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->last_used_at, samples::kNoon.plus_seconds(3));
        EXPECT_EQ(found->revoked_at, samples::kNoon.plus_seconds(5));
    });
}

TEST_P(ServiceStoreContract, ListsAFirmsProgramsApartFromItsPeople) {
    write([](Transaction& t) {
        ok(t.services().add(service("robot", "firm")));
        ok(t.services().add(service("second", "other")));
    });
    look([](Transaction& t) {
        const auto listed = ok(t.services().of_organisation("firm"));
        ASSERT_EQ(listed.size(), 1u);
        EXPECT_EQ(listed[0].id, "robot");
        const auto people = ok(t.accounts().members_of("firm"));
        ASSERT_EQ(people.size(), 1u);
        EXPECT_EQ(people[0].membership.person_id, "hanako");
        EXPECT_EQ(ok(t.accounts().memberships_of("robot")).size(), 1u) << "access sees what it holds";
    });
}

} // namespace hoshirube
