#pragma once

#include "scheme/assessment/assessment.h"
#include "scheme/catalogue/edition_map.h"

namespace hoshirube {

// One answer as it stands in the new edition, and where it came from.
struct Carried {
    Answer answer;                 // Its version is 0: it was never saved there.
    std::vector<std::string> from; // Numbers in the older edition.
    ChangeKind kind;
    bool needs_second_look; // Everything but an answer to the very same text.
};

struct Carry {
    std::vector<Carried> carried;         // In the order of the newer edition.
    std::vector<std::string> left_behind; // Answered in the older edition, without a place in the newer one: they stay there.
    std::vector<std::string> unanswered;  // Criteria of the newer edition that start without an answer.
};

// Carries answers over to the criteria that the map names, and to nothing else.
//
// Rule     An answer to the same text is carried as it is. Any other is carried for a second look. Of several answers that
//          became one, the weakest state holds. A state that the new criterion does not allow as it stands (an alternative is
//          to be named now) becomes Unknown, its words stay. The older assessment is not touched.
// Source   docs/rules.md#moving-to-another-edition
Carry carry_answers(const EditionMap& map, const Edition& to, int star, const Answers& answers);

// The answers of a star that stands, for the assessment of its renewal: each as it is, each for a second look.
//
// Rule     A renewal begins with what the firm said last, and none of it counts before a person has looked at it again.
// Source   ours; docs/rules.md#renewal
Carry renew_answers(const Edition&, int star, const Answers& answers);

// The answers as they count: one that awaits its second look is Unknown, with its words. `awaiting`: numbers.
Answers counted(Answers answers, const std::vector<std::string>& awaiting);

} // namespace hoshirube
