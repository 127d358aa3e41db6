#include "contract/database_test.h"
#include "contract/postgres_server.h"
#include "contract/samples.h"
#include "storage/postgres/driver.h"

namespace hoshirube {

namespace {

// The tables that hold what firms wrote, with the column that names a row.
constexpr const char* kTables[][2] = {{"assessment", "id"},
                                      {"answer", "criterion"},
                                      {"evidence", "id"},
                                      {"evidence_link", "evidence_id"},
                                      {"carried_answer", "criterion"},
                                      {"decision", "criterion"},
                                      {"advice", "id"},
                                      {"confirmation", "assessment_id"},
                                      {"declaration", "assessment_id"},
                                      {"profile_answer", "step"},
                                      {"event", "subject"},
                                      {"refusal", "object_id"},
                                      {"star_change", "id"}};

// PostgreSQL alone: SQLite has no users, its file belongs to the server's keeper.
class RowSecurity : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        write([](Transaction& t) {
            int n = 0;
            for (const char* id : {"alpha", "delta", "office", "buyer"}) {
                ok(t.organisations().add(samples::organisation(id, ++n)));
                ok(t.organisations().save_profile(id, {{"pcs", "5"}}, samples::kNoon));
            }
            for (const char* id : {"hanako", "taro", "stranger", "buyer", "former"})
                ok(t.accounts().add_person(samples::person(id)));
            ok(t.accounts().add_membership(samples::membership("hanako", "alpha", Role::Applicant)));
            ok(t.accounts().add_membership(samples::membership("taro", "office", Role::Expert)));
            ok(t.accounts().add_membership(samples::membership("stranger", "delta", Role::Management)));
            ok(t.accounts().add_membership(samples::membership("buyer", "buyer", Role::Buyer)));
            ok(t.accounts().add_membership(
                {"former", "alpha", Role::Applicant, samples::day("2020-01-01"), samples::day("2020-12-31")}));
            auto assessment = samples::assessment("first", "alpha");
            assessment.state = AssessmentState::Submitted;
            assessment.confirmer_id = "taro";
            ok(t.assessments().add(assessment));
            ok(t.assessments().save_answer("first", samples::answer("1-2-1-1")));
            ok(t.evidence().add(samples::evidence("file", "alpha")));
            ok(t.evidence().link("first", {"1-2-1-1", "file"}));
            ok(t.assessments().add_carried("first", {"1-2-1-1", "first", {"1-1"}, "same", false}));
            ok(t.reviews().save_decision("first", samples::decision("1-2-1-1", 1)));
            ok(t.reviews().add_advice("first", {"advice", "1-2-1-1", "助言", "taro", "confirmer", 1, samples::kNoon}));
            ok(t.reviews().add_confirmation(samples::confirmation("first", 1, "taro")));
            ok(t.reviews().add_declaration({"first", 1, "hanako", "星野", sha256_hex("form"), samples::kNoon}));
            ok(t.register_().add(samples::certificate("c1", 1, "first", samples::organisation("alpha", 1))));
            ok(t.register_().add_change({"h1", "c1", "alpha", StarAct::Suspend, {}, "届け出と違う", "olga", samples::kNoon}));
            ok(t.events().append(samples::event("answer.saved", "hanako", "first"), samples::kNoon));
            ok(t.events().add_refusal({samples::kNoon.tokyo_day(), "stranger", "assessment.read", "first", "alpha",
                                       "default.deny", 1, samples::kNoon, samples::kNoon}));
        });
    }

    // How many rows of a table a statement without any WHERE shows.
    std::size_t rows(const std::string& actor, const char* table, const char* column) {
        const auto connection = raw();
        ok(connection->begin(sql::Connection::Mode::Read));
        ok(connection->act_for(actor));
        return ok(connection->query(std::string("SELECT ") + column + " FROM " + table)).size();
    }
};
INSTANTIATE_TEST_SUITE_P(Postgres, RowSecurity, testing::Values(Engine::Postgres), engine_name);

} // namespace

TEST_P(RowSecurity, ShowsNothingOfAnotherFirmToAStatementThatForgotToAsk) {
    for (const auto& [table, column] : kTables) {
        const bool is_own_profile = std::string(table) == "profile_answer";
        EXPECT_GE(rows("hanako", table, column), 1u) << table << " to its own firm";
        EXPECT_EQ(rows("stranger", table, column), is_own_profile ? 1u : 0u) << table << " to a stranger";
        EXPECT_EQ(rows("former", table, column), 0u) << table << " to somebody who left";
        EXPECT_EQ(rows("buyer", table, column), is_own_profile ? 1u : 0u) << table << " to a buyer";
        EXPECT_EQ(rows("nobody", table, column), 0u) << table << " to a person without any part";
        EXPECT_EQ(rows("", table, column), 0u) << table << " to the public";
        EXPECT_GE(rows(kKeeper, table, column), 1u) << table << " to the server's own work";
    }
}

TEST_P(RowSecurity, ShowsTheNamedExpertWhatIsToBeJudged) {
    for (const char* table : {"assessment", "answer", "evidence", "evidence_link", "decision", "advice", "confirmation"})
        for (const auto& [name, column] : kTables) {
            if (std::string(name) != table) continue;
            EXPECT_EQ(rows("taro", table, column), 1u) << table;
        }
    write([](Transaction& t) {
        auto assessment = ok(t.assessments().get("first"));
        assessment.state = AssessmentState::Draft;
        ok(t.assessments().save(assessment));
    });
    EXPECT_EQ(rows("taro", "answer", "criterion"), 0u) << "taken back: a draft is not theirs";
}

TEST_P(RowSecurity, ShowsABuyerWhatWasDisclosedWhileItIs) {
    const auto today = *Day::parse("2026-01-01");
    write([&](Transaction& t) {
        ok(t.grants().add_disclosure({"d",
                                      "alpha",
                                      "first",
                                      DisclosureLevel::Detail,
                                      "buyer",
                                      "取引",
                                      today,
                                      *Day::parse("2999-12-31"),
                                      "hanako",
                                      samples::kNoon,
                                      {}}));
    });
    EXPECT_EQ(rows("buyer", "answer", "criterion"), 1u);
    EXPECT_EQ(rows("buyer", "evidence", "id"), 0u) << "files are disclosed one by one";
    write([](Transaction& t) { ok(t.grants().end_disclosure("d", samples::kNoon)); });
    EXPECT_EQ(rows("buyer", "answer", "criterion"), 0u);
}

TEST_P(RowSecurity, ShowsNetworksToTheirOwnBuyersAlone) {
    write([](Transaction& t) {
        ok(t.networks().add({"n", "buyer", "部品", "", "", "", NetworkState::Collecting, "", "", "buyer", samples::kNoon, 1}));
        ok(t.networks().add_run(
            {"r", "n", "published", "", "f64", true, "all", RunState::Waiting, "", "", "buyer", samples::kNoon, {}, 1}));
    });
    for (const char* table : {"network", "network_run"}) {
        EXPECT_EQ(rows("buyer", table, "id"), 1u) << table;
        EXPECT_EQ(rows(kKeeper, table, "id"), 1u) << table;
        for (const char* other : {"hanako", "stranger", "former", ""}) EXPECT_EQ(rows(other, table, "id"), 0u) << table << other;
    }
}

TEST_P(RowSecurity, ShowsNotesToTheFirmAndLinksToTheirPerson) {
    write([](Transaction& t) {
        ok(t.accounts().add_person(samples::person("jiro")));
        ok(t.accounts().add_membership(samples::membership("jiro", "alpha", Role::Management)));
        ok(t.calendar().add_note({"n",
                                  "alpha",
                                  "yearly/3-1-1-4",
                                  DutyNote::What::Done,
                                  samples::day("2026-10-06"),
                                  "",
                                  "",
                                  {},
                                  "hanako",
                                  samples::kNoon}));
        ok(t.calendar().add_link({"l", "alpha", "hanako", "ja", samples::kNoon}));
        ok(t.calendar().save_reminder({"hanako", "alpha", samples::kNoon}));
    });
    EXPECT_EQ(rows("jiro", "duty_note", "id"), 1u) << "a colleague";
    EXPECT_EQ(rows("jiro", "calendar_link", "id"), 0u) << "a link is its person's own";
    EXPECT_EQ(rows("jiro", "reminder", "person_id"), 0u);
    for (const auto& [table, column] : {std::pair{"duty_note", "id"}, {"calendar_link", "id"}, {"reminder", "person_id"}}) {
        EXPECT_EQ(rows("hanako", table, column), 1u) << table;
        EXPECT_EQ(rows(kKeeper, table, column), 1u) << table;
        for (const char* other : {"stranger", "former", "buyer", ""}) EXPECT_EQ(rows(other, table, column), 0u) << table << other;
    }
}

TEST_P(RowSecurity, LetsNobodyWriteIntoAnotherFirm) {
    const auto connection = raw();
    ok(connection->begin(sql::Connection::Mode::Write));
    ok(connection->act_for("stranger"));
    EXPECT_EQ(ok(connection->query("UPDATE answer SET note = 'x'")).changed, 0);
    EXPECT_EQ(ok(connection->query("DELETE FROM evidence_link")).changed, 0);
    EXPECT_FALSE(
        connection->query("INSERT INTO evidence_link (assessment_id, criterion, evidence_id) VALUES ('first', 'x', 'file')"));
}

TEST_P(RowSecurity, FailsWhereNobodyIsNamed) {
    for (const auto& [table, column] : kTables) {
        const auto connection = raw();
        ok(connection->begin(sql::Connection::Mode::Read));
        EXPECT_FALSE(connection->query(std::string("SELECT ") + column + " FROM " + table)) << table;
    }
    // Nor does the name outlive its transaction.
    const auto connection = raw();
    ok(connection->begin(sql::Connection::Mode::Write));
    ok(connection->act_for("hanako"));
    ok(connection->commit());
    ok(connection->begin(sql::Connection::Mode::Read));
    EXPECT_FALSE(connection->query("SELECT id FROM assessment"));
}

TEST_P(RowSecurity, IsNotPassedByASuperuser) {
    const auto name = url_.substr(0, url_.find('?')).substr(std::string("postgresql:///").size());
    const auto opened = open_database(PostgresServer::instance().superuser_url(name));
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().key, "storage.superuser");
}

} // namespace hoshirube
