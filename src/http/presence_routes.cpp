#include "app/assessment/presence.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> put_presence(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    PresenceFields presence;
    presence.criterion = TRY(fields.text_or_empty("criterion"));
    presence.window = TRY(fields.text_or_empty("visit"));
    TRY(fields.check_nothing_else());
    return Response::json(
        200, TRY(presence_json(desk.world, desk.presence, request.viewer(), request.path_text("assessment"), presence)));
}

// Only what the person said of themselves is forgotten: nothing is asked of the assessment, and nothing told.
Result<Response> delete_presence(Desk& desk, const Request& request) {
    desk.presence.leave(request.path_text("assessment"), request.person_id, request.query_text_or_empty("visit"));
    return Response::empty(204);
}

} // namespace

// No acts: nothing is stored and a repeat means the same, hence no key.
std::vector<Route> presence_routes(Desk& desk) {
    const std::string path = "/api/v1/assessments/{assessment}/presence";
    return {{Method::Put, path, Permission::ReadAssessment, Body::JsonObject, Key::NotNeeded, bind(put_presence, desk)},
            {Method::Delete, path, Permission::UseAccount, Body::None, Key::NotNeeded, bind(delete_presence, desk)}};
}

} // namespace hoshirube
