#include "contract/database_test.h"

#include <cstdlib>

#include "contract/postgres_server.h"
#include "storage/postgres/driver.h"
#include "storage/sqlite/driver.h"

namespace hoshirube {

namespace fs = std::filesystem;

fs::path new_folder() {
    std::string path = (fs::temp_directory_path() / "hoshirube-contract-XXXXXX").string();
    if (!mkdtemp(path.data())) throw std::runtime_error("cannot create " + path);
    return path;
}

std::string engine_name(const testing::TestParamInfo<Engine>& info) {
    return info.param == Engine::Sqlite ? "Sqlite" : "Postgres";
}

void DatabaseTest::SetUp() {
    if (GetParam() == Engine::Sqlite) {
        directory_ = new_folder();
        url_ = "sqlite:" + (directory_ / "hoshirube.db").string();
    } else {
        if (std::getenv("HOSHIRUBE_WITHOUT_POSTGRES")) GTEST_SKIP() << "HOSHIRUBE_WITHOUT_POSTGRES is set.";
        auto& server = PostgresServer::instance();
        ASSERT_TRUE(server.is_running()) << server.problem();
        static int number = 0;
        const auto name = "contract_" + std::to_string(++number);
        ok(ok(postgres::open(server.url("postgres")))->script("CREATE DATABASE " + name));
        url_ = server.url(name);
    }
    database_ = ok(open_database(url_));
}

void DatabaseTest::TearDown() {
    database_.reset();
    std::error_code ignored;
    if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

void DatabaseTest::write(const std::function<void(Transaction&)>& body) {
    const auto transaction = begin(Database::Mode::Write);
    body(*transaction);
    ok(transaction->commit());
}

void DatabaseTest::look(const std::function<void(Transaction&)>& body) {
    const auto transaction = begin(Database::Mode::Read);
    body(*transaction);
}

std::unique_ptr<sql::Connection> DatabaseTest::raw() {
    if (GetParam() == Engine::Postgres) return ok(postgres::open(url_));
    return ok(sqlite::open(url_.substr(7), sqlite::kReaderCacheKib));
}

} // namespace hoshirube
