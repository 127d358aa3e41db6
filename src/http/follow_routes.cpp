#include "app/register/register.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> list_follows(World& world, const Request& request) {
    return Response::json(200, TRY(follows_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_follows(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    FollowFields follow;
    follow.corporate_numbers = TRY(fields.texts("corporate_numbers"));
    if (fields.has("names")) follow.names = TRY(fields.text_map("names"));
    follow.note = TRY(fields.text_or_empty("note"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(follow_firms(world, request.act(), request.path_text("organisation"), follow)));
}

Result<Response> delete_follow(World& world, const Request& request) {
    const auto& number = request.path_text("corporate_number");
    return Response::receipt(200, TRY(unfollow_firm(world, request.act(), request.path_text("organisation"), number)));
}

} // namespace

std::vector<Route> follow_routes(World& world) {
    const std::string all = "/api/v1/organisations/{organisation}/follows";
    return {
        get(all, Permission::FollowFirms, bind(list_follows, world)),
        write(Method::Post, all, Permission::FollowFirms, Body::JsonObject, bind(post_follows, world)),
        write(Method::Delete, all + "/{corporate_number}", Permission::FollowFirms, Body::None, bind(delete_follow, world)),
    };
}

} // namespace hoshirube
