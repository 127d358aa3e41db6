#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hoshirube {

// Where a request goes, percent-decoded once and checked.
struct Target {
    std::string authority;             // Of the absolute form "http://host/path"; otherwise empty.
    std::string raw;                   // Path and query as they came, for the fingerprint.
    std::vector<std::string> segments; // "/a/b%20c" → "a", "b c"; "/" → none.
    std::vector<std::pair<std::string, std::string>> query;
};

// Errors   Invalid `request.target`: not a path, a bad percent sign, a segment that is empty, "." or "..",
// one that
//          decodes to a slash, backslash, control character or to what is not UTF-8; a name of the query
//          twice. A trailing slash is no empty segment: "/register/" is "/register".
Result<Target> parse_target(std::string_view raw);

// Errors   Invalid `request.target` for a percent sign without two hex digits.
enum class Plus { IsPlus, IsBlank };
Result<std::string> percent_decoded(std::string_view text, Plus plus);

// Everything but unreserved characters (RFC 3986 section 2.3) as %XX: for values in links and in headers.
std::string percent_encoded(std::string_view text);

} // namespace hoshirube
