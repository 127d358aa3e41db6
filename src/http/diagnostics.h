#pragma once

#include "http/request.h"
#include "http/response.h"

#include <functional>
#include <string>
#include <string_view>

namespace hoshirube {

// Takes one line of JSON without its line feed. Threads: called from any.
using Diagnostics = std::function<void(std::string_view line)>;

// What a finished request leaves behind: which route, how it ended, how long it took. No values from the path
// or the query, no address, no person.
std::string diagnostic_line(const Request&, const Response&, double milliseconds);

} // namespace hoshirube
