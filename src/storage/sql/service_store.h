#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlServiceStore final : public ServiceStore {
public:
    explicit SqlServiceStore(Connection& connection) : connection_(connection) {}
    Result<Done> add(const ServiceAccount&) override;
    Result<Done> save(const ServiceAccount&) override;
    Result<ServiceAccount> get(const std::string& id) override;
    Result<std::optional<ServiceAccount>> find(const std::string& token_sha256) override;
    Result<std::vector<ServiceAccount>> of_organisation(const std::string& organisation_id) override;
    Result<Done> note_use(const std::string& id, Instant now) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
