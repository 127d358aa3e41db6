#pragma once

#include "app/account/account.h"

namespace hoshirube {

// What the browser makes a passkey from: {challenge, rp_id, user_id, user_name, display_name, exclude}.
// Errors   Forbidden `session.step_up_needed`.
Result<Json> passkey_options_json(World&, const Act&, const PageOrigin&);

struct NewPasskeyFields {
    std::string name, challenge, attestation_object, client_data; // Base 64 for addresses, but the name.
};
// Errors   Invalid `passkey.malformed`; Forbidden `session.wrong_proof`, `session.step_up_needed`; Conflict `passkey.there_already`,
//          `passkey.too_many` {max}.
Result<Receipt> add_passkey(World&, const Act&, const PageOrigin&, const NewPasskeyFields&);
Result<Receipt> rename_passkey(World&, const Act&, const std::string& id, const std::string& name);
// Errors   Conflict `factors.last_way_in`.
Result<Receipt> remove_passkey(World&, const Act&, const std::string& id);

// A challenge to use a passkey, for signing in or for a proof: {challenge, rp_id}. Nothing is stored until it is answered.
Json passkey_challenge_json(const World&, const PageOrigin&, Instant now);

// Whose passkey answered the challenge; the person was verified by the device, and the challenge is used up.
// Errors   Forbidden `session.wrong_proof` whatever is wrong about it.
Result<Passkey> use_passkey(World&, Transaction&, const PageOrigin&, const PasskeyAnswer&, Instant now);

} // namespace hoshirube
