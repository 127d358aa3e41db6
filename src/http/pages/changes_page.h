#pragma once

#include "http/request.h"
#include "http/response.h"

namespace hoshirube {

// What happened to stars, newest first: for people, and as an Atom feed (RFC 4287) for their readers.
Result<Response> changes_page(World&, const Request&);
Result<Response> changes_feed(World&, const Request&);

} // namespace hoshirube
