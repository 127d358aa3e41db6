#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlAssessmentStore final : public AssessmentStore {
public:
    explicit SqlAssessmentStore(Connection& connection) : connection_(connection) {}
    Result<Done> add(const Assessment&) override;
    Result<Done> save(const Assessment&) override;
    Result<Assessment> get(const std::string& id) override;
    Result<std::vector<AssessmentSummary>> of_organisation(const std::string& organisation_id) override;
    Result<std::vector<NamedAssessment>> of_expert(const std::string& person_id, Day today) override;
    Result<std::vector<VisibleAssessment>> visible(const std::string& person_id, Instant now, int limit) override;
    Result<std::vector<AssessmentSummary>> in_state(AssessmentState, int limit) override;
    Result<Answers> answers(const std::string& assessment_id) override;
    Result<std::optional<Answer>> find_answer(const std::string& assessment_id, const std::string& criterion) override;
    Result<Done> save_answer(const std::string& assessment_id, const Answer&) override;
    Result<Done> add_carried(const std::string& assessment_id, const CarriedMark&) override;
    Result<std::vector<CarriedMark>> carried(const std::string& assessment_id) override;
    Result<Done> add_adviser(const std::string& assessment_id, const std::string& person_id, Instant) override;
    Result<std::vector<std::string>> advisers(const std::string& assessment_id) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
