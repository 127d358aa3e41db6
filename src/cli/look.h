#pragma once

#include "cli/command.h"

namespace hoshirube::cli {

// People at a command line name things by what they know: a corporate number, an address.

Result<std::string> organisation_id(const Context&, const std::string& id_or_number);
Result<std::string> person_id(const Context&, const std::string& email); // NotFound `person.not_found`.

} // namespace hoshirube::cli
