#pragma once

#include "http/request.h"
#include "http/response.h"

namespace hoshirube {

// GET /editions/{from}/{to}: what changed from one edition to the other, for anyone.
Result<Response> edition_changes_page(World& world, const Request& request);

} // namespace hoshirube
