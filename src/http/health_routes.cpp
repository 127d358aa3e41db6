#include "app/account/account.h"
#include "http/routes.h"

namespace hoshirube {

namespace {

// Asks the database for the session of nobody: the smallest read there is.
Result<Response> get_health(Desk& desk, const Request& request) {
    TRY(find_session(desk.world, "health", request.now, Use::IsIdle));
    std::string text = "{\"status\":\"healthy\",\"version\":";
    append_json_string(text, desk.version);
    return Response::json_text(200, text.append("}"));
}

// Also asks what this machine is short of; see main/readiness.h.
Result<Response> get_readiness(Desk& desk, const Request& request) {
    TRY(find_session(desk.world, "health", request.now, Use::IsIdle));
    if (desk.ready) TRY(desk.ready());
    return Response::json_text(200, "{\"status\":\"ready\"}");
}

} // namespace

std::vector<Route> health_routes(Desk& desk) {
    return {get("/api/v1/health", Permission::ReadPublic, bind(get_health, desk)),
            get("/api/v1/ready", Permission::ReadPublic, bind(get_readiness, desk))};
}

} // namespace hoshirube
