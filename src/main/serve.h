#pragma once

#include <ostream>

#include "main/house.h"

namespace hoshirube {

// Serves until SIGINT or SIGTERM, then finishes running requests and returns.
Result<Done> serve(const Config&, const Library&, House&, std::ostream& out);

} // namespace hoshirube
