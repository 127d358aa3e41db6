#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlReviewStore final : public ReviewStore {
public:
    explicit SqlReviewStore(Connection& connection) : connection_(connection) {}
    Result<Decisions> decisions(const std::string& assessment_id, int round) override;
    Result<std::vector<Decision>> earlier_decisions(const std::string& assessment_id, int before_round) override;
    Result<Done> save_decision(const std::string& assessment_id, const Decision&) override;
    Result<Done> remove_decision(const std::string& assessment_id, const std::string& criterion, int round) override;
    Result<Done> add_advice(const std::string& assessment_id, const Advice&) override;
    Result<std::vector<Advice>> advice(const std::string& assessment_id) override;
    Result<Done> add_confirmation(const Confirmation&) override;
    Result<std::optional<Confirmation>> latest_confirmation(const std::string& assessment_id) override;
    Result<Done> add_declaration(const Declaration&) override;
    Result<std::optional<Declaration>> latest_declaration(const std::string& assessment_id) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
