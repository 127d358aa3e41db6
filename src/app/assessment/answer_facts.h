#pragma once

#include "app/act.h"

namespace hoshirube {

// The record of an answer's save: what the event of `answer` holds, whichever way it was saved.
Json answer_facts(const Answer& answer);

// Saves one checked answer as the actor's, with its event.
// Errors   Conflict `answer.changed_meanwhile` {who}: "self" where the actor saved what stands there now, else "other".
Result<Done> save_answer_of(Transaction&, const Act&, const Assessment&, Answer answer);

} // namespace hoshirube
