#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlAccessStore final : public AccessStore {
public:
    explicit SqlAccessStore(Connection& connection) : connection_(connection) {}
    Result<Facts> facts(const Actor&, const Object&, const Needs&, Instant now) override;

private:
    Result<std::vector<MembershipFact>> memberships(const std::string& actor_id);
    Result<Done> add_groups(Facts&, const Object&);
    Result<std::vector<QualificationFact>> qualifications(const std::string& actor_id);
    Result<std::vector<AssignmentFact>> assignments(const std::string& actor_id, const Object&);
    Result<std::vector<WorkFact>> work_in(const std::string& actor_id, const Object&);
    Result<std::vector<WorkFact>> work_for_owner(const std::string& actor_id, const Object&);
    Result<std::vector<WorkFact>> work(const std::string& actor_id, const Object&);
    Result<std::vector<MandateFact>> mandates(const std::string& actor_id, const Object&);
    Result<std::vector<DisclosureFact>> disclosures(const std::string& actor_id, const Object&);
    Result<std::vector<BrokenGlassFact>> broken_glass(const std::string& actor_id, const Object&);
    Result<Pace> pace(const std::string& actor_id, const Object&, Instant now);

    Connection& connection_;
};

} // namespace hoshirube::sql
