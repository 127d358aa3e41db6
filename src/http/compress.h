#pragma once

#include <string>
#include <string_view>

namespace hoshirube {

// `bytes` as one gzip member (RFC 1952). Level 1 for answers made for one reader, 6 for what many fetch.
//
// Cost     level 1: about 8 ms a megabyte of JSON; 270 kB while running.
std::string gzip(std::string_view bytes, int level);

// Whether compression pays for this type: text of some kind.
bool is_compressible(std::string_view content_type);

} // namespace hoshirube
