#pragma once

#include "app/act.h"

namespace hoshirube {

// The organisation of that corporate number, to which `giver` grants something.
// Errors   Invalid as parse_corporate_number(), `grant.to_oneself`; NotFound `grant.receiver_unknown`; field `field`.
Result<Organisation> receiver_of(Transaction&, const Organisation& giver, std::string_view field, const std::string& typed);

// Errors   Invalid `day.not_a_day`, `grant.ends_too_soon`, `grant.ends_too_late` {day}; field `to_on`.
Result<Day> read_end(const std::string& typed, Day today);

} // namespace hoshirube
