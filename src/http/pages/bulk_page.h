#pragma once

#include "http/router.h"

namespace hoshirube {

// Many corporate numbers at once, in a browser without JavaScript: a form that takes a file or pasted lines, and answers with a
// page or a CSV.
Result<Response> bulk_page(World&, const Request&);
Route bulk_form_route(World&);

} // namespace hoshirube
