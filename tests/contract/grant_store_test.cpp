#include "base/text.h"
#include "contract/database_test.h"
#include "contract/samples.h"
#include "scheme/account/grant.h"

namespace hoshirube {

namespace {

const Instant kNow = samples::kNoon.plus_seconds(3600);
const Day kToday = kNow.tokyo_day();
EventSearch everything() { return {INT64_MAX, {}, {}, {}, {}, Instant(0), Instant(INT64_MAX)}; }
const Object kFirst{Object::Kind::Assessment, "first", "alpha"};

class GrantStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            int n = 0;
            for (const char* id : {"alpha", "beta", "gamma", "delta"}) ok(t.organisations().add(samples::organisation(id, ++n)));
            auto child = samples::organisation("child", 9);
            child.parent_corporate_number = samples::number(2); // Of beta.
            ok(t.organisations().add(child));
            for (const char* id : {"taro", "jiro", "hanako", "admin"}) ok(t.accounts().add_person(samples::person(id)));
            ok(t.accounts().add_membership(samples::membership("hanako", "alpha", Role::Applicant)));
            ok(t.accounts().add_membership(samples::membership("taro", "beta", Role::Applicant)));
            ok(t.accounts().add_membership(samples::membership("jiro", "gamma", Role::Buyer)));
            ok(t.accounts().add_membership(samples::membership("admin", "delta", Role::Administrator)));
            auto first = samples::assessment("first", "alpha");
            first.state = AssessmentState::Submitted;
            ok(t.assessments().add(first));
            ok(t.assessments().add(samples::assessment("second", "alpha")));
            ok(t.assessments().add(samples::assessment("theirs", "delta")));
        });
    }
    Facts facts(const std::string& person, const Object& object) {
        Facts found;
        look([&](Transaction& t) { found = ok(t.access().facts({person}, object, Needs::all(), kNow)); });
        return found;
    }
    static std::vector<std::string> visible(Transaction& t, const std::string& person) {
        std::vector<std::string> ids;
        for (const auto& one : ok(t.assessments().visible(person, kNow, 10)))
            ids.push_back(one.summary.assessment.id + " " + std::to_string(static_cast<int>(one.way)));
        std::sort(ids.begin(), ids.end());
        return ids;
    }
    static Mandate mandate() {
        return {"m", "alpha", "beta", Purpose::Answer, "グループ会社", kToday, kToday.plus_days(30), "hanako", kNow, {}};
    }
    static Disclosure disclosure() {
        return {"d",      "alpha", "first", DisclosureLevel::Summary, "gamma", "取引の前に", kToday, kToday.plus_days(30),
                "hanako", kNow,    {}};
    }
};
HOSHIRUBE_ON_BOTH(GrantStoreContract);

} // namespace

TEST_P(GrantStoreContract, KeepsAMandateUntilItIsEnded) {
    write([](Transaction& t) { ok(t.grants().add_mandate(mandate())); });
    const auto given = facts("taro", kFirst).mandates;
    ASSERT_EQ(given.size(), 1u);
    EXPECT_EQ(given[0].taker_id, "beta");
    EXPECT_EQ(given[0].purpose, Purpose::Answer);
    EXPECT_EQ(given[0].period.to_on, kToday.plus_days(30));
    EXPECT_FALSE(given[0].ended_at);
    EXPECT_TRUE(facts("jiro", kFirst).mandates.empty());
    EXPECT_TRUE(facts("taro", {Object::Kind::Assessment, "theirs", "delta"}).mandates.empty());
    write([](Transaction& t) {
        ok(t.grants().end_mandate("m", kNow));
        ok(t.grants().end_mandate("m", kNow.plus_seconds(60))); // Ended is ended.
    });
    EXPECT_EQ(facts("taro", kFirst).mandates[0].ended_at, kNow);
    look([](Transaction& t) {
        for (const char* id : {"alpha", "beta"}) {
            const auto listed = ok(t.grants().mandates_of(id));
            ASSERT_EQ(listed.size(), 1u) << id;
            EXPECT_EQ(listed[0].giver_name, "株式会社alpha");
            EXPECT_EQ(listed[0].taker_number, samples::number(2));
        }
        EXPECT_TRUE(ok(t.grants().mandates_of("gamma")).empty());
        EXPECT_EQ(key_of(t.grants().get_mandate("other")), "mandate.not_found");
    });
}

TEST_P(GrantStoreContract, KeepsADisclosureUntilItIsEnded) {
    write([](Transaction& t) { ok(t.grants().add_disclosure(disclosure())); });
    const auto seen = facts("jiro", kFirst).disclosures;
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].level, DisclosureLevel::Summary);
    EXPECT_TRUE(facts("taro", kFirst).disclosures.empty());
    EXPECT_TRUE(facts("jiro", {Object::Kind::Assessment, "second", "alpha"}).disclosures.empty());
    look([](Transaction& t) {
        EXPECT_EQ(ok(t.grants().disclosures_to("jiro", "first", kNow)).size(), 1u);
        EXPECT_TRUE(ok(t.grants().disclosures_to("jiro", "first", kNow.plus_seconds(31 * 24 * 3600))).empty())
            << "its last day is over";
        EXPECT_TRUE(ok(t.grants().disclosures_to("taro", "first", kNow)).empty());
    });
    write([](Transaction& t) { ok(t.grants().end_disclosure("d", kNow)); });
    look([](Transaction& t) {
        EXPECT_TRUE(ok(t.grants().disclosures_to("jiro", "first", kNow)).empty());
        EXPECT_EQ(ok(t.grants().disclosures_of("gamma")).at(0).disclosure.ended_at, kNow);
        EXPECT_EQ(key_of(t.grants().get_disclosure("other")), "disclosure.not_found");
    });
}

TEST_P(GrantStoreContract, ListsWhatAPersonSeesByEveryWayAndNothingElse) {
    write([](Transaction& t) {
        EXPECT_EQ(visible(t, "hanako"), (std::vector<std::string>{"first 0", "second 0"}));
        EXPECT_TRUE(visible(t, "taro").empty());
        EXPECT_TRUE(visible(t, "jiro").empty());
        ok(t.grants().add_mandate(mandate()));
        ok(t.grants().add_disclosure(disclosure()));
        auto of_draft = disclosure();
        of_draft.id = "draft";
        of_draft.object_id = "second";
        ok(t.grants().add_disclosure(of_draft));
    });
    look([](Transaction& t) {
        EXPECT_EQ(visible(t, "taro"), (std::vector<std::string>{"first 3", "second 3"}));
        EXPECT_EQ(visible(t, "jiro"), (std::vector<std::string>{"first 4"})) << "a draft is shown to nobody";
        EXPECT_TRUE(visible(t, "admin").empty());
    });
    write([](Transaction& t) {
        ok(t.grants().end_mandate("m", kNow));
        ok(t.grants().end_disclosure("d", kNow));
    });
    look([](Transaction& t) {
        EXPECT_TRUE(visible(t, "taro").empty());
        EXPECT_TRUE(visible(t, "jiro").empty());
    });
}

TEST_P(GrantStoreContract, RemembersWhoWorkedForAClientAndWhoseColleagueTheyAre) {
    write([](Transaction& t) {
        ok(t.grants().note_work("taro", "alpha", WorkKind::Answered, kNow));
        ok(t.grants().note_work("taro", "alpha", WorkKind::Answered, kNow.plus_seconds(24 * 3600)));
        ok(t.grants().note_work("hanako", "alpha", WorkKind::Answered, kNow)); // Its own people do not work for it from outside.
    });
    look([](Transaction& t) {
        const auto work = ok(t.grants().work_for("alpha"));
        ASSERT_EQ(work.size(), 2u) << "the person, and the organisation they belong to";
        EXPECT_EQ(work[0].first_on, kToday);
        EXPECT_EQ(work[0].last_on, kToday.plus_days(1));
    });
    write([](Transaction& t) {
        ok(t.accounts().add_person(samples::person("colleague")));
        ok(t.accounts().add_membership(samples::membership("colleague", "beta", Role::Expert)));
        ok(t.accounts().add_person(samples::person("cousin")));
        ok(t.accounts().add_membership(samples::membership("cousin", "child", Role::Expert)));
        ok(t.grants().declare_work({"gamma", "alpha", WorkKind::Supported, true, kToday, {}, "hanako", kNow}));
    });
    const auto taro = facts("taro", kFirst).work, colleague = facts("colleague", kFirst).work,
               cousin = facts("cousin", kFirst).work;
    EXPECT_EQ(std::count_if(taro.begin(), taro.end(), [](const WorkFact& w) { return w.is_by_actor && !w.is_in_object; }), 1);
    ASSERT_EQ(colleague.size(), 1u);
    EXPECT_FALSE(colleague[0].is_by_actor);
    ASSERT_EQ(cousin.size(), 1u) << "of the same group";
    const auto jiro = facts("jiro", kFirst).work;
    ASSERT_EQ(jiro.size(), 1u);
    EXPECT_TRUE(jiro[0].is_paid);
    EXPECT_FALSE(jiro[0].period.to_on) << "it goes on";
    EXPECT_TRUE(facts("admin", kFirst).work.empty());
}

TEST_P(GrantStoreContract, OpensGlassOnlyOnceApproved) {
    write([](Transaction& t) { ok(t.grants().add_broken_glass({"g", "first", "admin", "障害", kNow, "", {}, {}})); });
    EXPECT_TRUE(facts("admin", kFirst).broken_glass.empty());
    write([](Transaction& t) {
        auto glass = ok(t.grants().get_broken_glass("g"));
        glass.approved_by = "second";
        glass.from_at = kNow;
        glass.until_at = kNow.plus_seconds(3600);
        ok(t.grants().approve_broken_glass(glass));
        EXPECT_EQ(key_of(t.grants().approve_broken_glass(glass)), "glass.approved_already");
    });
    const auto broken = facts("admin", kFirst).broken_glass;
    ASSERT_EQ(broken.size(), 1u);
    EXPECT_EQ(broken[0].until_at, kNow.plus_seconds(3600));
    EXPECT_TRUE(facts("admin", {Object::Kind::Assessment, "second", "alpha"}).broken_glass.empty());
    look([](Transaction& t) { EXPECT_EQ(ok(t.grants().broken_glass(10)).at(0).organisation_id, "alpha"); });
}

TEST_P(GrantStoreContract, CountsRefusalsByTheDay) {
    const Refusal refusal{kToday, "jiro", "assessment.read", "first", "alpha", "default.deny", 3, kNow, kNow};
    write([&](Transaction& t) {
        EXPECT_EQ(ok(t.events().owner_of("first")), "alpha");
        EXPECT_EQ(ok(t.events().owner_of("alpha")), "alpha");
        EXPECT_FALSE(ok(t.events().owner_of("nothing")));
        ok(t.events().add_refusal(refusal));
        auto again = refusal;
        again.first_at = again.last_at = kNow.plus_seconds(60);
        ok(t.events().add_refusal(again));
        EXPECT_EQ(ok(t.events().count_refusals("jiro", kToday)), 1);
    });
    look([](Transaction& t) {
        const auto of_alpha = ok(t.events().refusals_of("alpha", everything(), 10));
        ASSERT_EQ(of_alpha.size(), 1u);
        EXPECT_EQ(of_alpha[0].times, 6);
        EXPECT_EQ(of_alpha[0].first_at, kNow);
        EXPECT_EQ(of_alpha[0].last_at, kNow.plus_seconds(60));
        EXPECT_TRUE(ok(t.events().refusals_of("delta", everything(), 10)).empty());
    });
}

TEST_P(GrantStoreContract, ListsTheEventsOfOneOrganisationNewestFirst) {
    write([](Transaction& t) {
        for (int i = 0; i < 3; ++i) ok(t.events().append(samples::event("answer.saved", "hanako", "first"), kNow));
        ok(t.events().append({"answer.saved", "x", "delta", "theirs", "{}"}, kNow));
    });
    look([](Transaction& t) {
        auto search = everything();
        const auto all = ok(t.events().of_organisation("alpha", search, 2));
        ASSERT_EQ(all.size(), 2u);
        EXPECT_GT(all[0].sequence, all[1].sequence);
        search.before = all[1].sequence;
        EXPECT_EQ(ok(t.events().of_organisation("alpha", search, 2)).size(), 1u);
    });
}

TEST_P(GrantStoreContract, SearchesTheEventsOfOneOrganisation) {
    write([](Transaction& t) {
        ok(t.events().append({"answer.saved", "hanako", "alpha", "first", R"({"criterion":"4-1-3-2"})"}, kNow));
        ok(t.events().append({"answer.saved", "jiro", "alpha", "first", R"({"criterion":"4-1-3-3"})"}, kNow.plus_seconds(60)));
        ok(t.events().append({"scope.saved", "jiro", "alpha", "first", "{}"}, kNow.plus_seconds(86'400)));
        ok(t.events().append({"answer.saved", "hanako", "delta", "theirs", R"({"criterion":"4-1-3-2"})"}, kNow));
        ok(t.events().add_refusal({kToday, "hanako", "assessment.answer", "first", "alpha", "default.deny", 1, kNow, kNow}));
        ok(t.events().add_refusal({kToday, "jiro", "assessment.answer", "first", "alpha", "default.deny", 1, kNow, kNow}));
    });
    look([](Transaction& t) {
        const auto found = [&](auto change) {
            auto search = everything();
            change(search);
            return ok(t.events().of_organisation("alpha", search, 10)).size();
        };
        EXPECT_EQ(found([](auto&) {}), 3u);
        EXPECT_EQ(found([](auto& s) { s.types = "scope.saved,nothing"; }), 1u);
        EXPECT_EQ(found([](auto& s) { s.from = kNow.plus_seconds(60); }), 2u);
        EXPECT_EQ(found([](auto& s) { s.until = kNow.plus_seconds(60); }), 1u) << "the end itself is not in";
        EXPECT_EQ(found([](auto& s) { s.typed = "hanako", s.person_key = search_key("Ｈａｎａｋｏ"); }), 1u);
        EXPECT_EQ(found([](auto& s) { s.typed = s.criterion = "4-1-3-3"; }), 1u);
        EXPECT_EQ(found([](auto& s) { s.typed = s.criterion = "4-1-3"; }), 0u) << "a number is a whole number";
        EXPECT_EQ(found([](auto& s) { s.typed = "first"; }), 3u) << "a whole subject";
        EXPECT_EQ(found([](auto& s) { s.typed = "nobody", s.person_key = search_key("nobody"); }), 0u);
        auto search = everything();
        search.typed = "hanako", search.person_key = search_key("hanako");
        EXPECT_EQ(ok(t.events().refusals_of("alpha", search, 10)).size(), 1u);
        search = everything();
        search.from = kNow.plus_seconds(1);
        EXPECT_TRUE(ok(t.events().refusals_of("alpha", search, 10)).empty());
    });
}

} // namespace hoshirube
