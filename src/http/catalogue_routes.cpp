#include "app/catalogue/catalogue.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr std::int64_t kMaxWorkbookBytes = 20 * 1024 * 1024;
constexpr Request::Range kStars{1, 9};

// The catalogue changes only with the build and its editions, so its tag is known before it is written.
Response cacheable(const Json& json) {
    Response response = Response::json(200, json);
    response.caching = Caching::Revalidate;
    return response;
}

Result<Response> get_start_guide(Desk& desk, const Request& request) {
    const Asset* guide = desk.assets.find("/catalogue/start.json");
    if (!guide) return internal("asset /catalogue/start.json is missing");
    return respond_with(*guide, request.header("Accept-Encoding"));
}

Result<Response> list_editions(World& world, const Request&) { return cacheable(TRY(editions_json(world))); }

// Catalogue texts are cached by language, so it is named outright. Compared as a view: GCC 12 takes a string's inline bytes for unset.
Result<std::string> asked_language(const Request& request) {
    auto lang = TRY(request.query_text("lang"));
    const std::string_view view = lang;
    if (view != "ja" && view != "en") return invalid("query.language", "lang");
    return lang;
}

Result<Response> list_criteria(Desk& desk, const Request& request) {
    const auto& id = request.path_text("edition");
    TRY(request.query_text("star"));
    const auto star = TRY(request.query_integer("star", 0, kStars));
    const auto lang = TRY(asked_language(request));
    const Edition* edition = TRY(desk.world.shelf.find(id));
    const auto etag = "W/\"" + edition->sha256().substr(0, 24) + "-" + std::to_string(star) + lang + "-" + desk.version + "\"";
    Response response;
    if (names_etag(request.header("If-None-Match"), etag)) {
        response.content_type = kJson; // The pipeline turns it into 304.
        response.caching = Caching::Revalidate;
    } else {
        response = cacheable(TRY(criteria_json(desk.world, id, static_cast<int>(star), parse_language(lang))));
    }
    response.etag = etag;
    return response;
}

Result<Response> get_changes(World& world, const Request& request) {
    const auto lang = TRY(asked_language(request));
    return cacheable(
        TRY(edition_diff_json(world.shelf, request.path_text("edition"), request.path_text("to"), parse_language(lang))));
}

Result<Response> get_official_text(World& world, const Request& request) {
    return Response::json(200, TRY(official_text_json(world, request.viewer(), request.path_text("edition"))));
}

Result<Response> post_official_text(World& world, const Request& request) {
    const auto name = TRY(request.query_text("file_name"));
    const auto bytes = TRY(request.uploaded());
    return Response::receipt(201, TRY(import_official_text(world, request.act(), request.path_text("edition"), name, bytes)));
}

Result<Response> post_guide(World& world, const Request& request) {
    const auto name = TRY(request.query_text("file_name"));
    const auto bytes = TRY(request.uploaded());
    return Response::receipt(201, TRY(import_guide(world, request.act(), request.path_text("edition"), name, bytes)));
}

} // namespace

std::vector<Route> catalogue_routes(Desk& desk) {
    World& world = desk.world;
    const std::string official = "/api/v1/editions/{edition}/official-text";
    const auto import = [&world](const std::string& pattern, Result<Response> (*handler)(World&, const Request&)) {
        Route route = write(Method::Post, pattern, Permission::OperateScheme, Body::File, bind(handler, world));
        route.max_file_bytes = kMaxWorkbookBytes;
        route.before_file = [&world](const Request& request) { return may_import_official_text(world, request.viewer()); };
        return route;
    };
    return {
        get("/api/v1/start-guide", Permission::ReadPublic, bind(get_start_guide, desk)),
        get("/api/v1/editions", Permission::ReadPublic, bind(list_editions, world)),
        get("/api/v1/editions/{edition}/criteria", Permission::ReadPublic, bind(list_criteria, desk)),
        get("/api/v1/editions/{edition}/changes/{to}", Permission::ReadPublic, bind(get_changes, world)),
        get(official, Permission::ReadOfficialText, bind(get_official_text, world)),
        import(official, post_official_text),
        import("/api/v1/editions/{edition}/guide", post_guide),
    };
}

} // namespace hoshirube
