#include "app/assessment/exchange.h"
#include "http/routes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr std::int64_t kMaxFormBytes = 20 * 1024 * 1024;

Result<Response> get_export(World& world, const Request& request) {
    ExportFields fields;
    fields.format = TRY(request.query_text("format"));
    fields.charset = request.query_text_or_empty("charset");
    if (fields.charset.empty()) fields.charset = "utf-8";
    if (const auto part = request.query_text_or_empty("part"); !part.empty()) fields.part = part;
    auto exported = TRY(export_assessment(world, request.viewer(), request.path_text("assessment"), fields));
    Response response;
    response.content_type = exported.media_type;
    response.body = std::move(exported.bytes);
    response.is_download = true;
    response.headers.add("Content-Disposition", attachment("assessment", exported.file_name));
    return response;
}

std::vector<std::string> numbers_of(const std::string& list) {
    std::vector<std::string> numbers;
    for (std::size_t at = 0; at < list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        if (end > at) numbers.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return numbers;
}

Result<ImportFields> import_fields(const Request& request) {
    return ImportFields{TRY(request.query_text("format")), numbers_of(request.query_text_or_empty("theirs")),
                        numbers_of(request.query_text_or_empty("ours"))};
}

Result<Response> post_import_preview(World& world, const Request& request) {
    const auto fields = TRY(import_fields(request));
    const auto bytes = TRY(request.uploaded());
    return Response::json(200, TRY(import_preview_json(world, request.viewer(), request.path_text("assessment"), fields, bytes)));
}

Result<Response> post_import(World& world, const Request& request) {
    const auto fields = TRY(import_fields(request));
    const auto bytes = TRY(request.uploaded());
    return Response::receipt(200, TRY(import_assessment(world, request.act(), request.path_text("assessment"), fields, bytes)));
}

Route upload(World& world, std::string pattern, Result<Response> (*handler)(World&, const Request&)) {
    Route route = write(Method::Post, std::move(pattern), Permission::AnswerAssessment, Body::File, bind(handler, world));
    route.max_file_bytes = kMaxFormBytes;
    route.before_file = [&world](const Request& request) {
        return may_import(world, request.viewer(), request.path_text("assessment"));
    };
    return route;
}

} // namespace

std::vector<Route> exchange_routes(World& world) {
    const std::string one = "/api/v1/assessments/{assessment}";
    Route preview = upload(world, one + "/import-preview", post_import_preview);
    preview.key = Key::NotNeeded; // It stores nothing.
    return {
        get(one + "/export", Permission::ReadAssessment, bind(get_export, world)),
        std::move(preview),
        upload(world, one + "/import", post_import),
    };
}

} // namespace hoshirube
