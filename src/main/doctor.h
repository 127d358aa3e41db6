#pragma once

#include <ostream>

#include "main/config.h"
#include "main/house.h"

namespace hoshirube {

// Looks at everything that a server with these settings would stand on, changes nothing, and says in plain words what is wrong and
// what to do next. Findings that stop the server or endanger what it keeps are errors, the others warnings or notes.
//
// Errors   Conflict `doctor.found` {count} where there is an error among the findings; they are written first.
Result<Done> examine(const Config&, const Library&, bool as_json, std::ostream& out);

} // namespace hoshirube
