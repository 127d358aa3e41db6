#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include "contract/database_test.h"
#include "contract/samples.h"
#include "storage/migrations/migrate.h"

namespace hoshirube {

namespace {

using migrations::Dialect;
using migrations::Migration;

class MigrationContract : public DatabaseTest {
protected:
    Dialect dialect() const { return GetParam() == Engine::Sqlite ? Dialect::Sqlite : Dialect::Postgres; }
};
HOSHIRUBE_ON_BOTH(MigrationContract);

} // namespace

TEST_P(MigrationContract, AreNumberedWithoutAGap) {
    int expected = 0;
    for (const auto& migration : migrations::embedded(dialect())) EXPECT_EQ(migration.number, ++expected) << migration.name;
    EXPECT_GT(expected, 0);
}

TEST_P(MigrationContract, RunOnceOnly) {
    const auto known = migrations::embedded(dialect());
    ok(migrations::migrate(*raw(), dialect(), known));
    auto rows = ok(raw()->query("SELECT number, name FROM migration ORDER BY number"));
    ASSERT_EQ(rows.size(), known.size());
    EXPECT_EQ(std::get<std::string_view>(rows[0][1]), "0001_initial.sql");
}

TEST_P(MigrationContract, BringAnOlderDatabaseForward) {
    const auto known = migrations::embedded(dialect());
    std::vector<Migration> longer(known.begin(), known.end());
    longer.push_back({static_cast<int>(longer.size()) + 1, "later.sql", "CREATE TABLE later (word {text} NOT NULL) {rows};"});
    ok(migrations::migrate(*raw(), dialect(), longer));
    ok(raw()->query("INSERT INTO later (word) VALUES ($1)", {"あと"}));
}

TEST_P(MigrationContract, RefuseADatabaseThatANewerBinaryMade) {
    const auto known = migrations::embedded(dialect());
    const auto refused = migrations::migrate(*raw(), dialect(), known.first(known.size() - 1));
    ASSERT_EQ(key_of(refused), "storage.schema_newer");
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
}

TEST_P(MigrationContract, RefuseWhenTheirTextWasChangedAfterwardsAndNameTheOne) {
    ok(raw()->query("UPDATE migration SET sha256 = $1 WHERE number = 1", {sha256_hex("edited")}));
    database_.reset();
    const auto refused = open_database(url_);
    ASSERT_EQ(key_of(refused), "storage.migration_changed");
    EXPECT_EQ(refused.error().params.at(0).second, "0001_initial.sql");
}

TEST_P(MigrationContract, LeaveNothingOfOneThatFailsHalfway) {
    const auto known = migrations::embedded(dialect());
    std::vector<Migration> longer(known.begin(), known.end());
    longer.push_back(
        {static_cast<int>(longer.size()) + 1, "broken.sql", "CREATE TABLE half (id {int}) {rows}; CREATE TABLE half (id {int})"});
    EXPECT_FALSE(migrations::migrate(*raw(), dialect(), longer));
    EXPECT_FALSE(raw()->query("SELECT id FROM half"));
    ok(migrations::migrate(*raw(), dialect(), known));
}

TEST_P(MigrationContract, TakeTurnsWhenTwoProcessesStartAtOnce) {
    const auto known = migrations::embedded(dialect());
    std::vector<Migration> longer(known.begin(), known.end());
    longer.push_back({static_cast<int>(longer.size()) + 1, "later.sql", "CREATE TABLE later (id {int}) {rows};"});
    Result<Done> results[] = {Done{}, Done{}};
    {
        std::vector<std::jthread> threads;
        for (auto& result : results) threads.emplace_back([&, this] { result = migrations::migrate(*raw(), dialect(), longer); });
    }
    for (const auto& result : results) EXPECT_EQ(key_of(result), "ok") << (result ? "" : result.error().detail);
}

TEST(Schema, IsWrittenDownInDocsAsSqliteTellsIt) {
    const std::string path = std::string(SOURCE_DIR) + "/docs/schema.sql";
    const auto schema = "-- Made from src/storage/migrations by contract_tests; HOSHIRUBE_REBASELINE=1 rewrites it.\n\n" +
                        ok(ok(open_database("sqlite::memory:"))->schema());
    if (std::getenv("HOSHIRUBE_REBASELINE")) std::ofstream(path) << schema;
    std::ifstream file(path);
    const std::string written{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(written, schema) << "Run with HOSHIRUBE_REBASELINE=1 and read the difference.";
}

TEST(DatabaseUrl, IsRefusedWhenItNamesNoDatabaseWeKnow) {
    for (const char* url : {"", "mysql://host/name", "sqlite:", "hoshirube.db", "Postgres://host"}) {
        const auto refused = open_database(url);
        ASSERT_EQ(key_of(refused), "storage.url_unknown") << url;
        EXPECT_EQ(refused.error().code, ErrorCode::Invalid);
    }
}

TEST(DatabaseUrl, NamesThePathThatCannotBeOpened) {
    const auto refused = open_database("sqlite:/nowhere/hoshirube.db");
    ASSERT_EQ(key_of(refused), "storage.open_failed");
    EXPECT_EQ(refused.error().params.at(0).second, "/nowhere/hoshirube.db");
}

TEST(DatabaseUrl, MayBeADatabaseInMemory) {
    const auto database = ok(open_database("sqlite::memory:"));
    {
        const auto t = ok(database->begin(Database::Mode::Write, kKeeper));
        ok(t->organisations().add(samples::organisation("alpha", 1)));
        ok(t->commit());
    }
    const auto t = ok(database->begin(Database::Mode::Read, kKeeper));
    EXPECT_TRUE(ok(t->organisations().find_by_number(samples::number(1))));
}

} // namespace hoshirube
