#pragma once

#include "http/problem.h"
#include "http/request.h"

namespace hoshirube {

// A refusal on a page: the sentence, and ways on.
Response error_page(const Error&, const Reader&, const Request&);

} // namespace hoshirube
