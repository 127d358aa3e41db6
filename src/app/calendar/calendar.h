#pragma once

#include "app/act.h"

namespace hoshirube {

// What is due at a firm: overdue, this month, later, and what waits for its occasion; with what was noted so far.
Result<Json> calendar_json(World&, const Viewer&, const std::string& organisation_id);

// The same as an iCalendar, in the viewer's language: one all-day entry for each duty with a day; proof that grows old, one a day.
Result<std::string> calendar_file(World&, const Viewer&, const std::string& organisation_id);

struct DutyFields {
    std::string duty;    // Its key.
    std::string what;    // "done" or "arose".
    std::string on;      // Day.
    std::string settles; // Of "done": the note of the occasion it answers; empty for none.
    std::string note;
    std::vector<std::string> evidence; // Ids of files of the firm.
};
// Errors   NotFound `duty.unknown`, `duty.note_not_found`, `evidence.not_found`; Invalid `duty.in_future`, `duty.done_elsewhere`,
//          `duty.no_occasion`, `text.*`, field named.
Result<Receipt> note_duty(World&, const Act&, const std::string& organisation_id, const DutyFields&);
Result<Receipt> take_back_duty_note(World&, const Act&, const std::string& organisation_id, const std::string& note_id);

// A private address under which the actor's calendar program reads what is due, in that language, until it is revoked or the actor may
// no longer see it. Whoever has the address reads it: it is shown to its person alone.
Result<Receipt> make_calendar_link(World&, const Act&, const std::string& organisation_id, const std::string& language);
Result<Receipt> revoke_calendar_link(World&, const Act&, const std::string& organisation_id, const std::string& link_id);
Result<Json> calendar_links_json(World&, const Viewer&, const std::string& organisation_id);
// Errors   NotFound `calendar.link_not_found` for any token that opens nothing (now).
Result<std::string> calendar_feed(World&, const std::string& token, Instant now);

} // namespace hoshirube
