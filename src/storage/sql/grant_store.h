#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlGrantStore final : public GrantStore {
public:
    explicit SqlGrantStore(Connection& connection) : connection_(connection) {}
    Result<Done> add_mandate(const Mandate&) override;
    Result<Mandate> get_mandate(const std::string& id) override;
    Result<Done> end_mandate(const std::string& id, Instant) override;
    Result<std::vector<MandateView>> mandates_of(const std::string& organisation_id) override;

    Result<Done> add_disclosure(const Disclosure&) override;
    Result<Disclosure> get_disclosure(const std::string& id) override;
    Result<Done> end_disclosure(const std::string& id, Instant) override;
    Result<std::vector<DisclosureView>> disclosures_of(const std::string& organisation_id) override;
    Result<std::vector<Disclosure>> disclosures_to(const std::string& person_id, const std::string& object_id, Instant) override;

    Result<Done> note_work(const std::string& person_id, const std::string& client_id, WorkKind, Instant) override;
    Result<Done> declare_work(const Work&) override;
    Result<std::vector<Work>> work_for(const std::string& client_id) override;

    Result<Done> add_broken_glass(const BrokenGlass&) override;
    Result<BrokenGlass> get_broken_glass(const std::string& id) override;
    Result<Done> approve_broken_glass(const BrokenGlass&) override;
    Result<std::vector<BrokenGlassView>> broken_glass(int limit) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
