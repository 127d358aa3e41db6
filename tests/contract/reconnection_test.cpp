#include <thread>

#include "contract/database_test.h"
#include "contract/postgres_server.h"
#include "contract/samples.h"

namespace hoshirube {

namespace {

class PostgresReconnection : public DatabaseTest {};
INSTANTIATE_TEST_SUITE_P(On, PostgresReconnection, testing::Values(Engine::Postgres), engine_name);

} // namespace

TEST_P(PostgresReconnection, AnswersUnavailableWhileTheServerIsAwayAndWorksOnceItIsBack) {
    write([](Transaction& t) { ok(t.organisations().add(samples::organisation("alpha", 1))); });
    const auto interrupted = begin(Database::Mode::Write);
    ok(interrupted->organisations().add(samples::organisation("beta", 2)));
    PostgresServer::instance().stop();
    EXPECT_EQ(key_of(interrupted->commit()), "storage.unreachable");
    const auto away = database_->begin(Database::Mode::Read, kKeeper);
    ASSERT_EQ(key_of(away), "storage.unreachable");
    EXPECT_EQ(away.error().code, ErrorCode::Unavailable);
    PostgresServer::instance().start();
    look([](Transaction& t) {
        EXPECT_TRUE(ok(t.organisations().find_by_number(samples::number(1))));
        EXPECT_FALSE(ok(t.organisations().find_by_number(samples::number(2))));
    });
}

TEST_P(PostgresReconnection, DoesNotFeelARestartBetweenTransactions) {
    {
        const auto first = begin(Database::Mode::Read), second = begin(Database::Mode::Read); // Two connections in the pool.
    }
    PostgresServer::instance().stop();
    PostgresServer::instance().start();
    write([](Transaction& t) { ok(t.organisations().add(samples::organisation("alpha", 1))); });
}

} // namespace hoshirube
