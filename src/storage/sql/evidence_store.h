#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlEvidenceStore final : public EvidenceStore {
public:
    explicit SqlEvidenceStore(Connection& connection) : connection_(connection) {}
    Result<Done> add(const Evidence&) override;
    Result<Done> save(const Evidence&) override;
    Result<Done> remove(const std::string& id) override;
    Result<Evidence> get(const std::string& id) override;
    Result<std::vector<Evidence>> of_organisation(const std::string& organisation_id) override;
    Result<Done> link(const std::string& assessment_id, const EvidenceLink&) override;
    Result<Done> unlink(const std::string& assessment_id, const EvidenceLink&) override;
    Result<std::vector<PlacedFile>> links(const std::string& assessment_id) override;
    Result<std::vector<Evidence>> linked(const std::string& assessment_id) override;
    Result<std::vector<std::pair<std::string, EvidenceLink>>> links_of_organisation(const std::string& organisation_id) override;
    Result<std::vector<std::string>> assessments_linking(const std::string& evidence_id) override;
    Result<std::vector<std::string>> contents_after(const std::string& sha256, int limit) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
