#include "app/assessment/presence.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

bool is_fresh(const Presence::Visit& visit, Instant now) { return visit.at.plus_seconds(kPresenceFresh_seconds) > now; }

} // namespace

void Presence::forget_old(Instant now) {
    if (swept_.plus_seconds(kPresenceFresh_seconds) > now) return;
    swept_ = now;
    for (auto assessment = visits_.begin(); assessment != visits_.end();) {
        auto& people = assessment->second;
        for (auto visit = people.begin(); visit != people.end();)
            visit = is_fresh(visit->second, now) ? std::next(visit) : people.erase(visit);
        assessment = people.empty() ? visits_.erase(assessment) : std::next(assessment);
    }
}

std::vector<Presence::Visit> Presence::note(const std::string& assessment_id, Visit visit) {
    const std::scoped_lock lock(mutex_);
    forget_old(visit.at);
    auto& people = visits_[assessment_id];
    std::vector<Visit> others;
    for (const auto& [person_id, other] : people)
        if (person_id != visit.person_id && is_fresh(other, visit.at)) others.push_back(other);
    std::sort(others.begin(), others.end(), [](const Visit& one, const Visit& two) { return two.at < one.at; });
    people.insert_or_assign(visit.person_id, std::move(visit));
    return others;
}

Result<Json> presence_json(World& world, Presence& presence, const Viewer& viewer, const std::string& assessment_id,
                           const std::string& criterion) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto assessment = TRY(transaction->assessments().get(assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, assessment));
    if (!criterion.empty() && !TRY(world.shelf.find(assessment.edition))->find(criterion))
        return not_found("criterion.unknown", {{"criterion", criterion.substr(0, 40)}});
    const auto person = TRY(transaction->accounts().get_person(viewer.person_id));
    Json others = Json::array();
    for (const auto& other : presence.note(assessment_id, {person.id, person.name, criterion, viewer.now}))
        others.push_back({{"name", other.name}, {"criterion", other.criterion}});
    return Json{{"others", std::move(others)}};
}

} // namespace hoshirube
