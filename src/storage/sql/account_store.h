#pragma once

#include "app/ports.h"
#include "storage/sql/connection.h"

namespace hoshirube::sql {

class SqlAccountStore final : public AccountStore {
public:
    explicit SqlAccountStore(Connection& connection) : connection_(connection) {}
    Result<Done> add_person(const Person&) override;
    Result<Done> save_person(const Person&) override;
    Result<Person> get_person(const std::string& id) override;
    Result<std::optional<Person>> find_person(const std::string& email) override;
    Result<Done> add_membership(const Membership&) override;
    Result<Done> end_membership(const Membership&, const std::optional<Day>& last_day) override;
    Result<Done> remove_membership(const Membership&) override;
    Result<std::vector<MembershipView>> memberships_of(const std::string& person_id) override;
    Result<std::vector<MembershipView>> members_of(const std::string& organisation_id) override;
    Result<Done> add_invite(const Invite&) override;
    Result<Invite> get_invite(const std::string& id) override;
    Result<Done> mark_accepted(const std::string& invite_id, Instant) override;
    Result<Done> revoke_invite(const std::string& invite_id, Instant) override;
    Result<Done> expire_invite(const std::string& invite_id, Instant) override;
    Result<std::vector<Invite>> open_invites(const std::string& organisation_id, Instant now) override;
    Result<std::vector<QualificationKind>> qualification_kinds() override;
    Result<Done> save_qualification_kind(const QualificationKind&) override;
    Result<Done> add_qualification(const Qualification&) override;
    Result<std::vector<Qualification>> qualifications_of(const std::string& person_id) override;
    Result<std::vector<ExpertView>> experts(const std::string& key, Day today, int limit) override;

private:
    Connection& connection_;
};

} // namespace hoshirube::sql
