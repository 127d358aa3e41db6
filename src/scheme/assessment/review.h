#pragma once

#include <map>
#include <string>
#include <vector>

#include "scheme/assessment/assessment.h"

namespace hoshirube {

// Stored by name: never rename.
enum class DecisionKind { Confirmed, Returned };
std::string_view to_text(DecisionKind);
Result<DecisionKind> parse_decision_kind(std::string_view text); // Invalid `review.decision_unknown`.

// What the expert decided about one criterion in one round. It can be changed and taken back until sent.
struct Decision {
    std::string criterion;
    int round;
    DecisionKind kind;
    std::string reason;                 // Required to return.
    bool agrees_not_applicable = false; // Required to confirm an answer "does not apply".
    std::string answer_sha256;          // What was judged; see answer_digest().
    std::string decided_by;
    Instant decided_at;
    std::int64_t version = 1;
};
using Decisions = std::map<std::string, Decision>; // Of the current round, by criterion number.

// Advice is a remark of its own: it neither confirms nor returns.
struct Advice {
    std::string id, criterion; // Criterion empty: about the whole.
    std::string text, given_by;
    std::string capacity; // "confirmer" or "adviser".
    int round;
    Instant given_at;
};

// Errors   Invalid `review.reason_missing`, `review.agreement_missing`, `text.*`.
//          Conflict `review.answer_open` {criterion}: an answer neither met nor not applicable cannot be confirmed.
Result<Decision> checked(Decision typed, const Answer& answer);

// What sending the review would do now.
enum class Outcome { Confirm, SendBack };

// Rule     All criteria confirmed on exactly the present answers → Confirm; at least one returned → SendBack.
// Source   scheme-facts 2.2, 2.5; docs/rules.md#confirmation
// Errors   Conflict `review.not_finished` {left}: criteria without a decision, or decided on an older answer.
Result<Outcome> outcome(const std::vector<const Criterion*>& criteria, const Answers& answers, const JudgedFiles& files,
                        const Decisions& decisions);

} // namespace hoshirube
