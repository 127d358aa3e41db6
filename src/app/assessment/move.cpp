#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/assessment.h"
#include "app/assessment/carry_over.h"
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
    if (!to->level(present.assessment.star)) return to->no_level("edition", present.assessment.star);
    Move move{to, map, carry_answers(*map, *to, present.assessment.star, present.answers)};
    for (const auto& mark : present.carried) // What nobody has looked at here has not been looked at there either.
        if (is_second_look_due(mark, present.answers))
            for (auto& one : move.carry.carried)
                if (std::find(one.from.begin(), one.from.end(), mark.criterion) != one.from.end()) one.needs_second_look = true;
    return move;
}

bool every_file(const PlacedFile&, const Criterion&) { return true; }

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
        const auto opened =
            TRY(open_carried(transaction, act, present, {new_assessment_id, move.to->id()}, move.carry, every_file));
        TRY(record(transaction, act, "assessment.moved", organisation.id, opened.id,
                   Json{{"from_assessment", old.id},
                        {"from", old.edition},
                        {"to", opened.edition},
                        {"left_behind", move.carry.left_behind}}));
        return Receipt{opened.id, opened.version};
    });
}

} // namespace hoshirube
