#include "app/audit/audit.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kBefore{0, std::int64_t{1} << 53};
constexpr Request::Range kLimit{1, 1000};
constexpr std::int64_t kUsualLimit = 100;

Result<EventFields> wish_of(const Request& request) {
    return EventFields{TRY(request.query_integer("before", 0, kBefore)), request.query_text_or_empty("types"),
                       request.query_text_or_empty("q"), request.query_text_or_empty("from"),
                       request.query_text_or_empty("until")};
}

Result<Response> get_audit(World& world, const Request& request) {
    const auto limit = TRY(request.query_integer("limit", kUsualLimit, kLimit));
    const auto wish = TRY(wish_of(request));
    const auto& organisation = request.path_text("organisation");
    return Response::json(200, TRY(audit_json(world, request.viewer(), organisation, wish, static_cast<int>(limit))));
}

Result<Response> get_audit_file(World& world, const Request& request) {
    const auto asked = request.query_text_or_empty("format");
    const bool is_csv = asked != "jsonl";
    const auto format = is_csv ? AuditFormat::Csv : AuditFormat::JsonLines;
    const auto wish = TRY(wish_of(request));
    Response response;
    response.body = TRY(audit_file(world, request.viewer(), request.path_text("organisation"), wish, format));
    response.content_type = is_csv ? "text/csv; charset=utf-8" : "application/jsonl";
    response.is_download = true;
    response.headers.add("Content-Disposition",
                         is_csv ? "attachment; filename=\"audit.csv\"" : "attachment; filename=\"audit.jsonl\"");
    return response;
}

} // namespace

std::vector<Route> audit_routes(World& world) {
    const std::string audit = "/api/v1/organisations/{organisation}/audit";
    return {
        get(audit, Permission::ReadAudit, bind(get_audit, world)),
        get(audit + "/file", Permission::ReadAudit, bind(get_audit_file, world)),
    };
}

} // namespace hoshirube
