#include "app/event/event.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace hoshirube {

Result<Json> events_json(World& world, const Viewer& viewer, std::int64_t after, int limit) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read));
    TRY(require_anywhere(*transaction, viewer.person_id, viewer.today(), Permission::OperateScheme));
    Json items = Json::array();
    for (const auto& stored : TRY(transaction->events().after(after, std::clamp(limit, 1, 1000))))
        items.push_back({{"sequence", stored.sequence},
                         {"at", stored.at.iso8601()},
                         {"type", stored.event.type},
                         {"actor_id", stored.event.actor_id},
                         {"organisation_id", stored.event.organisation_id},
                         {"subject", stored.event.subject},
                         {"record", stored.event.record},
                         {"record_sha256", stored.record_sha256}});
    return Json{{"items", std::move(items)}};
}

} // namespace hoshirube
