#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class SessionStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            for (const char* id : {"hanako", "taro"}) ok(t.accounts().add_person(samples::person(id)));
            ok(t.sessions().add(samples::session("office", "hanako", samples::kNoon)));
            ok(t.sessions().add(samples::session("home", "hanako", samples::kNoon.plus_seconds(60))));
            ok(t.sessions().add(samples::session("his", "taro", samples::kNoon)));
        });
    }
};
HOSHIRUBE_ON_BOTH(SessionStoreContract);

} // namespace

TEST_P(SessionStoreContract, FindsASessionByItsTokenAlone) {
    look([](Transaction& t) {
        EXPECT_EQ(words(*ok(t.sessions().find(sha256_hex("office")))),
                  words(samples::session("office", "hanako", samples::kNoon)));
        EXPECT_FALSE(ok(t.sessions().find(sha256_hex("guess"))));
        const auto hers = ok(t.sessions().of_person("hanako"));
        ASSERT_EQ(hers.size(), 2u);
        EXPECT_EQ(hers[0].id, "home") << "last used first";
    });
}

TEST_P(SessionStoreContract, GoesOnUnderANewTokenAndTheOldOneOpensNothing) {
    auto session = samples::session("office", "hanako", samples::kNoon);
    session.token_sha256 = sha256_hex("new");
    session.last_used_at = session.last_used_at.plus_seconds(600);
    session.proved_at = session.last_used_at;
    write([&](Transaction& t) {
        ok(t.sessions().save(session));
        auto ended = session;
        ended.id = "ended";
        EXPECT_EQ(key_of(t.sessions().save(ended)), "session.not_found");
    });
    look([&](Transaction& t) {
        EXPECT_FALSE(ok(t.sessions().find(sha256_hex("office"))));
        EXPECT_EQ(words(*ok(t.sessions().find(sha256_hex("new")))), words(session));
    });
}

TEST_P(SessionStoreContract, EndsOneOrAllButOne) {
    write([](Transaction& t) {
        ok(t.sessions().end("home"));
        ok(t.sessions().end("home"));
        EXPECT_FALSE(ok(t.sessions().find(sha256_hex("home"))));
        ok(t.sessions().add(samples::session("phone", "hanako", samples::kNoon)));
        ok(t.sessions().end_all("hanako", "office"));
        EXPECT_EQ(ok(t.sessions().of_person("hanako")).size(), 1u);
        EXPECT_TRUE(ok(t.sessions().find(sha256_hex("office"))));
        EXPECT_TRUE(ok(t.sessions().find(sha256_hex("his")))) << "another person's";
        ok(t.sessions().end_all("hanako", ""));
        EXPECT_TRUE(ok(t.sessions().of_person("hanako")).empty());
    });
}

} // namespace hoshirube
