#pragma once

#include "app/act.h"

namespace hoshirube {

struct OpenFields {
    std::string organisation_id, edition;
    int star;
    Scope scope;
};
// Errors   Invalid `assessment.star_unknown`, `scope.*`; NotFound `edition.unknown`; Conflict `assessment.star_not_served` for a level
//          whose assurance this build does not carry out yet, `assessment.open_already` as check_only_open().
Result<Receipt> open_assessment(World&, const Act&, const OpenFields&);

// Errors   also Conflict `assessment.open_already`: another open assessment speaks for that part already.
Result<Receipt> save_scope(World&, const Act&, const std::string& assessment_id, const Scope&, std::int64_t version);

// `typed.version` is the version it was made on.
// Errors   Invalid as checked(Answer); Conflict `answer.changed_meanwhile`, `assessment.being_reviewed`, `assessment.registered_already`;
//          NotFound `criterion.unknown` {criterion}.
Result<Receipt> answer_criterion(World&, const Act&, const std::string& assessment_id, const Answer& typed);

// What moving to another edition would carry over. Stores nothing.
// Errors   NotFound `edition.unknown`, `edition.map_unknown`; Invalid `assessment.star_unknown` where the edition has no such level.
Result<Json> move_preview_json(World&, const Viewer&, const std::string& assessment_id, const std::string& edition);
// Opens a new assessment under that edition with the answers and evidence that its map allows to carry. The old one stays as it is.
// Errors   also Conflict `assessment.open_already`.
Result<Receipt> move_assessment(World&, const Act&, const std::string& assessment_id, const std::string& edition);

// What renewing the star of a registered assessment would carry over. Stores nothing.
// Errors   Conflict `renewal.no_star` where it has none.
Result<Json> renewal_preview_json(World&, const Viewer&, const std::string& assessment_id);
// Opens an assessment of the same edition, star and scope with last year's answers, each for a second look, and the files that are
// still fresh. The star and its assessment stay as they are.
// Errors   also Conflict `assessment.open_already`.
Result<Receipt> renew_assessment(World&, const Act&, const std::string& assessment_id);

Result<Receipt> name_adviser(World&, const Act&, const std::string& assessment_id, const std::string& person_id);

// Errors   Conflict as submit() and require_confirmer(); `assessment.second_looks_left` {criteria} while carried answers await a second look.
Result<Receipt> submit_assessment(World&, const Act&, const std::string& assessment_id, const std::string& confirmer_id,
                                  std::int64_t version);
Result<Receipt> take_back_submission(World&, const Act&, const std::string& assessment_id);

Result<Json> assessments_json(World&, const Viewer&, const std::string& organisation_id);
// Everything the viewer sees anywhere: their firm's, those they are named for, by mandate, disclosed to them.
Result<Json> visible_assessments_json(World&, const Viewer&);
Result<Json> assessment_json(World&, const Viewer&, const std::string& assessment_id);
Result<Json> next_things_json(World&, const Viewer&, const std::string& assessment_id);

// The hot read: 81 answers with evidence and review. JSON text.
// Cost     where nothing has changed since somebody read them, four rows; otherwise six indexed queries and one pass. See
//          bench/README.md.
Result<std::string> answers_json(World&, const Viewer&, const std::string& assessment_id);

// One answer in the same form, for the `current` of a conflict; `is_own` says whether the viewer saved it.
Result<std::string> answer_json(World&, const Viewer&, const std::string& assessment_id, const std::string& criterion);

} // namespace hoshirube
