#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class RegisterStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([this](Transaction& t) {
            for (const auto& o : {alpha_, beta_, buyer_}) ok(t.organisations().add(o));
            for (const char* id : {"first", "second"}) ok(t.assessments().add(samples::assessment(id, "alpha")));
        });
    }
    const Organisation alpha_ = samples::organisation("alpha", 1), beta_ = samples::organisation("beta", 2),
                       buyer_ = samples::organisation("buyer", 3);
};
HOSHIRUBE_ON_BOTH(RegisterStoreContract);

} // namespace

TEST_P(RegisterStoreContract, CountsItsNumbersUp) {
    write([this](Transaction& t) {
        EXPECT_EQ(ok(t.register_().next_number()), 1);
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        EXPECT_EQ(ok(t.register_().next_number()), 2);
    });
}

TEST_P(RegisterStoreContract, RegistersAnAssessmentOnce) {
    const auto certificate = samples::certificate("c1", 1, "first", alpha_);
    write([&](Transaction& t) {
        ok(t.register_().add(certificate));
        EXPECT_EQ(key_of(t.register_().add(samples::certificate("c2", 2, "first", alpha_))), "certificate.exists");
    });
    look([&](Transaction& t) {
        EXPECT_EQ(words(*ok(t.register_().of_assessment("first"))), words(certificate));
        EXPECT_FALSE(ok(t.register_().of_assessment("second")));
        EXPECT_EQ(words(*ok(t.register_().find(1))), words(certificate));
        EXPECT_FALSE(ok(t.register_().find(2)));
    });
}

TEST_P(RegisterStoreContract, AnswersBusyWhenTheNumberWasTakenMeanwhile) {
    write([this](Transaction& t) {
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        EXPECT_EQ(key_of(t.register_().add(samples::certificate("c2", 1, "second", alpha_))), "storage.busy");
    });
}

TEST_P(RegisterStoreContract, FindsTheCertificatesOfManyFirmsAtOnce) {
    write([this](Transaction& t) {
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        ok(t.register_().add(samples::certificate("c2", 2, "second", alpha_)));
    });
    look([this](Transaction& t) {
        EXPECT_TRUE(ok(t.register_().certificates_among({})).empty());
        std::vector<std::string> asked{beta_.corporate_number, alpha_.corporate_number};
        for (int i = 0; i < 2500; ++i) asked.push_back(std::to_string(1'000'000'000'000 + i)); // More than one statement.
        const auto found = ok(t.register_().certificates_among(asked));
        ASSERT_EQ(found.size(), 2U);
        EXPECT_EQ(found[0].number, 2); // Newest first.
        EXPECT_EQ(found[1].number, 1);
    });
}

TEST_P(RegisterStoreContract, PagesThroughWhatIsValidOnADay) {
    const auto certificate = samples::certificate("c1", 1, "first", alpha_);
    write([&](Transaction& t) {
        ok(t.register_().add(certificate));
        ok(t.register_().add(samples::certificate("c2", 2, "second", alpha_)));
    });
    look([&](Transaction& t) {
        const auto last = certificate.last_valid_day;
        EXPECT_EQ(ok(t.register_().valid_on(last, 0, 1)).at(0).number, 1);
        EXPECT_EQ(ok(t.register_().valid_on(last, 1, 10)).at(0).number, 2);
        EXPECT_TRUE(ok(t.register_().valid_on(last, 2, 10)).empty());
        EXPECT_TRUE(ok(t.register_().valid_on(last.plus_days(1), 0, 10)).empty());
    });
}

TEST_P(RegisterStoreContract, LooksUpFirmsThatHoldOrHeldAStar) {
    write([this](Transaction& t) {
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        ok(t.register_().add(samples::certificate("c2", 2, "second", alpha_)));
    });
    look([this](Transaction& t) {
        for (const auto& key : {organisation_search_key("alpha"), alpha_.corporate_number, std::string()}) {
            const auto entries = ok(t.register_().look_up(key, 0, 10));
            ASSERT_EQ(entries.size(), 1u) << key << ": beta has no star and is not shown";
            EXPECT_EQ(words(entries[0].organisation), words(alpha_));
            ASSERT_EQ(entries[0].certificates.size(), 2u);
            EXPECT_EQ(entries[0].certificates[0].number, 2) << "newest first";
        }
        EXPECT_TRUE(ok(t.register_().look_up(organisation_search_key("beta"), 0, 10)).empty());
        EXPECT_TRUE(ok(t.register_().look_up("", 1, 10)).empty()) << "the second page";
        const auto certificates = ok(t.register_().certificates_of(alpha_.corporate_number));
        ASSERT_EQ(certificates.size(), 2u);
        EXPECT_EQ(certificates[0].number, 2);
        EXPECT_TRUE(ok(t.register_().certificates_of(beta_.corporate_number)).empty());
    });
}

TEST_P(RegisterStoreContract, FollowsFirmsWhetherTheyAreHereOrNot) {
    write([this](Transaction& t) {
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        for (const auto& number : {alpha_.corporate_number, beta_.corporate_number, samples::number(99)})
            ok(t.register_().add_follow({"buyer", number, "部品", "bob", samples::kNoon}));
        ok(t.register_().add_follow({"buyer", alpha_.corporate_number, "二度目", "bob", samples::kNoon})); // Changes nothing,
        ok(t.register_().add_follow(
            {"buyer", samples::number(99), "二度目", "bob", samples::kNoon, "九十九製作所"})); // but for a name.
        ok(t.register_().add_follow({"buyer", samples::number(99), "三度目", "bob", samples::kNoon}));
    });
    look([](Transaction& t) {
        const auto follows = ok(t.register_().follows("buyer"));
        ASSERT_EQ(follows.size(), 3u);
        for (const auto& follow : follows) EXPECT_EQ(follow.note + follow.added_by, "部品bob");
        EXPECT_EQ(follows[0].added_at, samples::kNoon);
        for (const auto& follow : follows)
            EXPECT_EQ(follow.name, follow.corporate_number == samples::number(99) ? "九十九製作所" : "");
        const auto entries = ok(t.register_().followed("buyer"));
        ASSERT_EQ(entries.size(), 2u) << "one is not registered here";
        EXPECT_EQ(entries[0].organisation.id + entries[1].organisation.id, "alphabeta");
        EXPECT_EQ(entries[0].certificates.size(), 1u);
        EXPECT_TRUE(entries[1].certificates.empty());
        EXPECT_TRUE(ok(t.register_().followed("alpha")).empty());
    });
    write([this](Transaction& t) {
        ok(t.register_().remove_follow("buyer", alpha_.corporate_number));
        ok(t.register_().remove_follow("buyer", alpha_.corporate_number));
        EXPECT_EQ(ok(t.register_().follows("buyer")).size(), 2u);
    });
}

} // namespace hoshirube
