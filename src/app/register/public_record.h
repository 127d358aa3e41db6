#pragma once

#include "app/act.h"

namespace hoshirube {

// The number of a star that is shown before it is registered: the act itself gives it.
inline constexpr std::int64_t kNumberToBe = 0;

// What the register tells anyone about one firm.
Json record_json(const World&, const Viewer&, const RegisterEntry&);

// The same for a number the register does not know.
Json unknown_record_json(const World&, const Viewer&, const std::string& corporate_number);

// What was typed into the look-up, as the store finds it: digits of a number, or a name folded.
std::string look_up_key(const std::string& words);

} // namespace hoshirube
