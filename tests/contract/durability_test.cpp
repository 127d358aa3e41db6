#include <sys/stat.h>

#include "contract/database_test.h"
#include "contract/disk.h"
#include "contract/samples.h"

// What SQLite promises about the disk; PostgreSQL keeps its own promises in its own process.

namespace hoshirube {

namespace {

class SqliteDurability : public DatabaseTest {
protected:
    void save(int n) {
        write([n](Transaction& t) {
            ok(t.organisations().add(samples::organisation("o" + std::to_string(n), n)));
            ok(t.events().append(samples::event("organisation.registered", "keeper", "o"), samples::kNoon));
            ok(t.remember("keeper", "key" + std::to_string(n), "asked", {"o", 1}, samples::kNoon));
        });
    }
};
INSTANTIATE_TEST_SUITE_P(On, SqliteDurability, testing::Values(Engine::Sqlite), engine_name);

} // namespace

TEST_P(SqliteDurability, CostsOneSyncASave) {
    save(1); // Starts the log.
    for (int n = 2; n < 12; ++n) {
        const int before = disk::syncs();
        save(n);
        EXPECT_EQ(disk::syncs() - before, 1);
    }
}

TEST_P(SqliteDurability, CostsNoSyncToRead) {
    save(1);
    const int before = disk::syncs();
    look([](Transaction& t) { EXPECT_EQ(ok(t.organisations().search("", 0, 10)).size(), 1u); });
    EXPECT_EQ(disk::syncs(), before);
}

TEST_P(SqliteDurability, SaysThatTheDiskIsFullAndWorksAgainAfterwards) {
    save(1);
    {
        const disk::Full full;
        const auto transaction = begin(Database::Mode::Write);
        Result<Done> done = transaction->organisations().add(samples::organisation("o2", 2));
        if (done) done = transaction->commit();
        ASSERT_EQ(key_of(done), "storage.full") << done.error().detail;
        EXPECT_EQ(done.error().code, ErrorCode::Unavailable);
    }
    look([](Transaction& t) { EXPECT_EQ(ok(t.organisations().search("", 0, 10)).size(), 1u); });
    save(2);
    look([](Transaction& t) { EXPECT_EQ(ok(t.organisations().search("", 0, 10)).size(), 2u); });
}

TEST_P(SqliteDurability, StopsTheProcessWhenTheDiskDoesNotConfirm) {
    save(1);
    EXPECT_DEATH(
        {
            const disk::Broken broken;
            save(2);
        },
        "the disk did not confirm");
    look([](Transaction& t) { EXPECT_EQ(ok(t.organisations().search("", 0, 10)).size(), 1u); });
}

TEST_P(SqliteDurability, KeepsItsFileToItsOwner) {
    struct stat status;
    ASSERT_EQ(stat(url_.substr(7).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
}

} // namespace hoshirube
