#pragma once

#include "app/act.h"

namespace hoshirube {

// The number of a star that is shown before it is registered: the act itself gives it.
inline constexpr std::int64_t kNumberToBe = 0;

// What the register tells anyone about one firm.
Json record_json(const World&, const Viewer&, const RegisterEntry&);
// The same as text, to the letter, without building a tree: what strangers' programs ask for most.
std::string record_text(const World&, const Viewer&, const RegisterEntry&);

// What a star of the entry says and does not say; statement_json().
Json statement_of(const World&, Language, const RegisterEntry&);

// An entry for a number the register does not know.
RegisterEntry unknown_entry(const Viewer&, const std::string& corporate_number);

// The same for a number the register does not know.
Json unknown_record_json(const World&, const Viewer&, const std::string& corporate_number);

// What was typed into the look-up, as the store finds it: digits of a number, or a name folded.
std::string look_up_key(const std::string& words);

} // namespace hoshirube
