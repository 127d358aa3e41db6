#include <nlohmann/json.hpp>

#include "app/assessment/assessment.h"

namespace hoshirube {

namespace {

Json facts(const Answer& answer) {
    return Json{{"criterion", answer.criterion}, {"state", to_text(answer.state)},
                {"branches", answer.branches},   {"note", answer.note},
                {"reason", answer.reason},       {"planned_on", answer.planned_on ? Json(answer.planned_on->iso8601()) : Json()},
                {"version", answer.version + 1}};
}

} // namespace

Result<Receipt> answer_criterion(World& world, const Act& act, const std::string& assessment_id, const Answer& typed) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(transaction, act.actor_id, act.today(), Permission::AnswerAssessment, assessment));
        TRY(check_editable(assessment));
        const Edition* edition = TRY(world.shelf.find(assessment.edition));
        const Criterion* criterion = edition->find(typed.criterion);
        if (!criterion || criterion->star > assessment.star)
            return not_found("criterion.unknown", {{"criterion", typed.criterion.substr(0, 40)}});
        auto answer = TRY(checked(typed, *criterion, *edition));
        answer.updated_by = act.actor_id;
        answer.updated_at = act.now;
        TRY(transaction.assessments().save_answer(assessment_id, answer));
        TRY(record(transaction, act, "answer.saved", assessment.organisation_id, assessment_id, facts(answer)));
        return Receipt{answer.criterion, answer.version + 1};
    });
}

} // namespace hoshirube
