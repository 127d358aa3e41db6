#include "app/register/register.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kOffset{0, 1'000'000}, kStars{0, 9}, kSequence{0, std::int64_t{1} << 53};

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

Result<Response> list_stars(World& world, const Request& request) {
    return Response::json(200, TRY(stars_json(world, request.viewer(), request.query_text_or_empty("q"))));
}

Result<Response> get_star(World& world, const Request& request) {
    return Response::json(200, TRY(star_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> post_change(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    StarChangeFields change;
    change.act = TRY(fields.text("act"));
    change.reason = TRY(fields.text("reason"));
    change.until_on = TRY(fields.text_or_empty("until_on"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(ask_star_change(world, request.act(), request.path_text("assessment"), change)));
}

Result<Response> post_approval(World& world, const Request& request) {
    return Response::receipt(
        200, TRY(do_star_change(world, request.act(), request.path_text("assessment"), request.path_text("change"))));
}

Result<Response> delete_change(World& world, const Request& request) {
    return Response::receipt(
        200, TRY(drop_star_change(world, request.act(), request.path_text("assessment"), request.path_text("change"))));
}

// What anyone may see may be kept and asked for again.
Response open_to_all(const Json& json) {
    Response response = Response::json(200, json);
    response.caching = Caching::Revalidate;
    return response;
}

Result<Response> look_up(World& world, const Request& request) {
    LookUpFields fields;
    fields.words = request.query_text_or_empty("q");
    fields.prefecture = request.query_text_or_empty("prefecture");
    fields.star = static_cast<int>(TRY(request.query_integer("star", 0, kStars)));
    const auto offset = TRY(request.query_integer("offset", 0, kOffset));
    return open_to_all(TRY(look_up_json(world, request.viewer(), fields, static_cast<int>(offset))));
}

// The newest ones change; what stands before a given one never does.
Result<Response> list_changes(World& world, const Request& request) {
    const auto before = TRY(request.query_integer("before", 0, kSequence));
    auto response = open_to_all(TRY(register_changes_json(world, request.viewer(), before)));
    response.caching = before > 0 ? Caching::Immutable : Caching::Brief;
    return response;
}

Result<Response> get_public_record(World& world, const Request& request) {
    return open_to_all(TRY(public_record_json(world, request.viewer(), request.path_text("corporate_number"))));
}

Result<Response> public_record_from_memory(World& world, const Request& request) {
    auto text = TRY(rolled_record_text(world, request.viewer(), request.path_text("corporate_number")));
    auto response = Response::json_text(200, std::move(text));
    response.caching = Caching::Revalidate;
    return response;
}

Route public_record_route(World& world) {
    auto route = get("/api/v1/public/organisations/{corporate_number}", Permission::ReadPublic, bind(get_public_record, world));
    route.from_memory = bind(public_record_from_memory, world);
    return route;
}

} // namespace

std::vector<Route> register_routes(World& world) {
    const std::string one = "/api/v1/assessments/{assessment}";
    return {
        get("/api/v1/registrations", Permission::OperateRegister, bind(list_registrations, world)),
        get(one + "/registration", Permission::OperateRegister, bind(get_registration, world)),
        write(Method::Post, one + "/registration", Permission::RegisterStar, Body::JsonObject, bind(post_registration, world)),
        write(Method::Post, one + "/refusal", Permission::RegisterStar, Body::JsonObject, bind(post_refusal, world)),
        get("/api/v1/stars", Permission::OperateRegister, bind(list_stars, world)),
        get(one + "/star", Permission::OperateRegister, bind(get_star, world)),
        write(Method::Post, one + "/star/changes", Permission::AskSuspension, Body::JsonObject, bind(post_change, world)),
        write(Method::Post, one + "/star/changes/{change}/approval", Permission::ApproveSuspension, Body::None,
              bind(post_approval, world)),
        write(Method::Delete, one + "/star/changes/{change}", Permission::AskSuspension, Body::None, bind(delete_change, world)),
        get("/api/v1/public/changes", Permission::ReadPublic, bind(list_changes, world)),
        get("/api/v1/public/organisations", Permission::ReadPublic, bind(look_up, world)),
        public_record_route(world),
    };
}

} // namespace hoshirube
