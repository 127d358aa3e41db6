#include "app/assessment/presence.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> put_presence(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    const auto criterion = TRY(fields.text_or_empty("criterion"));
    TRY(fields.check_nothing_else());
    return Response::json(
        200, TRY(presence_json(desk.world, desk.presence, request.viewer(), request.path_text("assessment"), criterion)));
}

} // namespace

// No act: nothing is stored and a repeat means the same, hence no key.
std::vector<Route> presence_routes(Desk& desk) {
    return {{Method::Put, "/api/v1/assessments/{assessment}/presence", Permission::ReadAssessment, Body::JsonObject,
             Key::NotNeeded, bind(put_presence, desk)}};
}

} // namespace hoshirube
