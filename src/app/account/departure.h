#pragma once

#include "app/account/account.h"

namespace hoshirube {

// --- Roles that end, people who leave --------------------------------------------------------------------------------

struct RoleEnd {
    std::string organisation_id, person_id, role;
    std::string last_day; // Inclusive, today or later; empty: no end in sight.
};
// Rule     Management's role is ended by management, the operator or the keeper alone; others by whoever may invite.
// Errors   NotFound `membership.not_found`; Invalid `day.not_a_day`, `membership.day_past`; Forbidden `access.denied`.
Result<Receipt> set_role_end(World&, const Act&, const RoleEnd&);

// What someone still has in hand here: planned criteria under their name, and reviews for which they are named.
Result<Json> open_work_json(World&, const Viewer&, const std::string& organisation_id, const std::string& person_id);

struct Departure {
    std::string organisation_id, person_id;
    std::string successor_id; // Who takes over the planned criteria; empty where there are none.
};
// Ends every role of the person in the organisation at once, and with them every session of the person. Planned criteria go over to
// the successor by name. Answers, evidence and events stay as they are: who did what is not rewritten.
//
// Errors   as above; Conflict `departure.successor_needed` {count}, `departure.nobody_left`; NotFound `person.not_found` for a
//          successor who does not belong to the organisation.
Result<Receipt> let_go(World&, const Act&, const Departure&);

// An invitation taken back: its link opens nothing from now on. Errors   NotFound `invite.not_found`; Conflict `invite.used`.
Result<Receipt> revoke_invite(World&, const Act&, const std::string& organisation_id, const std::string& invite_id);
// A new link for the same person and role; the old one opens nothing from now on. The receipt's id is the new invitation.
Result<Receipt> renew_invite(World&, const Act&, const std::string& organisation_id, const std::string& invite_id);

} // namespace hoshirube
