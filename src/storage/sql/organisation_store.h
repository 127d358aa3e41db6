#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlOrganisationStore final : public OrganisationStore {
public:
    explicit SqlOrganisationStore(Connection& connection) : connection_(connection) {}
    Result<Done> add(const Organisation&) override;
    Result<Done> save(const Organisation&) override;
    Result<Organisation> get(const std::string& id) override;
    Result<std::optional<Organisation>> find_by_number(const std::string& corporate_number) override;
    Result<std::vector<Organisation>> search(const std::string& key, int offset, int limit) override;
    Result<std::string> group_root(const Organisation&) override;
    Result<Profile> profile(const std::string& organisation_id) override;
    Result<Done> save_profile(const std::string& organisation_id, const Profile&, Instant) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
