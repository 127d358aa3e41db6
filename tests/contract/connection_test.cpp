#include "contract/database_test.h"

namespace hoshirube {

namespace {

using sql::Connection;

class ConnectionContract : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        connection_ = raw();
        ok(connection_->script("CREATE TABLE parent (id BIGINT PRIMARY KEY);"
                               "CREATE TABLE child (id BIGINT PRIMARY KEY, word TEXT UNIQUE, real DOUBLE PRECISION,"
                               " parent_id BIGINT REFERENCES parent (id), CHECK (word <> 'bad'))"));
    }
    void TearDown() override {
        connection_.reset();
        DatabaseTest::TearDown();
    }
    std::string fault(std::string_view statement) {
        const auto result = connection_->query(statement);
        return result ? "none" : result.error().detail.substr(0, result.error().detail.find(':'));
    }
    std::unique_ptr<Connection> connection_;
};
HOSHIRUBE_ON_BOTH(ConnectionContract);

} // namespace

TEST_P(ConnectionContract, CarriesEveryKindOfValueThereAndBack) {
    const std::int64_t large = (std::int64_t{1} << 53) + 1; // A double would round it.
    ok(connection_->query("INSERT INTO child (id, word, real) VALUES ($1, $2, $3)", {large, "星\"'標\\", 0.1}));
    ok(connection_->query("INSERT INTO child (id, word, real) VALUES ($1, $2, $3)", {-1, std::nullopt, std::nullopt}));
    ok(connection_->query("INSERT INTO child (id, word) VALUES ($1, $2)", {2, ""}));
    auto rows = ok(connection_->query("SELECT id, word, real FROM child WHERE id IN ($2, $1, 2) ORDER BY id", {-1, large}));
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(std::get<std::int64_t>(rows[0][0]), -1);
    EXPECT_EQ(rows[0][1].index(), 0u) << "null is not the empty text";
    EXPECT_EQ(std::get<std::string_view>(rows[1][1]), "");
    EXPECT_EQ(std::get<std::int64_t>(rows[2][0]), large);
    EXPECT_EQ(std::get<std::string_view>(rows[2][1]), "星\"'標\\");
    EXPECT_EQ(std::get<double>(rows[2][2]), 0.1);
}

TEST_P(ConnectionContract, SaysHowManyRowsAStatementChanged) {
    EXPECT_EQ(ok(connection_->query("INSERT INTO child (id) VALUES (1), (2), (3)")).changed, 3);
    EXPECT_EQ(ok(connection_->query("UPDATE child SET word = NULL WHERE id > $1", {1})).changed, 2);
    EXPECT_EQ(ok(connection_->query("INSERT INTO child (id) VALUES (1) ON CONFLICT (id) DO NOTHING")).changed, 0);
    EXPECT_EQ(ok(connection_->query("DELETE FROM child WHERE id > $1", {9})).changed, 0);
}

TEST_P(ConnectionContract, NamesTheFault) {
    ok(connection_->query("INSERT INTO child (id, word) VALUES (1, 'one')"));
    EXPECT_EQ(fault("INSERT INTO child (id) VALUES (1)"), "unique");
    EXPECT_EQ(fault("INSERT INTO child (id, word) VALUES (2, 'one')"), "unique");
    EXPECT_EQ(fault("INSERT INTO child (id, parent_id) VALUES (2, 7)"), "foreign_key");
    EXPECT_EQ(fault("INSERT INTO child (id, word) VALUES (2, 'bad')"), "check");
    EXPECT_EQ(fault("SELECT nothing FROM nowhere"), "other");
}

TEST_P(ConnectionContract, RefusesToWriteInATransactionForReading) {
    ok(connection_->begin(Connection::Mode::Read));
    EXPECT_EQ(fault("INSERT INTO parent (id) VALUES (1)"), "other");
    connection_->rollback();
    EXPECT_TRUE(connection_->is_sound());
    ok(connection_->begin(Connection::Mode::Write));
    ok(connection_->query("INSERT INTO parent (id) VALUES (1)"));
    ok(connection_->commit());
}

} // namespace hoshirube
