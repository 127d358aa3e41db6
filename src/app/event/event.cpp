#include "app/event/event.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

// What a firm wrote stays with the firm, in its audit: the operator sees that it was done, and the hash of what.
bool is_firms_own(std::string_view type) {
    for (const std::string_view own : {"answer.", "evidence.", "review.", "advice.", "profile.", "scope.", "assessment.opened"})
        if (type.starts_with(own)) return true;
    return false;
}

} // namespace

Result<Json> events_json(World& world, const Viewer& viewer, std::int64_t after, int limit) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::OperateScheme));
    Json items = Json::array();
    for (const auto& stored : TRY(transaction->events().after(after, std::clamp(limit, 1, 1000))))
        items.push_back({{"sequence", stored.sequence},
                         {"at", stored.at.iso8601()},
                         {"type", stored.event.type},
                         {"actor_id", stored.event.actor_id},
                         {"organisation_id", stored.event.organisation_id},
                         {"subject", stored.event.subject},
                         {"record", is_firms_own(stored.event.type) ? Json() : Json(stored.event.record)},
                         {"record_sha256", stored.record_sha256}});
    return Json{{"items", std::move(items)}};
}

} // namespace hoshirube
