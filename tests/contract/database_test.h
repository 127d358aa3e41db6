#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "storage/sql/connection.h"
#include "storage/storage.h"

// What every implementation of the ports in app/ports.h promises. Each test runs on SQLite and on PostgreSQL; a test
// that passes on one only is a bug of ours.

namespace hoshirube {

enum class Engine { Sqlite, Postgres };

// The value, or the end of the test with what went wrong.
template <typename T>
T ok(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().key + " " + result.error().detail);
    return std::move(*result);
}

// The error's key, or "ok".
template <typename T>
std::string key_of(const Result<T>& result) {
    return result ? "ok" : result.error().key;
}

// A database without content for each test, with a few helpers that make tests read like what they say.
class DatabaseTest : public testing::TestWithParam<Engine> {
protected:
    void SetUp() override;
    void TearDown() override;

    // One transaction, committed.
    void write(const std::function<void(Transaction&)>& body);
    // One transaction that only looks.
    void look(const std::function<void(Transaction&)>& body);
    std::unique_ptr<Transaction> begin(Database::Mode mode) { return ok(database_->begin(mode, kKeeper)); }

    // A connection beside the stores, for what no store would do.
    std::unique_ptr<sql::Connection> raw();

    std::unique_ptr<Storage> database_;
    std::string url_;

private:
    std::filesystem::path directory_;
};

std::string engine_name(const testing::TestParamInfo<Engine>& info);

// On both databases.
#define HOSHIRUBE_ON_BOTH(suite)                                                                                                 \
    INSTANTIATE_TEST_SUITE_P(On, suite, testing::Values(Engine::Sqlite, Engine::Postgres), engine_name)

// An empty folder of its own, removed at the end.
std::filesystem::path new_folder();

} // namespace hoshirube
