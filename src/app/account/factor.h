#pragma once

#include "app/account/account.h"

namespace hoshirube {

inline constexpr int kRecoveryCodes = 10;

// How the person signs in: {has_password, code_app_since, recovery_codes_left, passkeys, identities}.
Result<Json> factors_json(World&, const Viewer&);

// A new secret for an authenticator app, with its QR code; it counts once confirm_code_app() has seen a code. The secret is answered
// this once, so there is no receipt to repeat: asking again makes another.
// Errors   Conflict `code_app.there_already`; Forbidden `session.step_up_needed`.
Result<Json> begin_code_app(World&, const Act&);
// Answers the recovery codes, this once.
// Errors   Conflict `code_app.not_begun`, `code_app.there_already`; Forbidden `session.wrong_proof`, `session.step_up_needed`.
Result<Json> confirm_code_app(World&, const Act&, const std::string& code);
Result<Receipt> remove_code_app(World&, const Act&);
// New recovery codes, answered this once; the old ones are worth nothing from here on.
// Errors   Conflict `code_app.not_begun` without an authenticator app.
Result<Json> renew_recovery_codes(World&, const Act&);

// For a person who lost phone, recovery codes and passkeys: takes them all away, and every session. Then `person add` makes a new link.
// Errors   Forbidden `access.denied` for anyone but the keeper; NotFound `person.not_found`.
Result<Receipt> forget_factors(World&, const Act&, const std::string& email);

// Ends every session of a person, whose ways to sign in stay: for a lost device, or where a leak is feared.
// Errors   as forget_factors().
Result<Receipt> sign_out_person(World&, const Act&, const std::string& email);

// Authenticator app, recovery codes and passkeys, within the transaction.
Result<Done> remove_factors(Transaction&, const std::string& person_id);

// Whether the person can sign in at all: by password, passkey or outside account.
Result<bool> has_way_in(Transaction&, const Person&);
// After something was taken away. Errors   Conflict `factors.last_way_in`.
Result<Done> check_way_in(Transaction&, const std::string& person_id);
// Whether the person can prove to us who they are: by password, passkey or code.
Result<bool> has_own_proof(Transaction&, const Person&);

// Whether the person has an authenticator app that counts.
Result<bool> needs_code(Transaction&, const std::string& person_id);
// Whether this is the person's code now: of the app, or one of those on paper. It is used up by that.
Result<bool> use_code(World&, Transaction&, const std::string& person_id, const std::string& typed, Instant now);

} // namespace hoshirube
