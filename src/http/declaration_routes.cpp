#include "app/declaration/declaration.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> get_declaration(World& world, const Request& request) {
    return Response::json(200, TRY(declaration_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> post_declaration(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto seal = TRY(fields.text("seal"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(declare_conformity(world, request.act(), request.path_text("assessment"), seal)));
}

} // namespace

std::vector<Route> declaration_routes(World& world) {
    const std::string path = "/api/v1/assessments/{assessment}/declaration";
    return {
        get(path, Permission::ReadDeclaration, bind(get_declaration, world)),
        write(Method::Post, path, Permission::DeclareConformity, Body::JsonObject, bind(post_declaration, world)),
    };
}

} // namespace hoshirube
