#include "scheme/assessment/merge.h"

#include <algorithm>

#include "base/hash.h"
#include "base/json.h"

namespace hoshirube {

std::string form_digest(const Answer& answer, const Travelled& travelled) {
    auto branches = answer.branches;
    std::sort(branches.begin(), branches.end());
    std::string text;
    append_json_string(text, to_text(answer.state));
    for (const auto& branch : branches) append_json_string(text, branch);
    for (const auto& words : {answer.note, answer.reason, answer.planned_owner})
        append_json_string(text += ',', travelled(words));
    append_json_string(text += ',', answer.planned_on ? answer.planned_on->iso8601() : std::string());
    return sha256_hex(text).substr(0, 16);
}

Merge merge(const Answer& ours, const FiledAnswer& filed, const Travelled& travelled) {
    const auto theirs = form_digest(filed.answer, travelled);
    if (theirs == form_digest(ours, travelled)) return Merge::Same;
    if (theirs == filed.exported_digest) return Merge::Ours;
    return ours.version == filed.answer.version ? Merge::Theirs : Merge::Conflict;
}

} // namespace hoshirube
