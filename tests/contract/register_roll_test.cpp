#include "app/register/roll.h"

#include "contract/database_test.h"
#include "contract/samples.h"
#include "contract/words.h"

// The roll answers what the statements answer, on both databases, after each kind of act and whoever did it: this process, which looks
// before it answers, or another one with a connection of its own.

namespace hoshirube {

namespace {

const Day kToday = samples::day("2026-11-23");

class RegisterRollContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([this](Transaction& t) {
            for (int n = 1; n <= 5; ++n) {
                const auto id = "firm" + std::to_string(n);
                firms_.push_back(samples::organisation(id, n));
                firms_.back().prefecture = n % 2 == 0 ? "13" : "23";
                ok(t.organisations().add(firms_.back()));
                ok(t.assessments().add(samples::assessment(id, id)));
                ok(t.assessments().add(samples::assessment(id + "again", id)));
            }
        });
    }

    static void did(Transaction& t, const std::string& firm, const char* type) {
        ok(t.events().append({type, "person", firm, "subject", "{}"}, samples::kNoon));
    }
    void registers(Transaction& t, int firm, const std::string& assessment, std::int64_t number) {
        const auto& o = firms_[static_cast<std::size_t>(firm - 1)];
        ok(t.register_().add(samples::certificate("c" + std::to_string(number), number, assessment, o)));
        did(t, o.id, "star.registered");
    }
    void stands(Transaction& t, std::int64_t number, int firm, const Standing& standing, const char* type) {
        ok(t.register_().save_standing("c" + std::to_string(number), standing));
        did(t, "firm" + std::to_string(firm), type);
    }
    void load() {
        ok(roll_.load(*database_, [] { return false; }));
    }

    // What strangers are shown of an entry, in words.
    static std::string shown(const RegisterEntry& e) {
        const auto& o = e.organisation;
        Line line;
        line << o.corporate_number << o.legal_name << o.legal_name_kana << o.trade_name << o.legal_name_en << o.prefecture
             << o.is_invented;
        for (const auto& c : e.certificates)
            line << c.number << c.official_number << c.corporate_number << c.star << c.edition << c.scope.kind
                 << c.scope.description << c.scope.description_en << c.registered_on << c.last_valid_day << c.seal
                 << to_text(c.standing.kind) << c.standing.since_on << c.standing.until_on;
        return line.text();
    }
    static std::string shown(const std::vector<RegisterEntry>& entries) {
        std::string all;
        for (const auto& one : entries) all += shown(one) + "\n";
        return all;
    }

    // Every question a stranger can ask, to the roll and to the database.
    void expect_same(const char* after) {
        SCOPED_TRACE(after);
        ASSERT_TRUE(ok(roll_.look(*database_)));
        look([this](Transaction& t) {
            std::vector<std::string> numbers;
            for (int n = 0; n <= 6; ++n) numbers.push_back(samples::number(n));
            std::string rolled, stored;
            for (const auto& number : numbers) {
                const auto entry = roll_.find(number);
                rolled += entry ? shown(*entry) + "\n" : "none\n";
                auto certificates = ok(t.register_().certificates_of(number));
                const auto organisation = ok(t.organisations().find_by_number(number));
                stored += organisation && !certificates.empty() ? shown({*organisation, certificates}) + "\n" : "none\n";
            }
            EXPECT_EQ(rolled, stored);
            std::sort(numbers.begin(), numbers.end());
            const auto running = [](const std::vector<Certificate>& all) {
                std::string text;
                for (const auto& c : all) text += std::to_string(c.number) + " of " + c.corporate_number + "\n";
                return text;
            };
            EXPECT_EQ(running(roll_.certificates_among(numbers)), running(ok(t.register_().certificates_among(numbers))));
            for (const std::string& typed : {std::string(), std::string("firm"), std::string("FIRM2"), std::string("新社名"),
                                             std::string("nobody"), samples::number(2), samples::number(6)})
                for (const char* prefecture : {"", "13", "23", "01"})
                    for (const int star : {0, 3, 4})
                        for (const Day today : {kToday, samples::day("2027-02-01")})
                            for (const int offset : {0, 2}) {
                                const bool is_number = typed.size() == 13;
                                const RegisterSearch search{is_number ? typed : organisation_search_key(typed), prefecture, star,
                                                            today};
                                EXPECT_EQ(shown(roll_.look_up(search, offset, 2)),
                                          shown(ok(t.register_().look_up(search, offset, 2))))
                                    << typed << " " << prefecture << " " << star << " " << today.iso8601() << " " << offset;
                            }
        });
    }

    std::vector<Organisation> firms_;
    Roll roll_;
};
HOSHIRUBE_ON_BOTH(RegisterRollContract);

} // namespace

TEST_P(RegisterRollContract, SendsWhoAsksToTheDatabaseUntilItIsLoaded) {
    EXPECT_FALSE(ok(roll_.look(*database_)));
    EXPECT_TRUE(roll_.wants_loading());
    ok(roll_.load(*database_, [] { return true; }));
    EXPECT_FALSE(ok(roll_.look(*database_))) << "the server was stopping";
    load();
    EXPECT_FALSE(roll_.wants_loading());
    expect_same("loading an empty register");
}

TEST_P(RegisterRollContract, AnswersWhatTheDatabaseAnswersAfterEachKindOfAct) {
    write([this](Transaction& t) {
        registers(t, 4, "firm4", 1);
        registers(t, 1, "firm1", 2);
    });
    load();
    expect_same("loading");
    write([this](Transaction& t) { registers(t, 2, "firm2", 3); });
    expect_same("a registration");
    write([this](Transaction& t) { registers(t, 4, "firm4again", 4); });
    expect_same("a renewal");
    write([this](Transaction& t) {
        stands(t, 2, 1, {Standing::Kind::Suspended, kToday, samples::day("2027-01-31")}, "star.suspended");
    });
    expect_same("a suspension");
    write([this](Transaction& t) { stands(t, 2, 1, {Standing::Kind::Granted, kToday, {}}, "star.resumed"); });
    expect_same("a resumption");
    write([this](Transaction& t) { stands(t, 1, 4, {Standing::Kind::Withdrawn, kToday, {}}, "star.withdrawn"); });
    expect_same("a withdrawal");
    write([this](Transaction& t) {
        auto renamed = firms_[1];
        renamed.legal_name = "株式会社新社名";
        renamed.legal_name_kana = "シンシャメイ";
        renamed.legal_name_en = "";
        renamed.prefecture = "01";
        ok(t.organisations().save(renamed));
        did(t, renamed.id, "organisation.changed");
    });
    expect_same("a new name");
    write([](Transaction& t) { did(t, "firm5", "answer.saved"); });
    expect_same("an act that concerns no star");
    load();
    expect_same("loading anew");
}

TEST_P(RegisterRollContract, SeesAtOnceWhatAnotherProcessDid) {
    write([this](Transaction& t) { registers(t, 1, "firm1", 1); });
    load();
    const auto other = ok(open_database(url_)); // With connections of its own, as another process has.
    auto transaction = ok(other->begin(Database::Mode::Write, kKeeper));
    stands(*transaction, 1, 1, {Standing::Kind::Suspended, kToday, {}}, "star.suspended");
    expect_same("an act that is not committed");
    EXPECT_EQ(roll_.find(samples::number(1))->certificates[0].standing.kind, Standing::Kind::Granted);
    ok(transaction->commit());
    transaction.reset();
    ASSERT_TRUE(ok(roll_.look(*database_)));
    EXPECT_EQ(roll_.find(samples::number(1))->certificates[0].standing.kind, Standing::Kind::Suspended);
    expect_same("an act of another process");
}

TEST_P(RegisterRollContract, ShowsNothingOfAFirmWithoutAStar) {
    load();
    write([](Transaction& t) { did(t, "firm3", "organisation.changed"); });
    ASSERT_TRUE(ok(roll_.look(*database_)));
    EXPECT_FALSE(roll_.find(samples::number(3)));
    EXPECT_FALSE(roll_.find("no number"));
    EXPECT_TRUE(roll_.look_up({{}, {}, 0, kToday}, 0, 10).empty());
}

} // namespace hoshirube
