#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "scheme/assessment/self_check.h"

// The self-check file: what the offline page keeps, and what the server gives out and takes back. One JSON text (UTF-8), described
// in docs/self-check.md. The page reads and writes it with this very code, compiled to WebAssembly.

namespace hoshirube {

inline constexpr std::string_view kSelfCheckFormat = "hoshirube.self-check"; // Published: never rename.
inline constexpr int kSelfCheckVersion = 1;

// Reads a self-check file. Members it does not know are left out; answers need not keep to the rules yet.
//
// Errors   Invalid `self_check.broken` {position}: no JSON, or cut off; `self_check.not_one`: some other JSON; `self_check.newer` {version}; `self_check.malformed` {where}: a member is
//          missing or is not what it should be; `self_check.number_twice` {number}.
// Cost     1 MB in about 20 ms.
Result<SelfCheck> read_self_check(std::string_view bytes);

std::string write_self_check(const SelfCheck&);

// Whether a self-check belongs to this edition.
//
// Errors   Invalid `self_check.other_edition` {file, here}; `self_check.star_unknown` {star}; `self_check.number_unknown` {number}.
Result<Done> check_fits(const SelfCheck&, const Edition&);

// What judge() says, as the page reads it; described by the types in web/src/self_check/core.ts.
Json judgement_json(const Judgement&);

} // namespace hoshirube
