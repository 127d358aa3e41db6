#pragma once

#include <functional>

#include "scheme/assessment/assessment.h"

namespace hoshirube {

// An answer as a file brings it back, and what it was when the file was made.
struct FiledAnswer {
    Answer answer;               // Its `version` is that of the answer that left.
    std::string exported_digest; // form_digest() of the answer that left.
};

enum class Merge {
    Same,     // Both sides say the same.
    Ours,     // Only our side changed since the file was made: it stays.
    Theirs,   // Only the file changed: it is taken.
    Conflict, // Both changed: a person decides.
};

// How a text is compared after its journey through office programs.
using Travelled = std::function<std::string(std::string_view)>;

// 16 hex digits over everything a form lets a person change.
std::string form_digest(const Answer& answer, const Travelled& travelled);

// Rule     What was newer on our side is never overwritten in silence; what nobody touched in the file changes nothing.
// Source   docs/rules.md#forms-that-come-back
Merge merge(const Answer& ours, const FiledAnswer& filed, const Travelled& travelled);

} // namespace hoshirube
