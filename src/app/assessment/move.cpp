#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/answer_facts.h"
#include "app/assessment/assessment.h"
#include "app/assessment/present.h"
#include "scheme/assessment/carry.h"

namespace hoshirube {

namespace {

struct Move {
    const Edition* to;
    const EditionMap* map;
    Carry carry;
};

Result<Move> plan_move(const World& world, const Present& present, const std::string& edition) {
    const Edition* to = TRY(world.shelf.find(edition));
    const EditionMap* map = TRY(world.shelf.map(present.assessment.edition, edition));
    if (!to->level(present.assessment.star))
        return invalid("assessment.star_unknown", "edition", {{"star", std::to_string(present.assessment.star)}});
    return Move{to, map, carry_answers(*map, *to, present.assessment.star, present.answers)};
}

// The files behind the old answers stand behind the new one, each once.
std::vector<std::string> evidence_for(const Present& present, const std::vector<std::string>& from) {
    std::vector<std::string> files;
    for (const auto& link : present.files)
        if (std::find(from.begin(), from.end(), link.criterion) != from.end() &&
            std::find(files.begin(), files.end(), link.evidence_id) == files.end())
            files.push_back(link.evidence_id);
    return files;
}

Json carried_json(const Carried& one) {
    return Json{{"criterion", one.answer.criterion},
                {"from", one.from},
                {"kind", to_text(one.kind)},
                {"state", to_text(one.answer.state)},
                {"needs_second_look", one.needs_second_look}};
}

} // namespace

Result<Json> move_preview_json(World& world, const Viewer& viewer, const std::string& assessment_id, const std::string& edition) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, present.assessment));
    const auto move = TRY(plan_move(world, present, edition));
    Json carried = Json::array();
    int second_looks = 0;
    for (const auto& one : move.carry.carried) {
        carried.push_back(carried_json(one));
        second_looks += one.needs_second_look ? 1 : 0;
    }
    return Json{{"from", present.assessment.edition}, {"to", move.to->id()},          {"star", present.assessment.star},
                {"carried", std::move(carried)},      {"second_looks", second_looks}, {"left_behind", move.carry.left_behind},
                {"unanswered", move.carry.unanswered}};
}

Result<Receipt> move_assessment(World& world, const Act& act, const std::string& assessment_id, const std::string& edition) {
    const auto new_assessment_id = new_id();
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto present = TRY(load_present(world, transaction, assessment_id));
        const auto& old = present.assessment;
        TRY(require(world, transaction, act, Permission::AnswerAssessment, old));
        const auto organisation = TRY(transaction.organisations().get(old.organisation_id));
        TRY(require(world, transaction, act, Permission::OpenAssessment, organisation));
        const auto move = TRY(plan_move(world, present, edition));
        const Assessment opened{new_assessment_id,
                                old.organisation_id,
                                move.to->id(),
                                old.star,
                                old.scope,
                                AssessmentState::Draft,
                                0,
                                {},
                                {},
                                act.now};
        TRY(require_only_open(transaction, opened));
        TRY(transaction.assessments().add(opened));
        TRY(record(transaction, act, "assessment.opened", organisation.id, opened.id,
                   Json{{"edition", opened.edition}, {"star", opened.star}, {"scope", scope_json(opened.scope)}}));
        for (const auto& one : move.carry.carried) {
            TRY(save_answer_of(transaction, act, opened, one.answer));
            TRY(transaction.assessments().add_carried(
                opened.id, {one.answer.criterion, old.id, one.from, std::string(to_text(one.kind)), one.needs_second_look}));
            for (const auto& evidence_id : evidence_for(present, one.from)) {
                TRY(transaction.evidence().link(opened.id, {one.answer.criterion, evidence_id}));
                TRY(record(transaction, act, "evidence.linked", organisation.id, opened.id,
                           Json{{"criterion", one.answer.criterion}, {"evidence", evidence_id}}));
            }
        }
        TRY(record(transaction, act, "assessment.moved", organisation.id, opened.id,
                   Json{{"from_assessment", old.id},
                        {"from", old.edition},
                        {"to", opened.edition},
                        {"left_behind", move.carry.left_behind}}));
        return Receipt{opened.id, opened.version};
    });
}

} // namespace hoshirube
