#pragma once

#include "base/json.h"
#include "http/pages/layout.h"

namespace hoshirube {

// What the register says of one firm, from the API's PublicRecord: the answer in words first, then what
// stands behind it.
Response star_page(const Page&, const Json& record);

// "★★★" with a text for those who do not see it.
Markup stars(const Page&, int star);

} // namespace hoshirube
