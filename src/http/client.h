#pragma once

#include <chrono>
#include <string>

#include "base/result.h"

namespace hoshirube {

struct FetchRequest {
    std::string url;  // http:// or https://; the host's certificate is checked against the system's authorities.
    std::string body; // Sent by POST unless empty, as plain text.
    std::chrono::seconds timeout{5};
    std::size_t max_bytes = 32 << 20; // A bundle of the largest entries takes half of it.
};

struct Fetched {
    int status = 0;
    std::string body;
};

// Asks another server once and waits for its whole answer. Follows no redirect.
//
// Errors   Invalid `fetch.url_malformed` {url}; Unavailable `fetch.failed` {url}, with the library's words in the detail.
Result<Fetched> fetch(const FetchRequest&);

} // namespace hoshirube
