#include "contract/database_test.h"
#include "contract/postgres_server.h"
#include "contract/samples.h"
#include "storage/postgres/driver.h"
#include "storage/sqlite/driver.h"

// What a backup stands on: one state of the database as a file, and the way back.

namespace hoshirube {

namespace {

class CopyContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        folder_ = new_folder();
    }
    void TearDown() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
        DatabaseTest::TearDown();
    }
    std::string copy() const { return (folder_ / "copy.db").string(); }

    // Rows of each kind: references, numbers given out by the database, absent values, tables without a rowid.
    void fill(int from, int count) {
        write([&](Transaction& t) {
            for (int n = from; n < from + count; ++n) {
                const auto id = "o" + std::to_string(n);
                ok(t.organisations().add(samples::organisation(id, n)));
                ok(t.accounts().add_person(samples::person("p" + id)));
                ok(t.accounts().add_membership(samples::membership("p" + id, id, Role::Applicant)));
                ok(t.events().append(samples::event("organisation.registered", "keeper", id), samples::kNoon));
                ok(t.ledgers().mark_public());
                ok(t.remember("keeper", "key" + id, "asked", {id, 1}, samples::kNoon));
            }
        });
    }
    static std::size_t firms_in(Database& database) {
        const auto transaction = ok(database.begin(Database::Mode::Read, kKeeper));
        std::size_t count = 0;
        for (;;) { // A page at a time: no search answers more.
            const auto page = ok(transaction->organisations().search("", static_cast<int>(count), 200)).size();
            count += page;
            if (page == 0) return count;
        }
    }

    std::filesystem::path folder_;
};
HOSHIRUBE_ON_BOTH(CopyContract);

} // namespace

TEST_P(CopyContract, ShowsTheStateOfItsBeginningHoweverMuchIsWrittenMeanwhile) {
    fill(1, 700);
    {
        const auto snapshot = ok(database_->snapshot());
        fill(1001, 50);
        ok(snapshot->copy_to(copy()));
    }
    ok(check_copy(copy()));
    EXPECT_EQ(firms_in(*database_), 750u);
    const auto copied = ok(open_database("sqlite:" + copy()));
    EXPECT_EQ(firms_in(*copied), 700u);
    const auto transaction = ok(copied->begin(Database::Mode::Read, kKeeper));
    EXPECT_EQ(ok(transaction->events().after(0, 5000)).size(), 700u);
    EXPECT_EQ(ok(transaction->ledgers().public_after(0, 5000)).size(), 700u);
    EXPECT_EQ(ok(transaction->events().after(699, 1))[0].event.subject, "o700");
}

TEST_P(CopyContract, GoesIntoAnEmptyPostgresAndCountsOn) {
    auto& server = PostgresServer::instance();
    if (!server.is_running()) GTEST_SKIP() << server.problem();
    fill(1, 1200);
    ok(ok(database_->snapshot())->copy_to(copy()));
    const std::string name = GetParam() == Engine::Sqlite ? "copied_from_sqlite" : "copied_from_postgres";
    ok(ok(postgres::open(server.url("postgres")))->script("CREATE DATABASE " + name));
    ok(load_copy(copy(), server.url(name)));
    const auto loaded = ok(open_database(server.url(name)));
    EXPECT_EQ(firms_in(*loaded), 1200u);
    {
        const auto transaction = ok(loaded->begin(Database::Mode::Write, kKeeper));
        ok(transaction->organisations().add(samples::organisation("new", 5000)));
        ok(transaction->events().append(samples::event("organisation.registered", "keeper", "new"), samples::kNoon));
        EXPECT_EQ(ok(transaction->events().after(1200, 10)).at(0).sequence, 1201);
        ok(transaction->commit());
    }
    EXPECT_EQ(key_of(load_copy(copy(), server.url(name))), "storage.not_empty");
    const auto constraints = ok(ok(postgres::open(server.url(name)))
                                    ->query("SELECT count(oid) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"));
    EXPECT_EQ(std::get<std::int64_t>(constraints[0][0]), 0) << "every reference is back, and checked";
}

TEST_P(CopyContract, IsFoundDamagedWhereItIs) {
    fill(1, 300);
    ok(ok(database_->snapshot())->copy_to(copy()));
    ok(check_copy(copy()));
    const auto file = ok(sqlite::open(copy(), sqlite::kReaderCacheKib));
    ok(file->script("PRAGMA foreign_keys = OFF; DELETE FROM person WHERE id = 'po7'"));
    EXPECT_EQ(key_of(check_copy(copy())), "storage.copy_damaged");
}

} // namespace hoshirube
