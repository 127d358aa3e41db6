#pragma once

#include "base/result.h"

#include <cstddef>
#include <string_view>

namespace hoshirube {

struct XmlLimits {
    std::size_t max_depth = 32;        // A sheet nests 7 deep.
    std::size_t max_nodes = 4'000'000; // Elements and attributes; the parser needs 64 bytes for each. A cell has 3 to 5.
};

// Looks over an XML text before a parser builds a tree of it, so that memory and depth are known beforehand.
// It is no parser: what it lets through may still be malformed.
//
// Errors   Invalid `xlsx.doctype` {part}: document types carry entity bombs and external references, and no
// Office
//          program writes them. `xlsx.too_deep` {part}; `xlsx.too_many_nodes` {part};
//          `xlsx.damaged` {part}: not UTF-8, a zero byte, or a tag that does not end.
// Cost     about 500 MB/s, no memory.
Result<Done> check_xml(std::string_view part, std::string_view text, const XmlLimits& limits);

} // namespace hoshirube
