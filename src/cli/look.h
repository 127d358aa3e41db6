#pragma once

#include "cli/command.h"

namespace hoshirube::cli {

// People at a command line name things by what they know: a corporate number, an address.

// The day an edition is named by, however it was written: 2026/3/27, 令和8年3月27日. What is no day stays as it is.
std::string edition_id(const std::string& typed);

Result<std::string> organisation_id(const Context&, const std::string& id_or_number);
Result<std::string> person_id(const Context&, const std::string& email); // NotFound `person.not_found`.

} // namespace hoshirube::cli
