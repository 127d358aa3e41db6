#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scheme/certificate/certificate.h"

namespace hoshirube {

// An act of the scheme's operator on a registered star. Reversible only by a new act; withdrawing is final.
enum class StarAct { Suspend, Resume, Withdraw }; // Stored and published by name: never rename.
std::string_view to_text(StarAct);
Result<StarAct> parse_star_act(std::string_view text); // Invalid `star_change.act_unknown` {given}.

// What becomes of a star by an act on `today`.
//
// Rule     A valid star can be suspended, and a suspended one again with another end; only a suspended one can be resumed; whatever
//          is not withdrawn yet can be, an expired one too: it tells those who relied on it.
// Source   docs/rules.md#suspension-and-withdrawal; the scheme's own procedure is open.
// Errors   Conflict `star_change.not_in_state` {act, state}; Invalid `star_change.until` {last} where the end is before today or after
//          the star's last valid day, `star_change.until_alone` where an act that is no suspension has one.
Result<Standing> standing_after(const Certificate&, StarAct, const std::optional<Day>& until_on, Day today);

// One such act: asked for by one operator, done by another.
struct StarChange {
    enum class State { Waiting, Done, Dropped }; // Stored by name: never rename.
    std::string id, certificate_id, organisation_id;
    StarAct act;
    std::optional<Day> until_on; // Of a suspension: its last day.
    std::string reason;          // For the firm and the operators; never public.
    std::string asked_by;
    Instant asked_at;
    State state = State::Waiting;
    std::string decided_by{};
    std::optional<Instant> decided_at{};
};
std::string_view to_text(StarChange::State);
Result<StarChange::State> parse_star_change_state(std::string_view text); // Invalid `star_change.state_unknown`.

} // namespace hoshirube
