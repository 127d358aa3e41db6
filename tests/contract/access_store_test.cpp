#include "contract/database_test.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

const Instant kNow = samples::kNoon.plus_seconds(3600);
const Object kFirst{Object::Kind::Assessment, "first", "alpha"};

class AccessStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            auto beta = samples::organisation("beta", 2);
            beta.parent_corporate_number = samples::number(1);
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            ok(t.organisations().add(beta));
            for (const char* id : {"taro", "jiro", "hanako"}) ok(t.accounts().add_person(samples::person(id)));
            ok(t.accounts().add_membership(samples::membership("taro", "beta", Role::Expert)));
            ok(t.accounts().add_membership(
                {"hanako", "alpha", Role::Applicant, samples::day("2020-04-01"), samples::day("2021-03-31")}));
            auto first = samples::assessment("first", "alpha");
            first.state = AssessmentState::Submitted;
            first.confirmer_id = "taro";
            ok(t.assessments().add(first));
            ok(t.assessments().add(samples::assessment("second", "alpha")));
        });
    }
    Facts facts(const std::string& person, const Object& object) {
        Facts found;
        look([&](Transaction& t) { found = ok(t.access().facts({person}, object, Needs::all(), kNow)); });
        return found;
    }
};
HOSHIRUBE_ON_BOTH(AccessStoreContract);

} // namespace

TEST_P(AccessStoreContract, KnowsWhereAPersonBelongsAndBelonged) {
    const auto hanako = facts("hanako", kFirst);
    ASSERT_EQ(hanako.memberships.size(), 1u) << "an ended membership is history, and history counts";
    EXPECT_EQ(hanako.memberships[0].role, Role::Applicant);
    EXPECT_EQ(hanako.memberships[0].period.to_on, samples::day("2021-03-31"));
    const auto taro = facts("taro", kFirst);
    ASSERT_EQ(taro.memberships.size(), 1u);
    EXPECT_EQ(taro.memberships[0].organisation_id, "beta");
    EXPECT_EQ(taro.memberships[0].group_root, samples::number(1)) << "beta's parent is alpha";
    EXPECT_EQ(taro.owner_group_root, samples::number(1));
    EXPECT_TRUE(facts(kKeeper, kFirst).memberships.empty());
}

TEST_P(AccessStoreContract, KnowsWhoIsNamedForAnAssessmentAndForTheFilesInIt) {
    write([](Transaction& t) {
        ok(t.assessments().add_adviser("second", "taro", samples::kNoon));
        ok(t.evidence().add(samples::evidence("file", "alpha")));
        ok(t.evidence().link("first", {"1-2-1-1", "file"}));
    });
    const auto first = facts("taro", kFirst);
    ASSERT_EQ(first.assignments.size(), 1u);
    EXPECT_EQ(first.assignments[0].function, Function::Confirmer);
    EXPECT_EQ(first.assignments[0].state, AssessmentState::Submitted);
    const auto second = facts("taro", {Object::Kind::Assessment, "second", "alpha"});
    ASSERT_EQ(second.assignments.size(), 1u);
    EXPECT_EQ(second.assignments[0].function, Function::Adviser);
    EXPECT_EQ(second.assignments[0].state, AssessmentState::Draft);
    EXPECT_EQ(facts("taro", {Object::Kind::Evidence, "file", "alpha"}).assignments.size(), 1u);
    EXPECT_TRUE(facts("taro", {Object::Kind::Evidence, "other", "alpha"}).assignments.empty());
    EXPECT_TRUE(facts("hanako", kFirst).assignments.empty());
}

TEST_P(AccessStoreContract, RemembersWhoAnsweredAndHandedInFromTheRecords) {
    write([](Transaction& t) {
        ok(t.events().append(samples::event("answer.saved", "jiro", "first"), samples::kNoon));
        ok(t.events().append(samples::event("advice.given", "taro", "first"), samples::kNoon));
        ok(t.evidence().add(samples::evidence("file", "alpha"))); // By hanako.
        ok(t.evidence().link("first", {"1-2-1-1", "file"}));
    });
    const auto jiro = facts("jiro", kFirst), hanako = facts("hanako", kFirst);
    ASSERT_EQ(jiro.work.size(), 1u);
    EXPECT_EQ(jiro.work[0].kind, WorkKind::Answered);
    EXPECT_TRUE(jiro.work[0].is_by_actor && jiro.work[0].is_in_object);
    ASSERT_EQ(hanako.work.size(), 1u);
    EXPECT_EQ(hanako.work[0].kind, WorkKind::Uploaded);
    EXPECT_TRUE(facts("taro", kFirst).work.empty()) << "advice with the confirmation is no work for the firm";
    EXPECT_TRUE(facts("jiro", {Object::Kind::Assessment, "second", "alpha"}).work.empty());
}

TEST_P(AccessStoreContract, CountsTheConfirmationsOfTheDay) {
    write([](Transaction& t) {
        ok(t.events().append(samples::event("assessment.submitted", "hanako", "first"), samples::kNoon));
        ok(t.reviews().add_confirmation(samples::confirmation("first", 1, "taro")));
    });
    auto today = facts("taro", kFirst).pace;
    EXPECT_EQ(today.confirmations_today, 1);
    EXPECT_EQ(today.minutes_since_submission, 60);
    look(
        [&](Transaction& t) { today = ok(t.access().facts({"taro"}, kFirst, Needs::all(), kNow.plus_seconds(24 * 3600))).pace; });
    EXPECT_EQ(today.confirmations_today, 0);
}

} // namespace hoshirube
