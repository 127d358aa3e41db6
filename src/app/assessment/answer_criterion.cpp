#include <nlohmann/json.hpp>

#include "app/assessment/answer_facts.h"
#include "app/assessment/assessment.h"
#include "app/assessment/present.h"

namespace hoshirube {

Json answer_facts(const Answer& answer) {
    return Json{{"criterion", answer.criterion}, {"state", to_text(answer.state)},
                {"branches", answer.branches},   {"note", answer.note},
                {"reason", answer.reason},       {"planned_on", answer.planned_on ? Json(answer.planned_on->iso8601()) : Json()},
                {"version", answer.version + 1}};
}

Result<Done> save_answer_of(Transaction& transaction, const Act& act, const Assessment& assessment, Answer answer) {
    answer.updated_by = act.actor_id;
    answer.updated_at = act.now;
    const auto saved = transaction.assessments().save_answer(assessment.id, answer);
    if (!saved && saved.error().key == "answer.changed_meanwhile") {
        const auto present = TRY(transaction.assessments().find_answer(assessment.id, answer.criterion));
        const bool is_own = present && present->updated_by == act.actor_id;
        return conflict("answer.changed_meanwhile", {{"who", is_own ? "self" : "other"}});
    }
    if (!saved) return saved.error();
    TRY(transaction.grants().note_work(act.actor_id, assessment.organisation_id, WorkKind::Answered, act.now));
    return record(transaction, act, "answer.saved", assessment.organisation_id, assessment.id, answer_facts(answer));
}

Result<Receipt> answer_criterion(World& world, const Act& act, const std::string& assessment_id, const Answer& typed) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::AnswerAssessment, assessment));
        TRY(check_editable(assessment));
        const Edition* edition = TRY(world.shelf.find(assessment.edition));
        const Criterion* criterion = edition->find(typed.criterion);
        if (!criterion || criterion->star > assessment.star)
            return not_found("criterion.unknown", {{"criterion", typed.criterion.substr(0, 40)}});
        const auto answer = TRY(checked(typed, *criterion, *edition));
        TRY(save_answer_of(transaction, act, assessment, answer));
        TRY(note_seal(world, transaction, act, assessment));
        return Receipt{answer.criterion, answer.version + 1};
    });
}

} // namespace hoshirube
