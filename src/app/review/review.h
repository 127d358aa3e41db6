#pragma once

#include "app/act.h"

namespace hoshirube {

struct DecideFields {
    std::string criterion, decision, reason;
    bool agrees_not_applicable = false;
    std::int64_t answer_version = 0; // The answer the expert was looking at.
};
// Errors   Conflict `assessment.out_of_order`, `review.answer_changed`, `review.answer_open`, as require_confirmer(); Invalid as checked(Decision).
Result<Receipt> decide(World&, const Act&, const std::string& assessment_id, const DecideFields&);
Result<Receipt> undecide(World&, const Act&, const std::string& assessment_id, const std::string& criterion);

// Advice apart from confirming: by the confirmer during review, by an adviser while the firm prepares.
Result<Receipt> advise(World&, const Act&, const std::string& assessment_id, const std::string& criterion,
                       const std::string& text);

struct SendFields {
    std::string outcome;      // What the expert was shown: "confirm" or "send_back".
    std::string scope_sha256; // The scope that was read, by its digest: without it nothing is confirmed.
    std::string reason;
};
// `reason` is asked for after many confirmations in a day, or a very quick one.
// Errors   Conflict `review.not_finished` {left}, `review.outcome_changed`, `review.scope_other`, `review.reason_needed`, `evidence.content_changed`, and
//          as require_confirmer(); Forbidden `session.step_up_needed`.
Result<Receipt> send_review(World&, const Act&, const std::string& assessment_id, const SendFields&);

Result<Json> reviews_json(World&, const Viewer&);
Result<Json> review_json(World&, const Viewer&, const std::string& assessment_id);

} // namespace hoshirube
