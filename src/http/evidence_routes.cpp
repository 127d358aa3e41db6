#include "app/evidence/evidence.h"
#include "app/evidence/preview.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

EvidenceLink link_of(const Request& request) { return {request.path_text("criterion"), request.path_text("evidence")}; }

Result<Response> put_link(World& world, const Request& request) {
    return Response::receipt(200, TRY(link_evidence(world, request.act(), request.path_text("assessment"), link_of(request))));
}

Result<Response> delete_link(World& world, const Request& request) {
    return Response::receipt(200, TRY(unlink_evidence(world, request.act(), request.path_text("assessment"), link_of(request))));
}

Result<Response> get_shelf(World& world, const Request& request) {
    return Response::json(200, TRY(evidence_shelf_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<EvidenceFields> fields_of(const Request& request) {
    EvidenceFields fields;
    fields.file_name = TRY(request.query_text("file_name"));
    fields.effective_from = request.query_text_or_empty("effective_from");
    fields.effective_to = request.query_text_or_empty("effective_to");
    fields.note = request.query_text_or_empty("note");
    return fields;
}

// The file lies in the spool; the vault takes it over before the entry is written.
Result<Response> post_evidence(World& world, const Request& request) {
    const auto fields = TRY(fields_of(request));
    const auto act = request.act();
    const auto file = TRY(admit_file(world, request.upload.path, request.now));
    return Response::receipt(
        201, TRY(add_evidence(world, act, request.path_text("organisation"), fields, file.content, file.scanned_at)));
}

Result<Response> put_evidence(World& world, const Request& request) {
    auto members = TRY(request.fields());
    EvidenceFields fields;
    fields.file_name = TRY(members.text("file_name"));
    fields.effective_from = TRY(members.text_or_empty("effective_from"));
    fields.effective_to = TRY(members.text_or_empty("effective_to"));
    fields.note = TRY(members.text_or_empty("note"));
    const auto version = TRY(members.integer("version"));
    TRY(members.check_nothing_else());
    return Response::receipt(200, TRY(save_evidence(world, request.act(), request.path_text("evidence"), fields, version)));
}

Result<Response> delete_evidence(World& world, const Request& request) {
    return Response::receipt(200, TRY(remove_evidence(world, request.act(), request.path_text("evidence"))));
}

// Foreign bytes: never shown in our origin, whatever they claim to be.
Result<Response> get_content(World& world, const Request& request) {
    auto content = TRY(read_evidence(world, request.viewer(), request.path_text("evidence")));
    Response response;
    response.content_type = "application/octet-stream";
    response.file = std::move(content.bytes);
    response.is_download = true;
    response.headers.add("Content-Disposition", attachment("evidence", content.file_name));
    return response;
}

Result<Response> get_preview(World& world, const Request& request) {
    return Response::json(200, TRY(evidence_preview_json(world, request.viewer(), request.path_text("evidence"))));
}

Route shelf_upload(World& world, std::string pattern) {
    Route route = write(Method::Post, std::move(pattern), Permission::AddEvidence, Body::File, bind(post_evidence, world));
    route.max_file_bytes = kMaxEvidenceBytes;
    route.before_file = [&world](const Request& request) -> Result<Done> {
        const auto fields = TRY(fields_of(request));
        return may_add_evidence(world, request.viewer(), request.path_text("organisation"), fields);
    };
    return route;
}

} // namespace

std::vector<Route> evidence_routes(World& world) {
    const std::string link = "/api/v1/assessments/{assessment}/answers/{criterion}/evidence/{evidence}";
    const std::string shelf = "/api/v1/organisations/{organisation}/evidence";
    const std::string one = "/api/v1/evidence/{evidence}";
    return {
        write(Method::Put, link, Permission::AnswerAssessment, Body::None, bind(put_link, world)),
        write(Method::Delete, link, Permission::AnswerAssessment, Body::None, bind(delete_link, world)),
        get(shelf, Permission::ReadEvidenceShelf, bind(get_shelf, world)),
        shelf_upload(world, shelf),
        write(Method::Put, one, Permission::ChangeEvidence, Body::JsonObject, bind(put_evidence, world)),
        write(Method::Delete, one, Permission::ChangeEvidence, Body::None, bind(delete_evidence, world)),
        get(one + "/content", Permission::ReadEvidence, bind(get_content, world)),
        get(one + "/preview", Permission::ReadEvidence, bind(get_preview, world)),
    };
}

} // namespace hoshirube
