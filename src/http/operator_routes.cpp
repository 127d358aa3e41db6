#include "app/account/account.h"
#include "app/event/event.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kAfter{0, std::int64_t{1} << 53};
constexpr Request::Range kLimit{1, 1000}, kPage{1, 200};
constexpr std::int64_t kUsualLimit = 100;

Result<Response> list_experts(World& world, const Request& request) {
    const auto typed = request.query_text_or_empty("q");
    const auto assessment = request.query_text_or_empty("assessment");
    return Response::json(200, TRY(experts_json(world, request.viewer(), typed, assessment)));
}

Result<Response> list_kinds(World& world, const Request& request) {
    return Response::json(200, TRY(qualification_kinds_json(world, request.viewer())));
}

Result<Response> put_kind(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    QualificationKind kind{request.path_text("kind"), {}, false};
    kind.name.ja = TRY(fields.text("ja"));
    kind.name.en = TRY(fields.text("en"));
    kind.is_accepted = TRY(fields.yes_or_no("is_accepted"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(save_qualification_kind(world, request.act(), kind)));
}

Result<Response> post_qualification(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    QualificationFields qualification;
    qualification.person_id = request.path_text("person");
    qualification.kind = TRY(fields.text("kind"));
    qualification.number = TRY(fields.text("number"));
    qualification.valid_until = TRY(fields.text("valid_until"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(record_qualification(world, request.act(), qualification)));
}

Result<Response> list_events(World& world, const Request& request) {
    const auto after = TRY(request.query_integer("after", 0, kAfter));
    const auto limit = TRY(request.query_integer("limit", kUsualLimit, kLimit));
    return Response::json(200, TRY(events_json(world, request.viewer(), after, static_cast<int>(limit))));
}

Result<Response> list_newest_events(World& world, const Request& request) {
    EventFields fields;
    fields.before = TRY(request.query_integer("before", 0, kAfter));
    fields.types = request.query_text_or_empty("types");
    fields.words = request.query_text_or_empty("q");
    fields.from = request.query_text_or_empty("from");
    fields.until = request.query_text_or_empty("until");
    const auto limit = TRY(request.query_integer("limit", kUsualLimit, kPage));
    return Response::json(200, TRY(newest_events_json(world, request.viewer(), fields, static_cast<int>(limit))));
}

} // namespace

std::vector<Route> operator_routes(World& world) {
    return {
        get("/api/v1/experts", Permission::FindExperts, bind(list_experts, world)),
        get("/api/v1/qualification-kinds", Permission::FindExperts, bind(list_kinds, world)),
        write(Method::Put, "/api/v1/qualification-kinds/{kind}", Permission::OperateScheme, Body::JsonObject,
              bind(put_kind, world)),
        write(Method::Post, "/api/v1/people/{person}/qualifications", Permission::OperateScheme, Body::JsonObject,
              bind(post_qualification, world)),
        get("/api/v1/events", Permission::OperateScheme, bind(list_events, world)),
        get("/api/v1/events/newest", Permission::OperateScheme, bind(list_newest_events, world)),
    };
}

} // namespace hoshirube
