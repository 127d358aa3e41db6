#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/result.h"

namespace hoshirube {

using Json = nlohmann::json;

// Reads one JSON text (RFC 8259), stricter than most: names in an object must be unique, nesting at most 64 deep.
//
// Errors   Invalid `json.malformed` {position}; `json.duplicate_name` {name}; `json.too_deep`.
// Cost     about 50 MB/s; the tree takes roughly ten times the text.
Result<Json> parse_json(std::string_view text);

// The one canonical text of a JSON value (RFC 8785): what we hash and sign.
//
// Errors   Invalid `json.not_canonical` for NaN, infinities, or strings that are not UTF-8.
Result<std::string> canonical_json(const Json& value);

// Appends `text` as a quoted JSON string. `text` must be UTF-8; other bytes become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

} // namespace hoshirube
