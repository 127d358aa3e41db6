#include "storage/sql/account_store.h"

#include "base/text.h"
#include "storage/sql/person_row.h"

// Persons, memberships and invitations. Sessions: session_store.cpp. Qualifications and experts: expert_store.cpp.

namespace hoshirube::sql {

namespace {

const std::string kSelectMembership =
    "SELECT m.person_id, m.organisation_id, m.role, m.from_on, m.to_on, o.legal_name, o.corporate_number, p.name, p.email, "
    "o.legal_name_en "
    "FROM membership m JOIN organisation o ON o.id = m.organisation_id JOIN person p ON p.id = m.person_id ";
const std::string kSelectInvite =
    "SELECT id, organisation_id, email, name, role, invited_by, created_at, expires_at, accepted_at, revoked_at "
    "FROM invite ";

Result<MembershipView> to_membership(RowReader& in) {
    return in.finish(MembershipView{{in.text(), in.text(), in.named(parse_role), in.day(), in.optional_day()},
                                    in.text(),
                                    in.text(),
                                    in.text(),
                                    in.text(),
                                    in.text()});
}

Result<Invite> to_invite(RowReader& in) {
    return in.finish(Invite{in.text(), in.text(), in.text(), in.text(), in.named(parse_role), in.text(), in.instant(),
                            in.instant(), in.optional_instant(), in.optional_instant()});
}

} // namespace

Person read_person(RowReader& in) { return {in.text(), in.text(), in.text(), in.text(), in.text(), in.instant()}; }
Result<Person> to_person(RowReader& in) { return in.finish(read_person(in)); }

Result<Done> SqlAccountStore::add_person(const Person& p) {
    const auto rows = TRY(
        connection_.query(R"sql(
        INSERT INTO person (id, email, name, password_hash, language, created_at, search_text)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (email) DO NOTHING
    )sql",
                          {p.id, p.email, p.name, p.password_hash, p.language, p.created_at.milliseconds(), search_key(p.name)}));
    if (rows.changed == 0) return conflict("person.exists");
    return Done{};
}

Result<Done> SqlAccountStore::save_person(const Person& p) {
    const auto rows = TRY(connection_.query(R"sql(
        UPDATE person
        SET email = $2, name = $3, password_hash = $4, language = $5, search_text = $6
        WHERE id = $1
    )sql",
                                            {p.id, p.email, p.name, p.password_hash, p.language, search_key(p.name)}));
    if (rows.changed == 0) return not_found("person.not_found");
    return Done{};
}

Result<Person> SqlAccountStore::get_person(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectPerson + "WHERE p.id = $1", {id}));
    return only(std::move(rows), to_person, "person.not_found");
}

Result<std::optional<Person>> SqlAccountStore::find_person(const std::string& email) {
    auto rows = TRY(connection_.query(kSelectPerson + "WHERE p.email = $1", {email}));
    return first(std::move(rows), to_person);
}

Result<Done> SqlAccountStore::add_membership(const Membership& m) {
    // Nothing to add where the person holds the role on that day already.
    TRY(connection_.query(R"sql(
        INSERT INTO membership (person_id, organisation_id, role, from_on, to_on)
        SELECT $1, $2, $3, $4, $5
        WHERE NOT EXISTS (SELECT 1 FROM membership
                          WHERE person_id = $1 AND organisation_id = $2 AND role = $3
                            AND from_on <= $4 AND (to_on IS NULL OR to_on >= $4))
    )sql",
                          {m.person_id, m.organisation_id, to_text(m.role), m.from_on.iso8601(), iso8601(m.to_on)}));
    return Done{};
}

Result<Done> SqlAccountStore::end_membership(const Membership& m, const std::optional<Day>& last_day) {
    TRY(connection_.query(R"sql(
        UPDATE membership
        SET to_on = $5
        WHERE person_id = $1 AND organisation_id = $2 AND role = $3 AND from_on = $4
    )sql",
                          {m.person_id, m.organisation_id, to_text(m.role), m.from_on.iso8601(), iso8601(last_day)}));
    return Done{};
}

Result<Done> SqlAccountStore::remove_membership(const Membership& m) {
    TRY(connection_.query("DELETE FROM membership WHERE person_id = $1 AND organisation_id = $2 AND role = $3 AND from_on = $4",
                          {m.person_id, m.organisation_id, to_text(m.role), m.from_on.iso8601()}));
    return Done{};
}

Result<std::vector<MembershipView>> SqlAccountStore::memberships_of(const std::string& person_id) {
    auto rows = TRY(connection_.query(kSelectMembership + R"sql(
        WHERE m.person_id = $1
        ORDER BY o.legal_name_kana, o.id, m.role, m.from_on
    )sql",
                                      {person_id}));
    return all(std::move(rows), to_membership);
}

Result<std::vector<MembershipView>> SqlAccountStore::members_of(const std::string& organisation_id) {
    auto rows = TRY(connection_.query(kSelectMembership + R"sql(
        WHERE m.organisation_id = $1 AND NOT EXISTS (SELECT 1 FROM service_account s WHERE s.id = p.id)
        ORDER BY p.name, p.id, m.role, m.from_on
    )sql",
                                      {organisation_id}));
    return all(std::move(rows), to_membership);
}

Result<Done> SqlAccountStore::add_invite(const Invite& i) {
    TRY(connection_.query(R"sql(
        INSERT INTO invite (id, organisation_id, email, name, role, invited_by, created_at, expires_at, accepted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    )sql",
                          {i.id, i.organisation_id, i.email, i.name, to_text(i.role), i.invited_by, i.created_at.milliseconds(),
                           i.expires_at.milliseconds(), milliseconds(i.accepted_at)}));
    return Done{};
}

Result<Invite> SqlAccountStore::get_invite(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectInvite + "WHERE id = $1", {id}));
    return only(std::move(rows), to_invite, "invite.not_found");
}

Result<Done> SqlAccountStore::mark_accepted(const std::string& invite_id, Instant at) {
    const auto rows = TRY(connection_.query("UPDATE invite SET accepted_at = $2 WHERE id = $1 AND accepted_at IS NULL",
                                            {invite_id, at.milliseconds()}));
    if (rows.changed == 0) return conflict("invite.used");
    return Done{};
}

Result<Done> SqlAccountStore::revoke_invite(const std::string& invite_id, Instant at) {
    TRY(connection_.query("UPDATE invite SET revoked_at = $2 WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL",
                          {invite_id, at.milliseconds()}));
    return Done{};
}

Result<Done> SqlAccountStore::expire_invite(const std::string& invite_id, Instant at) {
    TRY(connection_.query("UPDATE invite SET expires_at = $2 WHERE id = $1 AND accepted_at IS NULL AND expires_at > $2",
                          {invite_id, at.milliseconds()}));
    return Done{};
}

Result<std::vector<Invite>> SqlAccountStore::open_invites(const std::string& organisation_id, Instant now) {
    auto rows = TRY(connection_.query(kSelectInvite + R"sql(
        WHERE organisation_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2
        ORDER BY created_at, id
    )sql",
                                      {organisation_id, now.milliseconds()}));
    return all(std::move(rows), to_invite);
}

} // namespace hoshirube::sql
