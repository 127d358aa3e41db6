#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlSessionStore final : public SessionStore {
public:
    explicit SqlSessionStore(Connection& connection) : connection_(connection) {}

    Result<Done> add(const Session&) override;
    Result<Done> save(const Session&) override;
    Result<std::optional<Session>> find(const std::string& token_sha256) override;
    Result<std::vector<Session>> of_person(const std::string& person_id) override;
    Result<Done> end(const std::string& id) override;
    Result<Done> end_all(const std::string& person_id, const std::string& except_id) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
