#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "app/account/factor.h"
#include "app/account/invite.h"
#include "app/account/password.h"
#include "app/account/session.h"
#include "app/organisation/firm_name.h"
#include "base/hash.h"
#include "base/text.h"
#include "scheme/account/invitation.h"

namespace hoshirube {

namespace {

std::string mac_of(const World& world, const std::string& invite_id) {
    return hmac_sha256_hex(world.link_key, "invite " + invite_id).substr(0, 32);
}

// Who may be invited by whom: a firm fills its own two roles, the scheme's roles are given by the operator; who keeps the system is
// named on the machine itself, so that an emergency always takes two.
Result<Done> check_role(World& world, Transaction& transaction, const Act& act, const Organisation& organisation, Role role) {
    const bool firms_own = role == Role::Applicant || role == Role::Management;
    if (firms_own) return Done{};
    const auto needed = role == Role::Administrator ? Permission::EnrolPeople : Permission::GrantSchemeRole;
    if (!TRY(judge(world, transaction, act, needed, organisation)).is_allowed)
        return forbidden(role == Role::Administrator ? "invite.administrator_reserved" : "invite.role_reserved");
    return Done{};
}

// The person who accepts: known with a password, known without one yet (enrolled), or new. Whoever invited holds the link too, and must
// not learn by it whose address has an account: a password that no new account may have is refused in the same words and time.
Result<Person> accepting_person(Transaction& transaction, const Invite& invite, const AcceptFields& fields, Instant now) {
    auto known = TRY(transaction.accounts().find_person(invite.email));
    const bool has_account = known && !known->password_hash.empty();
    if (password_matches(has_account ? known->password_hash : nobodys_hash(), fields.password) && has_account) return *known;
    Person person{known ? known->id : new_id(),          invite.email, TRY(required_text("name", fields.name, 100)), {},
                  fields.language == "en" ? "en" : "ja", now};
    TRY(check_password(person, fields.password));
    if (has_account) return forbidden("session.wrong");
    if (known && !may_start_account(invite)) return conflict("invite.account_waits");
    person.password_hash = TRY(hash_password(person, fields.password));
    if (known) TRY(transaction.accounts().save_person(person));
    else TRY(transaction.accounts().add_person(person));
    return person;
}

Result<Invite> new_invite(const Act& act, const InviteFields& fields) {
    return Invite{new_id(),
                  fields.organisation_id,
                  TRY(parse_email("email", fields.email)),
                  TRY(required_text("name", fields.name, 100)),
                  TRY(parse_role(fields.role)),
                  act.actor_id == kKeeper ? "" : act.actor_id,
                  act.now,
                  act.now.plus_seconds(kInviteLifeSeconds),
                  {}};
}

} // namespace

Result<Invite> find_open_invite(World& world, Transaction& transaction, const std::string& token, Instant now) {
    const auto dot = token.find('.');
    if (token.size() > 200 || dot == token.npos) return not_found("invite.not_found");
    const auto id = token.substr(0, dot);
    if (!equal_in_constant_time(token.substr(dot + 1), mac_of(world, id))) return not_found("invite.not_found");
    auto invite = TRY(transaction.accounts().get_invite(id));
    if (invite.accepted_at) return conflict("invite.used");
    if (invite.revoked_at) return conflict("invite.revoked");
    if (invite.expires_at <= now && invite.expires_at >= invite.created_at &&
        invite.expires_at < invite.created_at.plus_seconds(kInviteLifeSeconds))
        return conflict("invite.replaced"); // Only a new link ends an older one before its time.
    if (invite.expires_at <= now) return conflict("invite.expired", {{"day", invite.expires_at.tokyo_day().iso8601()}});
    return invite;
}

Result<Done> join(Transaction& transaction, const std::string& person_id, const Invite& invite, Instant now) {
    TRY(transaction.accounts().mark_accepted(invite.id, now));
    TRY(transaction.accounts().add_membership({person_id, invite.organisation_id, invite.role, now.tokyo_day(), {}}));
    TRY(record(transaction, {person_id, now, invite.id, {}}, "person.joined", invite.organisation_id, person_id,
               Json{{"role", to_text(invite.role)}, {"invite", invite.id}}));
    return end_sessions(transaction, person_id, {}); // A new role, and perhaps a new way in: nothing older goes on.
}

std::string invite_link(const World& world, const std::string& invite_id) {
    return "/invite/" + invite_id + "." + mac_of(world, invite_id);
}

Result<Receipt> invite_person(World& world, const Act& act, const InviteFields& fields) {
    const auto invite = TRY(new_invite(act, fields));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(invite.organisation_id));
        TRY(require(world, transaction, act, Permission::InvitePeople, organisation));
        TRY(check_role(world, transaction, act, organisation, invite.role));
        TRY(transaction.accounts().add_invite(invite));
        TRY(record(transaction, act, "person.invited", organisation.id, invite.id, Json{{"role", to_text(invite.role)}}));
        return Receipt{invite.id, 1};
    });
}

Result<Receipt> enrol_person(World& world, const Act& act, const InviteFields& fields) {
    const auto invite = TRY(new_invite(act, fields));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require(world, transaction, act, Permission::EnrolPeople));
        const auto organisation = TRY(transaction.organisations().get(invite.organisation_id));
        auto person = TRY(transaction.accounts().find_person(invite.email));
        if (!person) {
            person = Person{new_id(), invite.email, invite.name, {}, "ja", act.now};
            TRY(transaction.accounts().add_person(*person));
        } else if (!person->password_hash.empty()) {
            person->password_hash.clear(); // The old password ends when a new link is asked for.
            TRY(transaction.accounts().save_person(*person));
        }
        // Nothing set up before opens the account: nobody proved then that the address is theirs.
        TRY(remove_factors(transaction, person->id));
        TRY(end_sessions(transaction, person->id, {}));
        TRY(transaction.accounts().add_membership({person->id, organisation.id, invite.role, act.today(), {}}));
        TRY(transaction.accounts().add_invite(invite));
        TRY(record(transaction, act, "person.enrolled", organisation.id, person->id,
                   Json{{"role", to_text(invite.role)}, {"invite", invite.id}}));
        return Receipt{invite.id, 1};
    });
}

Result<Json> invite_json(World& world, const std::string& token, Instant now, Language language) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
    const auto invite = TRY(find_open_invite(world, *transaction, token, now));
    const auto organisation = TRY(transaction->organisations().get(invite.organisation_id));
    return Json{{"email", invite.email},
                {"name", invite.name},
                {"role", to_text(invite.role)},
                {"organisation_name", firm_name(language, organisation.legal_name, organisation.legal_name_en)},
                {"expires_at", invite.expires_at.iso8601()}};
}

Result<SignedIn> accept_invite(World& world, const std::string& token, const AcceptFields& fields, const Browser& browser,
                               Instant now) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
    const auto invite = TRY(find_open_invite(world, *transaction, token, now));
    const auto person = TRY(accepting_person(*transaction, invite, fields, now));
    const bool has_app = TRY(needs_code(*transaction, person.id));
    if (has_app && trimmed(fields.code).empty()) return forbidden("session.code_needed");
    if (has_app && !TRY(use_code(world, *transaction, person.id, fields.code, now))) return forbidden("session.wrong_code");
    TRY(join(*transaction, person.id, invite, now));
    auto session = TRY(begin_session(*transaction, person.id, has_app ? Proof::PasswordAndCode : Proof::Password, browser, now));
    TRY(transaction->commit());
    return session;
}

Result<Json> people_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::ReadOrganisation, organisation));
    Json members = Json::array(), invites = Json::array();
    for (const auto& view : TRY(transaction->accounts().members_of(organisation_id)))
        members.push_back({{"person_id", view.membership.person_id},
                           {"name", view.person_name},
                           {"email", view.email},
                           {"role", to_text(view.membership.role)},
                           {"from_on", view.membership.from_on.iso8601()},
                           {"to_on", view.membership.to_on ? Json(view.membership.to_on->iso8601()) : Json()}});
    const bool is_operator = TRY(judge(world, *transaction, viewer, Permission::OperateScheme, {})).is_allowed;
    if (TRY(judge(world, *transaction, viewer, Permission::InvitePeople, organisation)).is_allowed)
        for (const auto& invite : TRY(transaction->accounts().open_invites(organisation_id, viewer.now)))
            invites.push_back(
                {{"id", invite.id},
                 {"name", invite.name},
                 {"email", invite.email},
                 {"role", to_text(invite.role)},
                 {"expires_at", invite.expires_at.iso8601()},
                 {"link", may_hand_over(invite, viewer.person_id, is_operator) ? Json(invite_link(world, invite.id)) : Json()}});
    return Json{{"members", std::move(members)}, {"invites", std::move(invites)}};
}

} // namespace hoshirube
