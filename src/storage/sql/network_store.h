#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlNetworkStore final : public NetworkStore {
public:
    explicit SqlNetworkStore(Connection& connection) : connection_(connection) {}
    Result<Done> add(const KeptNetwork&) override;
    Result<Done> save(const KeptNetwork&) override;
    Result<Done> remove(const std::string& id) override;
    Result<KeptNetwork> get(const std::string& id) override;
    Result<std::vector<KeptNetwork>> of_organisation(const std::string& organisation_id) override;
    Result<std::vector<KeptNetwork>> in_preparation() override;
    Result<Done> add_run(const NetworkRun&) override;
    Result<Done> save_run(const NetworkRun&) override;
    Result<NetworkRun> get_run(const std::string& id) override;
    Result<std::vector<NetworkRun>> runs_of(const std::string& network_id) override;
    Result<std::vector<NetworkRun>> waiting_runs() override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
