#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlRegisterStore final : public RegisterStore {
public:
    explicit SqlRegisterStore(Connection& connection) : connection_(connection) {}
    Result<std::int64_t> next_number() override;
    Result<Done> add(const Certificate&) override;
    Result<std::vector<Certificate>> certificates_of(const std::string& corporate_number) override;
    Result<std::vector<Certificate>> numbered_after(std::int64_t number, int limit) override;
    Result<std::vector<Certificate>> certificates_among(const std::vector<std::string>& corporate_numbers) override;
    Result<std::vector<Certificate>> valid_on(Day day, std::int64_t after_number, int limit) override;
    Result<std::optional<Certificate>> of_assessment(const std::string& assessment_id) override;
    Result<std::optional<Certificate>> find(std::int64_t number) override;
    Result<std::vector<RegisterEntry>> look_up(const RegisterSearch&, int offset, int limit) override;
    Result<std::vector<RolledEntry>> rolled_after(const ReadingPlace&, int limit) override;
    Result<std::vector<RolledEntry>> rolled_since(std::int64_t event_sequence) override;
    Result<std::vector<Certificate>> not_granted() override;
    Result<Done> save_standing(const std::string& certificate_id, const Standing&) override;
    Result<Done> add_change(const StarChange&) override;
    Result<std::optional<StarChange>> find_change(const std::string& id) override;
    Result<Done> decide_change(const StarChange&) override;
    Result<std::vector<StarChange>> changes_of(const std::string& certificate_id) override;
    Result<std::vector<StarChangeView>> waiting_changes(int limit) override;
    Result<std::vector<DatedKey>> certificate_keys() override;
    Result<Done> sign_with(const DatedKey&) override;
    Result<Done> add_follow(const Follow&) override;
    Result<Done> remove_follow(const std::string& organisation_id, const std::string& corporate_number) override;
    Result<std::vector<Follow>> follows(const std::string& organisation_id) override;
    Result<std::vector<RegisterEntry>> followed(const std::string& organisation_id) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
