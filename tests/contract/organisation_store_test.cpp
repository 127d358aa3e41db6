#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class OrganisationStoreContract : public DatabaseTest {};
HOSHIRUBE_ON_BOTH(OrganisationStoreContract);

std::vector<std::string> ids(const std::vector<Organisation>& organisations) {
    std::vector<std::string> result;
    for (const auto& o : organisations) result.push_back(o.id);
    return result;
}

} // namespace

TEST_P(OrganisationStoreContract, GivesBackWhatWasEntered) {
    const auto alpha = samples::organisation("alpha", 1);
    write([&](Transaction& t) { ok(t.organisations().add(alpha)); });
    look([&](Transaction& t) {
        EXPECT_EQ(words(ok(t.organisations().get("alpha"))), words(alpha));
        EXPECT_EQ(words(*ok(t.organisations().find_by_number(alpha.corporate_number))), words(alpha));
        EXPECT_EQ(key_of(t.organisations().get("nobody")), "organisation.not_found");
        EXPECT_FALSE(ok(t.organisations().find_by_number(samples::number(99))));
    });
}

TEST_P(OrganisationStoreContract, RefusesASecondEntryOfOneNumberAndGoesOn) {
    write([&](Transaction& t) {
        ok(t.organisations().add(samples::organisation("alpha", 1)));
        const auto second = t.organisations().add(samples::organisation("beta", 1));
        ASSERT_EQ(key_of(second), "organisation.exists");
        EXPECT_EQ(second.error().code, ErrorCode::Conflict);
        EXPECT_EQ(second.error().params.at(0).second, samples::number(1));
        ok(t.organisations().add(samples::organisation("gamma", 3))); // The transaction can still be used.
    });
    look([&](Transaction& t) { EXPECT_TRUE(ok(t.organisations().find_by_number(samples::number(3)))); });
}

TEST_P(OrganisationStoreContract, SavesOnlyOnTopOfTheStateThatWasRead) {
    auto alpha = samples::organisation("alpha", 1);
    write([&](Transaction& t) { ok(t.organisations().add(alpha)); });
    alpha.legal_name = "株式会社あたらしい名前";
    alpha.staff = 40;
    write([&](Transaction& t) {
        ok(t.organisations().save(alpha));
        EXPECT_EQ(key_of(t.organisations().save(alpha)), "changed_meanwhile");
    });
    look([&](Transaction& t) {
        alpha.version = 2;
        EXPECT_EQ(words(ok(t.organisations().get("alpha"))), words(alpha));
        EXPECT_EQ(ids(ok(t.organisations().search(organisation_search_key("あたらしい"), 0, 10))),
                  std::vector<std::string>{"alpha"});
    });
}

TEST_P(OrganisationStoreContract, FindsByAnyNameHoweverItIsTyped) {
    auto firm = samples::organisation("firm", 7);
    firm.legal_name = "㈱ホシルベ製作所";
    firm.legal_name_kana = "カブシキガイシャホシルベセイサクショ";
    write([&](Transaction& t) { ok(t.organisations().add(firm)); });
    look([&](Transaction& t) {
        struct Case {
            std::string typed;
            std::size_t found;
            const char* why;
        };
        const Case cases[] = {{"ほしるべ", 1, "hiragana for katakana"},
                              {"株式会社ホシルベ製作所", 1, "the legal form written out"},
                              {"ﾎｼﾙﾍﾞ", 1, "half-width"},
                              {firm.corporate_number, 1, "the corporate number"},
                              {"", 1, "nothing typed finds all"},
                              {"べつの会社", 0, "another firm"}};
        for (const auto& c : cases) {
            SCOPED_TRACE(c.why);
            EXPECT_EQ(ok(t.organisations().search(organisation_search_key(c.typed), 0, 10)).size(), c.found);
        }
    });
}

TEST_P(OrganisationStoreContract, TakesPercentSignsAndUnderscoresAsTheyStand) {
    write([&](Transaction& t) { ok(t.organisations().add(samples::organisation("alpha", 1))); });
    look([&](Transaction& t) {
        for (const char* typed : {"%", "_", "\\", "a%a", "al_ha"})
            EXPECT_TRUE(ok(t.organisations().search(typed, 0, 10)).empty());
    });
}

TEST_P(OrganisationStoreContract, OrdersByReadingAndTurnsPages) {
    write([&](Transaction& t) {
        int n = 0;
        for (const char* kana : {"ナ", "カ", "ヴ", "ア", "ガ", "A"}) {
            ++n;
            auto firm = samples::organisation("o" + std::to_string(n), n);
            firm.legal_name_kana = kana;
            ok(t.organisations().add(firm));
        }
    });
    look([&](Transaction& t) { // By code point: the same everywhere.
        EXPECT_EQ(ids(ok(t.organisations().search("", 0, 200))), (std::vector<std::string>{"o6", "o4", "o2", "o5", "o1", "o3"}));
        EXPECT_EQ(ids(ok(t.organisations().search("", 2, 2))), (std::vector<std::string>{"o2", "o5"}));
        EXPECT_TRUE(ok(t.organisations().search("", 6, 2)).empty());
    });
}

TEST_P(OrganisationStoreContract, FollowsParentsToTheTopOfTheGroup) {
    auto top = samples::organisation("top", 1), middle = samples::organisation("middle", 2),
         low = samples::organisation("low", 3);
    auto lone = samples::organisation("lone", 4);
    middle.parent_corporate_number = top.corporate_number;
    low.parent_corporate_number = middle.corporate_number;
    lone.parent_corporate_number = samples::number(90); // Not registered here, and yet the top of its group.
    write([&](Transaction& t) {
        for (const auto& o : {top, middle, low, lone}) ok(t.organisations().add(o));
    });
    look([&](Transaction& t) {
        for (const auto& o : {top, middle, low}) EXPECT_EQ(ok(t.organisations().group_root(o)), top.corporate_number) << o.id;
        EXPECT_EQ(ok(t.organisations().group_root(lone)), samples::number(90));
    });
}

TEST_P(OrganisationStoreContract, GivesFirmsThatNameEachOtherAsParentOneRoot) {
    auto a = samples::organisation("a", 1), b = samples::organisation("b", 2), below = samples::organisation("below", 3);
    a.parent_corporate_number = b.corporate_number;
    b.parent_corporate_number = a.corporate_number;
    below.parent_corporate_number = b.corporate_number;
    write([&](Transaction& t) {
        for (const auto& o : {a, b, below}) ok(t.organisations().add(o));
    });
    look([&](Transaction& t) {
        const auto root = ok(t.organisations().group_root(a));
        EXPECT_EQ(ok(t.organisations().group_root(b)), root);
        EXPECT_EQ(ok(t.organisations().group_root(below)), root);
    });
}

TEST_P(OrganisationStoreContract, KeepsTheProfileAsItWasLastSaid) {
    write([&](Transaction& t) {
        ok(t.organisations().add(samples::organisation("alpha", 1)));
        EXPECT_TRUE(ok(t.organisations().profile("alpha")).empty());
        ok(t.organisations().save_profile("alpha", {{"nas", "yes"}, {"pcs", "28"}}, samples::kNoon));
        ok(t.organisations().save_profile("alpha", {{"nas", "unknown"}}, samples::kNoon));
    });
    look([&](Transaction& t) { EXPECT_EQ(ok(t.organisations().profile("alpha")), (Profile{{"nas", "unknown"}})); });
}

} // namespace hoshirube
