#pragma once

#include <functional>

#include "app/act.h"
#include "formats/mail_message.h"

namespace hoshirube {

// Whether the actor is reminded of what is due at a firm. Nobody is unless they asked.
Result<Receipt> set_reminder(World&, const Act&, const std::string& organisation_id, bool is_wanted);
Result<Json> reminder_json(World&, const Viewer&, const std::string& organisation_id);

struct Round {
    int sent = 0, failed = 0;
};
using SendMail = std::function<Result<Done>(const Mail&)>;

// One round: a mail to each person who asked for it and has something to be reminded of on this day, at most one a day and firm. Who may
// no longer see the calendar is not reminded any more. A mail that could not be sent is tried again in the next round.
Result<Round> send_reminders(World&, const SendMail&, const std::string& from, Instant now);

} // namespace hoshirube
