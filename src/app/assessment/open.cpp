#include <nlohmann/json.hpp>

#include "app/account/expert.h"
#include "app/assessment/assessment.h"
#include "app/assessment/present.h"

namespace hoshirube {

Result<Receipt> open_assessment(World& world, const Act& act, const OpenFields& fields) {
    const Edition* edition = TRY(world.shelf.find(fields.edition));
    const Level* level = edition->level(fields.star);
    if (!level) return edition->no_level("star", fields.star);
    if (level->assurance != "expert_confirmation")
        return conflict("assessment.star_not_served", {{"star", std::to_string(fields.star)}});
    const auto scope = TRY(checked(fields.scope));
    const Assessment assessment{
        new_id(), fields.organisation_id, edition->id(), fields.star, scope, AssessmentState::Draft, 0, {}, {}, act.now};
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(fields.organisation_id));
        TRY(require(world, transaction, act, Permission::OpenAssessment, organisation));
        TRY(require_only_open(transaction, assessment));
        TRY(transaction.assessments().add(assessment));
        TRY(record(transaction, act, "assessment.opened", organisation.id, assessment.id,
                   Json{{"edition", assessment.edition}, {"star", assessment.star}, {"scope", scope_json(assessment.scope)}}));
        return Receipt{assessment.id, assessment.version};
    });
}

Result<Receipt> save_scope(World& world, const Act& act, const std::string& assessment_id, const Scope& typed,
                           std::int64_t version) {
    const auto scope = TRY(checked(typed));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::AnswerAssessment, assessment));
        TRY(check_editable(assessment));
        assessment.scope = scope;
        TRY(require_only_open(transaction, assessment));
        assessment.version = version;
        TRY(told_by_whom(transaction, act, transaction.assessments().save(assessment), assessment.id, kHeadChanges));
        TRY(record(transaction, act, "scope.saved", assessment.organisation_id, assessment.id, scope_json(scope)));
        TRY(note_seal(world, transaction, act, assessment));
        return Receipt{assessment.id, version + 1};
    });
}

Result<Receipt> name_adviser(World& world, const Act& act, const std::string& assessment_id, const std::string& person_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::SubmitAssessment, assessment));
        TRY(check_editable(assessment));
        TRY(require_expert(world, transaction, person_id, assessment, act.now));
        TRY(transaction.assessments().add_adviser(assessment_id, person_id, act.now));
        TRY(record(transaction, act, "adviser.named", assessment.organisation_id, assessment.id, Json{{"person", person_id}}));
        return Receipt{assessment_id, assessment.version};
    });
}

} // namespace hoshirube
