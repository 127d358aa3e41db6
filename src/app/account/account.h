#pragma once

#include "app/act.h"

namespace hoshirube {

// --- Signing in ---------------------------------------------------------------------------------------------

struct SignedIn {
    std::string person_id, session_id, token; // The token goes into the cookie; only its hash is stored.
    Instant expires_at;
};

// The browser that asks, in the words of Session, and the token it holds already, if any.
struct Browser {
    std::string device, network, token;
};

// Where the browser stands: a passkey is bound to its host, and a page that only looks like ours has another.
struct PageOrigin {
    std::string origin, rp_id; // "https://hoshirube.example.jp" and its host.
};

// A passkey's answer to a challenge, each in base 64 for addresses.
struct PasskeyAnswer {
    std::string challenge, credential_id, authenticator_data, client_data, signature;
};

struct PasswordFields {
    std::string email, password;
    std::string code; // Of the authenticator app or from paper; asked for only where there is an app.
};

// Errors   Forbidden `session.wrong` for an unknown address and for a wrong password alike, in the same time; with the right password
//          `session.code_needed`, `session.wrong_code`.
Result<SignedIn> sign_in(World&, const PasswordFields&, const Browser&, Instant now);
// Errors   Forbidden `session.wrong_proof`.
Result<SignedIn> sign_in_with_passkey(World&, const PageOrigin&, const PasskeyAnswer&, const Browser&, Instant now);
Result<Done> sign_out(World&, const std::string& token);

// Whether somebody is there, or a page left open only asks again by itself: that keeps no session alive.
enum class Use { Counts, IsIdle };
// The live session that the token opens; empty optional for none. Notes a use that counts, to the minute.
Result<std::optional<Session>> find_session(World&, const std::string& token, Instant now, Use);

// Who sits at the browser that holds the token: {"name", "email"}, or null. Counts as no use.
Result<Json> signed_in_json(World&, const std::string& token, Instant now);

// Proves once more who sits there: before acts that bind, and before changing how one signs in. The session goes on under a new token.
// Errors   Forbidden `session.wrong_proof`.
struct ProofFields { // Exactly one of them.
    std::string password, code;
    std::optional<PasskeyAnswer> passkey;
};
Result<SignedIn> step_up(World&, const Session&, const PageOrigin&, const ProofFields&, Instant now);

// Ends every other session of the person; this one goes on under a new token.
// Errors   Forbidden `session.wrong_proof` for a wrong present password; Invalid `password.too_short` {min}, `password.too_long`.
Result<SignedIn> change_password(World&, const Session&, const std::string& present, const std::string& wanted, Instant now);

Result<Json> sessions_json(World&, const Session& own);
// Errors   NotFound `session.not_found` for another person's too.
Result<Receipt> end_session(World&, const Act&, const std::string& session_id);
// All of the actor's sessions but `own`.
Result<Receipt> end_other_sessions(World&, const Act&, const Session& own);
// The same session under a new token, after an act by which its person came to new rights.
Result<SignedIn> renew_own_session(World&, const Session& own, Instant now);

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

// Errors   NotFound `invite.not_found` for any token that is not ours; Conflict `invite.expired`, `invite.revoked`, `invite.used`.
Result<Json> invite_json(World&, const std::string& token, Instant now, Language);

struct AcceptFields {
    std::string name, password, language;
    std::string code; // As in PasswordFields: an invitation opens no way around the second factor.
};
// Errors   as above; Invalid `password.too_short` {min}, `password.too_long`; Forbidden `session.wrong` when the address has an account
//          and the password is not its, `session.code_needed`, `session.wrong_code`.
Result<SignedIn> accept_invite(World&, const std::string& token, const AcceptFields&, const Browser&, Instant now);

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
