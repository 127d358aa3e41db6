#include <gtest/gtest.h>

#include "scheme/account/independence.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::day;

ExpertFacts fit() {
    ExpertFacts facts{};
    facts.person_id = "e";
    facts.employer_ids = {"office"};
    facts.employer_group_roots = {"111"};
    facts.applicant_id = "firm";
    facts.applicant_group_root = "222";
    facts.holds_expert_role = true;
    facts.qualifications = {{"q", "e", "riss", "1", day("2027-03-31"), "op", Instant(0)}};
    facts.kinds = {{"riss", {"支援士", "RISS"}, true}, {"old", {"旧", "Old"}, false}};
    return facts;
}

TEST(Confirmer, IsFitThroughTheLastDayOfTheQualification) {
    EXPECT_EQ(may_confirm(fit(), day("2027-03-31"))->number, "1");
    const auto refused = may_confirm(fit(), day("2027-04-01"));
    EXPECT_EQ(refused.error().key, "expert.qualification_lapsed");
}

TEST(Confirmer, IsRefusedForEveryTieToTheFirm) {
    struct Case {
        const char* key;
        std::function<void(ExpertFacts&)> change;
    };
    const Case cases[] = {
        {"expert.own_employer",
         [](auto& f) {
             f.employer_ids = {"office", "firm"};
         }},
        {"expert.same_group",
         [](auto& f) {
             f.employer_group_roots = {"111", "222"};
         }},
        {"expert.has_answered", [](auto& f) { f.has_answered = true; }},
        {"expert.has_advised", [](auto& f) { f.has_advised = true; }},
        {"expert.not_expert", [](auto& f) { f.holds_expert_role = false; }},
        {"expert.no_qualification", [](auto& f) { f.qualifications.clear(); }},
        {"expert.no_qualification", [](auto& f) { f.qualifications[0].kind = "old"; }},
        {"expert.no_qualification", [](auto& f) { f.qualifications[0].kind = "never heard of"; }},
    };
    for (const Case& c : cases) {
        auto facts = fit();
        c.change(facts);
        const auto refused = may_confirm(facts, day("2026-11-23"));
        ASSERT_FALSE(refused) << c.key;
        EXPECT_EQ(refused.error().key, c.key);
    }
}

} // namespace hoshirube
