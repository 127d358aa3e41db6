#pragma once

#include "base/json.h"
#include "http/pages/layout.h"

namespace hoshirube {

// What the register says of one firm, from the API's PublicRecord: the answer in words first, then what
// stands behind it.
Response star_page(const Page&, const Json& record);

// The same page, made by the same code, for the operator to read inside the act. Before the newest star is registered a notice says so,
// and what only registering makes (number, certificate, mark) is left open.
Response star_page_inside(const Page&, const Json& record);

// "★★★" with a text for those who do not see it.
Markup stars(const Page&, int star);

} // namespace hoshirube
