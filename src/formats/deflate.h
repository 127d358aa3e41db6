#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hoshirube {

enum class Wrapping { Zlib, Gzip }; // RFC 1950, RFC 1952

// `level` from 1, fast, to 9, small.
//
// Cost     level 1: about 8 ms a megabyte of JSON; 270 kB while running.
std::string deflated(std::string_view bytes, Wrapping, int level);

// Unpacks one zlib stream that fills `bytes` from beginning to end; empty optional for anything else, and where more than about
// `max_bytes` come out.
std::optional<std::string> inflated(std::string_view bytes, std::size_t max_bytes);

} // namespace hoshirube
