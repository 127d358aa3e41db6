#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/grant/grant.h"
#include "app/organisation/firm_name.h"
#include "base/text.h"
#include "scheme/account/grant.h"

namespace hoshirube {

Result<Receipt> ask_to_break_glass(World& world, const Act& act, const std::string& assessment_id, const std::string& typed) {
    const auto reason = TRY(required_text("reason", typed, 500));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::BreakGlass, assessment));
        const BrokenGlass glass{new_id(), assessment.id, act.actor_id, reason, act.now, {}, {}, {}};
        TRY(transaction.grants().add_broken_glass(glass));
        TRY(record(transaction, act, "glass.asked", assessment.organisation_id, assessment.id,
                   Json{{"glass", glass.id}, {"reason", reason}}));
        return Receipt{glass.id, 1};
    });
}

Result<Receipt> approve_broken_glass(World& world, const Act& act, const std::string& glass_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto glass = TRY(transaction.grants().get_broken_glass(glass_id));
        const auto assessment = TRY(transaction.assessments().get(glass.assessment_id));
        Subject subject(assessment);
        subject.asked_by = glass.asked_by;
        const auto allowed = require(world, transaction, act, Permission::ApproveBreakGlass, subject);
        if (!allowed && allowed.error().code == ErrorCode::NotFound) return not_found("glass.not_found");
        if (!allowed) return allowed.error();
        glass.approved_by = act.actor_id;
        glass.from_at = act.now;
        glass.until_at = act.now.plus_seconds(kBrokenGlassSeconds);
        TRY(transaction.grants().approve_broken_glass(glass));
        TRY(record(transaction, act, "glass.broken", assessment.organisation_id, assessment.id,
                   Json{{"glass", glass.id}, {"asked_by", glass.asked_by}, {"until", glass.until_at->iso8601()}}));
        return Receipt{glass.id, 2};
    });
}

Result<Json> broken_glass_json(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::SeeBrokenGlass));
    Names names(*transaction);
    Json items = Json::array();
    for (const auto& view : TRY(transaction->grants().broken_glass(100))) {
        const auto& g = view.glass;
        items.push_back({{"id", g.id},
                         {"assessment", g.assessment_id},
                         {"organisation_id", view.organisation_id},
                         {"organisation_name", firm_name(viewer.language, view.organisation_name, view.organisation_name_en)},
                         {"asked_by_name", TRY(names.of(g.asked_by))},
                         {"reason", g.reason},
                         {"asked_at", g.asked_at.iso8601()},
                         {"approved_by_name", TRY(names.of(g.approved_by))},
                         {"until", g.until_at ? Json(g.until_at->iso8601()) : Json()}});
    }
    return Json{{"items", std::move(items)}};
}

} // namespace hoshirube
