#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class EvidenceStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            ok(t.organisations().add(samples::organisation("alpha", 1)));
            ok(t.organisations().add(samples::organisation("beta", 2)));
            ok(t.assessments().add(samples::assessment("first", "alpha")));
            ok(t.assessments().add(samples::assessment("second", "alpha")));
            for (const char* id : {"e1", "e2"}) ok(t.evidence().add(samples::evidence(id, "alpha")));
        });
    }
};
HOSHIRUBE_ON_BOTH(EvidenceStoreContract);

} // namespace

TEST_P(EvidenceStoreContract, GivesBackWhatWasHandedIn) {
    auto open_ended = samples::evidence("e3", "beta");
    open_ended.effective_from.reset();
    open_ended.effective_to.reset();
    write([&](Transaction& t) { ok(t.evidence().add(open_ended)); });
    look([&](Transaction& t) {
        EXPECT_EQ(words(ok(t.evidence().get("e1"))), words(samples::evidence("e1", "alpha")));
        EXPECT_EQ(words(ok(t.evidence().get("e3"))), words(open_ended));
        EXPECT_EQ(key_of(t.evidence().get("e9")), "evidence.not_found");
        EXPECT_EQ(ok(t.evidence().of_organisation("alpha")).size(), 2u);
    });
}

TEST_P(EvidenceStoreContract, SavesWhatIsSaidAboutAFileButNeverItsContent) {
    auto changed = samples::evidence("e1", "alpha");
    changed.note = "差し替え予定";
    changed.file_name = "新しい名前.pdf";
    changed.sha256 = sha256_hex("forged");
    write([&](Transaction& t) {
        ok(t.evidence().save(changed));
        EXPECT_EQ(key_of(t.evidence().save(changed)), "changed_meanwhile");
    });
    look([&](Transaction& t) {
        changed.sha256 = sha256_hex("e1");
        changed.version = 2;
        EXPECT_EQ(words(ok(t.evidence().get("e1"))), words(changed));
    });
}

TEST_P(EvidenceStoreContract, LinksFilesToCriteriaManyToMany) {
    write([](Transaction& t) {
        ok(t.evidence().link("first", {"1-1-1-1", "e1"}));
        ok(t.evidence().link("first", {"1-1-1-1", "e1"})); // Twice changes nothing.
        ok(t.evidence().link("first", {"1-1-1-1", "e2"}));
        ok(t.evidence().link("first", {"2-1-1-1", "e1"}));
        ok(t.evidence().link("second", {"1-1-1-1", "e1"}));
    });
    look([](Transaction& t) {
        const auto links = ok(t.evidence().links("first"));
        ASSERT_EQ(links.size(), 3u);
        EXPECT_EQ(links[0].criterion + links[0].evidence_id, "1-1-1-1e1");
        EXPECT_EQ(links[2].criterion + links[2].evidence_id, "2-1-1-1e1");
        const auto first = ok(t.evidence().get("e1"));
        EXPECT_EQ(links[2].judged, (JudgedFile{first.sha256, first.file_name, first.effective_from, first.effective_to}));
        EXPECT_EQ(ok(t.evidence().linked("first")).size(), 2u) << "each file once";
        const auto everywhere = ok(t.evidence().links_of_organisation("alpha"));
        ASSERT_EQ(everywhere.size(), 4u);
        EXPECT_EQ(everywhere[3].first, "second");
        EXPECT_TRUE(ok(t.evidence().links_of_organisation("beta")).empty());
        EXPECT_EQ(ok(t.evidence().assessments_linking("e1")), (std::vector<std::string>{"first", "second"}));
        EXPECT_EQ(ok(t.evidence().assessments_linking("e2")), std::vector<std::string>{"first"});
    });
}

TEST_P(EvidenceStoreContract, RemovesOnlyWhatStandsBehindNoAnswer) {
    write([](Transaction& t) {
        ok(t.evidence().link("first", {"1-1-1-1", "e1"}));
        EXPECT_EQ(key_of(t.evidence().remove("e1")), "evidence.in_use");
        ok(t.evidence().unlink("first", {"1-1-1-1", "e1"}));
        EXPECT_EQ(key_of(t.evidence().unlink("first", {"1-1-1-1", "e1"})), "evidence.not_linked");
        ok(t.evidence().remove("e1"));
        EXPECT_EQ(key_of(t.evidence().remove("e1")), "evidence.not_found");
        ok(t.evidence().remove("e2"));
    });
    look([](Transaction& t) { EXPECT_TRUE(ok(t.evidence().of_organisation("alpha")).empty()); });
}

} // namespace hoshirube
