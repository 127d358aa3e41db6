#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

namespace hoshirube {

namespace {

class FactorStoreContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            for (const char* id : {"hanako", "taro"}) ok(t.accounts().add_person(samples::person(id)));
        });
    }
};
HOSHIRUBE_ON_BOTH(FactorStoreContract);

Passkey passkey(const std::string& id, const std::string& person_id) {
    return {id, person_id,      "credential-" + id, "key", "es256", "hoshirube.example.jp", "会社のパソコン",
            7,  samples::kNoon, samples::kNoon};
}

} // namespace

TEST_P(FactorStoreContract, KeepsOneAuthenticatorAppAPerson) {
    CodeApp app{"hanako", "sealed", samples::kNoon, {}, -1};
    write([&](Transaction& t) {
        EXPECT_FALSE(ok(t.factors().code_app("hanako")));
        ok(t.factors().save_code_app(app));
        app.sealed_secret = "sealed anew";
        app.confirmed_at = samples::kNoon.plus_seconds(60);
        app.last_used_step = 60'000'000;
        ok(t.factors().save_code_app(app));
    });
    look([&](Transaction& t) { EXPECT_EQ(words(*ok(t.factors().code_app("hanako"))), words(app)); });
    write([](Transaction& t) {
        ok(t.factors().remove_code_app("hanako"));
        EXPECT_FALSE(ok(t.factors().code_app("hanako")));
    });
}

TEST_P(FactorStoreContract, TakesARecoveryCodeOnceAndFromItsOwnerAlone) {
    const auto code = sha256_hex("code"), other = sha256_hex("other");
    write([&](Transaction& t) {
        ok(t.factors().replace_recovery_codes("hanako", {code, other}));
        EXPECT_EQ(ok(t.factors().recovery_codes_left("hanako")), 2);
        EXPECT_FALSE(ok(t.factors().use_recovery_code("taro", code, samples::kNoon)));
        EXPECT_TRUE(ok(t.factors().use_recovery_code("hanako", code, samples::kNoon)));
        EXPECT_FALSE(ok(t.factors().use_recovery_code("hanako", code, samples::kNoon))) << "used";
        EXPECT_EQ(ok(t.factors().recovery_codes_left("hanako")), 1);
        ok(t.factors().replace_recovery_codes("hanako", {sha256_hex("new")}));
        EXPECT_FALSE(ok(t.factors().use_recovery_code("hanako", other, samples::kNoon))) << "replaced";
    });
}

TEST_P(FactorStoreContract, KeepsPasskeysApart) {
    write([](Transaction& t) {
        ok(t.factors().add_passkey(passkey("phone", "hanako")));
        ok(t.factors().add_passkey(passkey("laptop", "hanako")));
        ok(t.factors().add_passkey(passkey("his", "taro")));
    });
    look([](Transaction& t) {
        EXPECT_EQ(words(*ok(t.factors().find_passkey("credential-phone"))), words(passkey("phone", "hanako")));
        EXPECT_FALSE(ok(t.factors().find_passkey("credential")));
        EXPECT_EQ(ok(t.factors().passkeys_of("hanako")).size(), 2u);
    });
    auto changed = passkey("phone", "hanako");
    changed.name = "私物の電話";
    changed.counter = 8;
    changed.last_used_at = {};
    write([&](Transaction& t) {
        ok(t.factors().save_passkey(changed));
        EXPECT_EQ(words(*ok(t.factors().find_passkey("credential-phone"))), words(changed));
        EXPECT_EQ(key_of(t.factors().save_passkey(passkey("gone", "hanako"))), "passkey.not_found");
        ok(t.factors().remove_passkey("phone"));
        EXPECT_EQ(ok(t.factors().passkeys_of("hanako")).size(), 1u);
        auto again = passkey("another id", "taro");
        again.credential_id = "credential-laptop";
        EXPECT_EQ(key_of(t.factors().add_passkey(again)), "passkey.there_already");
    });
}

TEST_P(FactorStoreContract, UsesAChallengeOnce) {
    write([](Transaction& t) {
        EXPECT_TRUE(ok(t.factors().use_challenge(sha256_hex("one"), samples::kNoon)));
        EXPECT_FALSE(ok(t.factors().use_challenge(sha256_hex("one"), samples::kNoon)));
        EXPECT_TRUE(ok(t.factors().use_challenge(sha256_hex("two"), samples::kNoon)));
    });
}

} // namespace hoshirube
