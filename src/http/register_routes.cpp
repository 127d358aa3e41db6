#include "app/register/register.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kOffset{0, 1'000'000};

Result<Response> list_registrations(World& world, const Request& request) {
    return Response::json(200, TRY(registrations_json(world, request.viewer())));
}

Result<Response> get_registration(World& world, const Request& request) {
    return Response::json(200, TRY(registration_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> post_registration(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto seal = TRY(fields.text("seal"));
    const auto number = TRY(fields.text_or_empty("official_number"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(register_star(world, request.act(), request.path_text("assessment"), seal, number)));
}

Result<Response> post_refusal(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto reason = TRY(fields.text("reason"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(refuse_star(world, request.act(), request.path_text("assessment"), reason)));
}

// What anyone may see may be kept and asked for again.
Response open_to_all(const Json& json) {
    Response response = Response::json(200, json);
    response.caching = Caching::Revalidate;
    return response;
}

Result<Response> look_up(World& world, const Request& request) {
    const auto typed = TRY(request.query_text("q"));
    const auto offset = TRY(request.query_integer("offset", 0, kOffset));
    return open_to_all(TRY(look_up_json(world, request.viewer(), typed, static_cast<int>(offset))));
}

Result<Response> get_public_record(World& world, const Request& request) {
    return open_to_all(TRY(public_record_json(world, request.viewer(), request.path_text("corporate_number"))));
}

} // namespace

std::vector<Route> register_routes(World& world) {
    const std::string one = "/api/v1/assessments/{assessment}";
    return {
        get("/api/v1/registrations", Permission::OperateRegister, bind(list_registrations, world)),
        get(one + "/registration", Permission::OperateRegister, bind(get_registration, world)),
        write(Method::Post, one + "/registration", Permission::RegisterStar, Body::JsonObject, bind(post_registration, world)),
        write(Method::Post, one + "/refusal", Permission::RegisterStar, Body::JsonObject, bind(post_refusal, world)),
        get("/api/v1/public/organisations", Permission::ReadPublic, bind(look_up, world)),
        get("/api/v1/public/organisations/{corporate_number}", Permission::ReadPublic, bind(get_public_record, world)),
    };
}

} // namespace hoshirube
