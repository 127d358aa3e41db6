#pragma once

#include "app/act.h"

namespace hoshirube {

// --- Signing in ---------------------------------------------------------------------------------------------

struct SignedIn {
    std::string person_id, token; // The token goes into the cookie; only its hash is stored.
    Instant expires_at;
};

// Errors   Forbidden `session.wrong` for an unknown address and for a wrong password alike, in the same time.
Result<SignedIn> sign_in(World&, const std::string& email, const std::string& password, Instant now);
Result<Done> sign_out(World&, const std::string& token);
// Whose session this is; empty optional for none or an expired one.
Result<std::optional<Person>> signed_in_person(World&, const std::string& token, Instant now);
Result<Json> session_json(World&, const Viewer&);
Result<Receipt> set_language(World&, const Act&, const std::string& language);

// --- Invitations by link -----------------------------------------------------------------------------------------

struct InviteFields {
    std::string organisation_id, email, name, role;
};
// Rule     A firm invites its own applicants and management; operators and the keeper invite anyone.
// Errors   Forbidden `invite.role_reserved`; Invalid `person.email`, `role.unknown`, `text.*`.
Result<Receipt> invite_person(World&, const Act&, const InviteFields&);

// Enters a person with a role at once and answers the id of an invitation by whose link the person sets a password: for the
// keeper on the command line, and for a new password when an old one is lost (roles are kept).
// Errors   Forbidden `access.denied` for anyone else.
Result<Receipt> enrol_person(World&, const Act&, const InviteFields&);

// The path of the invitation's page, "/invite/<id>.<mac>": made from the invite's id and the server's key, never stored.
std::string invite_link(const World&, const std::string& invite_id);

// Errors   NotFound `invite.not_found` for any token that is not ours; Conflict `invite.expired`, `invite.used`.
Result<Json> invite_json(World&, const std::string& token, Instant now);

struct AcceptFields {
    std::string name, password, language;
};
// Errors   as above; Invalid `password.too_short` {min}, `password.too_long`; Forbidden `session.wrong` when the address has an account
//          and the password is not its.
Result<SignedIn> accept_invite(World&, const std::string& token, const AcceptFields&, Instant now);

Result<Json> people_json(World&, const Viewer&, const std::string& organisation_id);

// --- Experts and their qualifications -----------------------------------------------------------------------------

// `assessment_id` empty: judged by qualification alone.
Result<Json> experts_json(World&, const Viewer&, const std::string& typed, const std::string& assessment_id);
Result<Json> qualification_kinds_json(World&, const Viewer&);

// Invalid `qualification.kind_malformed`.
Result<Receipt> save_qualification_kind(World&, const Act&, const QualificationKind&);

struct QualificationFields {
    std::string person_id, kind, number, valid_until;
};
// Errors   Invalid `qualification.kind_unknown`, `day.not_a_day`, `text.*`; NotFound `person.not_found`.
Result<Receipt> record_qualification(World&, const Act&, const QualificationFields&);

} // namespace hoshirube
