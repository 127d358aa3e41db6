#include "app/assessment/presence.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace hoshirube {

namespace {

bool is_fresh(const Presence::Visit& visit, Instant now) { return visit.at.plus_seconds(kPresenceFresh_seconds) > now; }

} // namespace

void Presence::forget_old(Instant now) {
    if (swept_.plus_seconds(kPresenceFresh_seconds) > now) return;
    swept_ = now;
    for (auto assessment = visits_.begin(); assessment != visits_.end();) {
        std::erase_if(assessment->second, [&](const auto& entry) { return !is_fresh(entry.second, now); });
        assessment = assessment->second.empty() ? visits_.erase(assessment) : std::next(assessment);
    }
}

std::vector<Presence::Visit> Presence::note(const std::string& assessment_id, Visit visit) {
    const std::scoped_lock lock(mutex_);
    forget_old(visit.at);
    auto& visits = visits_[assessment_id];
    std::map<std::string, Visit> others;
    std::vector<std::pair<Instant, std::string>> own; // The person's other windows, by when they last spoke.
    for (const auto& [key, known] : visits) {
        if (key.first == visit.person_id) {
            if (key.second != visit.window) own.emplace_back(known.at, key.second);
            continue;
        }
        if (!is_fresh(known, visit.at)) continue;
        const auto [other, is_new] = others.emplace(key.first, known);
        if (!is_new && other->second.at < known.at) other->second = known;
    }
    if (own.size() >= kWindowsOfOne) visits.erase({visit.person_id, std::min_element(own.begin(), own.end())->second});
    std::vector<Visit> latest_first;
    for (auto& [person_id, other] : others) latest_first.push_back(std::move(other));
    std::sort(latest_first.begin(), latest_first.end(), [](const Visit& one, const Visit& two) { return two.at < one.at; });
    auto key = std::pair(visit.person_id, visit.window);
    visits.insert_or_assign(std::move(key), std::move(visit));
    return latest_first;
}

void Presence::leave(const std::string& assessment_id, const std::string& person_id, const std::string& window) {
    const std::scoped_lock lock(mutex_);
    const auto visits = visits_.find(assessment_id);
    if (visits != visits_.end()) visits->second.erase({person_id, window});
}

void Presence::forget(const std::string& person_id) {
    const std::scoped_lock lock(mutex_);
    for (auto& [assessment_id, visits] : visits_)
        std::erase_if(visits, [&](const auto& entry) { return entry.first.first == person_id; });
}

Result<Json> presence_json(World& world, Presence& presence, const Viewer& viewer, const std::string& assessment_id,
                           const PresenceFields& fields) {
    const auto window = TRY(clean_text("visit", fields.window, 40));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto assessment = TRY(transaction->assessments().get(assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, assessment));
    if (!fields.criterion.empty() && !TRY(world.shelf.find(assessment.edition))->find(fields.criterion))
        return not_found("criterion.unknown", {{"criterion", fields.criterion.substr(0, 40)}});
    const auto person = TRY(transaction->accounts().get_person(viewer.person_id));
    Json others = Json::array();
    for (const auto& other : presence.note(assessment_id, {person.id, person.name, window, fields.criterion, viewer.now}))
        others.push_back({{"name", other.name}, {"criterion", other.criterion}});
    return Json{{"others", std::move(others)}};
}

} // namespace hoshirube
