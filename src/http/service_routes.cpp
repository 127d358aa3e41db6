#include "app/account/service_account.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> list_services(World& world, const Request& request) {
    return Response::json(200, TRY(services_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_service(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    ServiceFields made;
    made.name = TRY(fields.text("name"));
    made.role = TRY(fields.text_or_empty("role"));
    made.scopes = TRY(fields.texts("scopes"));
    made.last_day = TRY(fields.text("last_day"));
    TRY(fields.check_nothing_else());
    return Response::json(201, TRY(add_service(world, request.act(), request.path_text("organisation"), made)));
}

Result<Response> post_renewal(World& world, const Request& request) {
    const auto& organisation = request.path_text("organisation");
    return Response::json(200, TRY(renew_service(world, request.act(), organisation, request.path_text("service"))));
}

Result<Response> delete_service(World& world, const Request& request) {
    const auto& organisation = request.path_text("organisation");
    return Response::receipt(200, TRY(revoke_service(world, request.act(), organisation, request.path_text("service"))));
}

} // namespace

std::vector<Route> service_routes(World& world) {
    const std::string all = "/api/v1/organisations/{organisation}/service-accounts", one = all + "/{service}";
    const auto once = [](std::string pattern, Body body, Handler handler) {
        return Route{Method::Post, std::move(pattern), Permission::KeepServices,
                     body,         Key::NotNeeded,     std::move(handler)}; // Answers a secret, once.
    };
    return {
        get(all, Permission::SeeServices, bind(list_services, world)),
        once(all, Body::JsonObject, bind(post_service, world)),
        once(one + "/renewal", Body::None, bind(post_renewal, world)),
        write(Method::Delete, one, Permission::KeepServices, Body::None, bind(delete_service, world)),
    };
}

} // namespace hoshirube
