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
const Day kToday = samples::day("2026-11-23");
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

TEST_P(RegisterStoreContract, KeepsWhatBecameOfAStar) {
    const auto until = samples::day("2027-01-31");
    write([&](Transaction& t) {
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        ok(t.register_().add(samples::certificate("c2", 2, "second", alpha_)));
        ok(t.register_().save_standing("c1", {Standing::Kind::Suspended, samples::day("2026-12-01"), until}));
    });
    look([&](Transaction& t) {
        EXPECT_EQ(ok(t.register_().find(1))->standing, (Standing{Standing::Kind::Suspended, samples::day("2026-12-01"), until}));
        EXPECT_EQ(ok(t.register_().find(2))->standing, Standing{});
        EXPECT_EQ(ok(t.register_().not_granted()).size(), 1u);
        EXPECT_EQ(ok(t.register_().valid_on(until, 0, 10)).size(), 1u) << "suspended on its last day";
        EXPECT_EQ(ok(t.register_().valid_on(until.plus_days(1), 0, 10)).size(), 2u) << "and not on the next";
    });
    write([&](Transaction& t) {
        ok(t.register_().save_standing("c1", {Standing::Kind::Suspended, samples::day("2026-12-01"), {}}));
        ok(t.register_().save_standing("c2", {Standing::Kind::Withdrawn, samples::day("2026-12-02"), {}}));
        EXPECT_TRUE(ok(t.register_().valid_on(until.plus_days(1), 0, 10)).empty());
        ok(t.register_().save_standing("c1", {Standing::Kind::Granted, samples::day("2026-12-03"), {}}));
        EXPECT_EQ(ok(t.register_().not_granted()).at(0).number, 2);
        EXPECT_EQ(ok(t.register_().valid_on(until, 0, 10)).at(0).number, 1);
    });
}

TEST_P(RegisterStoreContract, KeepsWhatWasAskedForAndWhoDidIt) {
    const StarChange asked{"h1",           "c1",   "alpha",       StarAct::Suspend, samples::day("2027-01-31"),
                           "届け出と違う", "olga", samples::kNoon};
    write([&](Transaction& t) {
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        ok(t.register_().add_change(asked));
        ok(t.register_().add_change(
            {"h2", "c1", "alpha", StarAct::Withdraw, {}, "虚偽", "olga", samples::kNoon.plus_seconds(1)}));
    });
    look([&](Transaction& t) {
        const auto waiting = ok(t.register_().waiting_changes(10));
        ASSERT_EQ(waiting.size(), 2u);
        EXPECT_EQ(waiting[0].change.id, "h1") << "oldest first";
        EXPECT_EQ(waiting[0].certificate.number, 1);
        const auto found = ok(t.register_().find_change("h1"));
        ASSERT_TRUE(found);
        EXPECT_EQ(found->organisation_id + found->reason + found->asked_by, "alpha届け出と違うolga");
        EXPECT_EQ(found->until_on, asked.until_on);
        EXPECT_EQ(found->state, StarChange::State::Waiting);
        EXPECT_FALSE(ok(t.register_().find_change("h3")));
    });
    auto done = asked;
    done.state = StarChange::State::Done;
    done.decided_by = "otto";
    done.decided_at = samples::kNoon.plus_seconds(60);
    write([&](Transaction& t) {
        ok(t.register_().decide_change(done));
        EXPECT_EQ(key_of(t.register_().decide_change(done)), "star_change.decided_already");
    });
    look([&](Transaction& t) {
        EXPECT_EQ(ok(t.register_().waiting_changes(10)).size(), 1u);
        const auto changes = ok(t.register_().changes_of("c1"));
        ASSERT_EQ(changes.size(), 2u);
        EXPECT_EQ(changes[0].id, "h2") << "newest first";
        EXPECT_EQ(changes[1].decided_by, "otto");
        EXPECT_EQ(changes[1].decided_at, done.decided_at);
    });
}

TEST_P(RegisterStoreContract, KeepsEveryKeyThatEverSigned) {
    const auto at = [](int seconds) { return samples::kNoon.plus_seconds(seconds); };
    const auto thumbprints = [](Transaction& t) {
        std::string all;
        for (const auto& key : ok(t.register_().certificate_keys())) all += key.thumbprint + (key.until_at ? "-" : "+");
        return all;
    };
    write([&](Transaction& t) {
        EXPECT_EQ(thumbprints(t), "");
        ok(t.register_().sign_with({"a", "{}", at(0), {}}));
        ok(t.register_().sign_with({"b", "{}", at(10), {}}));
        ok(t.register_().sign_with({"c", "{}", at(20), {}}));
        EXPECT_EQ(thumbprints(t), "c+b-a-") << "the one that signs first, then the latest";
        EXPECT_EQ(ok(t.register_().certificate_keys())[1].until_at, at(20));
        ok(t.register_().sign_with({"a", "{}", at(30), {}}));
        EXPECT_EQ(thumbprints(t), "a+c-b-") << "an old key that signs again";
        EXPECT_EQ(ok(t.register_().certificate_keys())[0].since_at, at(0));
    });
}

TEST_P(RegisterStoreContract, LooksUpFirmsThatHoldOrHeldAStar) {
    write([this](Transaction& t) {
        ok(t.register_().add(samples::certificate("c1", 1, "first", alpha_)));
        ok(t.register_().add(samples::certificate("c2", 2, "second", alpha_)));
    });
    look([this](Transaction& t) {
        for (const auto& key : {organisation_search_key("alpha"), alpha_.corporate_number, std::string()}) {
            const auto entries = ok(t.register_().look_up({key, {}, 0, kToday}, 0, 10));
            ASSERT_EQ(entries.size(), 1u) << key << ": beta has no star and is not shown";
            EXPECT_EQ(words(entries[0].organisation), words(alpha_));
            ASSERT_EQ(entries[0].certificates.size(), 2u);
            EXPECT_EQ(entries[0].certificates[0].number, 2) << "newest first";
        }
        EXPECT_TRUE(ok(t.register_().look_up({organisation_search_key("beta"), {}, 0, kToday}, 0, 10)).empty());
        EXPECT_TRUE(ok(t.register_().look_up({{}, {}, 0, kToday}, 1, 10)).empty()) << "the second page";
        const auto certificates = ok(t.register_().certificates_of(alpha_.corporate_number));
        ASSERT_EQ(certificates.size(), 2u);
        EXPECT_EQ(certificates[0].number, 2);
        EXPECT_TRUE(ok(t.register_().certificates_of(beta_.corporate_number)).empty());
        const auto found = [&](const char* prefecture, int star, Day today) {
            return ok(t.register_().look_up({{}, prefecture, star, today}, 0, 10)).size();
        };
        EXPECT_EQ(found("23", 0, kToday), 1u);
        EXPECT_EQ(found("13", 0, kToday), 0u);
        EXPECT_EQ(found("23", 3, kToday), 1u);
        EXPECT_EQ(found("", 4, kToday), 0u);
        EXPECT_EQ(found("", 3, samples::day("2027-11-21")), 1u);
        EXPECT_EQ(found("", 3, samples::day("2027-11-22")), 0u) << "expired";
    });
    write([&](Transaction& t) {
        ok(t.register_().save_standing("c1", {Standing::Kind::Withdrawn, kToday, {}}));
        ok(t.register_().save_standing("c2", {Standing::Kind::Suspended, kToday, samples::day("2026-12-31")}));
        const auto found = [&](int star, const char* today) {
            return ok(t.register_().look_up({{}, {}, star, samples::day(today)}, 0, 10)).size();
        };
        EXPECT_EQ(found(0, "2026-12-31"), 1u);
        EXPECT_EQ(found(3, "2026-12-31"), 0u);
        EXPECT_EQ(found(3, "2027-01-01"), 1u);
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
