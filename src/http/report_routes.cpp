#include "app/report/report.h"
#include "http/routes.h"
#include "http/target.h"

namespace hoshirube {

namespace {

constexpr Request::Range kStars{1, 9};

// Our own pages, so they may open in the reader's window; the name is for those who keep them.
Response pdf(std::string bytes, const std::string& name) {
    Response response;
    response.content_type = "application/pdf";
    response.body = std::move(bytes);
    response.headers.add("Content-Disposition", "inline; filename=\"" + name + ".pdf\"");
    return response;
}

// GET /api/v1/assessments/{assessment}/report.pdf?lang=ja
Result<Response> get_report(Desk& desk, const Request& request) {
    TRY(desk.prints.take(request.person_id, request.now));
    const auto& id = request.path_text("assessment");
    return pdf(TRY(report_pdf(desk.world, request.viewer(), id)), "report-" + request.viewer().today().iso8601());
}

// GET /api/v1/editions/{edition}/form.pdf?star=3&lang=ja
Result<Response> get_form(Desk& desk, const Request& request) {
    TRY(desk.prints.take(request.person_id, request.now));
    World& world = desk.world;
    const auto star = TRY(request.query_integer("star", 3, kStars));
    const BlankForm form{request.path_text("edition"), static_cast<int>(star), request.language, request.now};
    const auto name = "form-" + std::to_string(star) + "-" + request.now.tokyo_day().iso8601();
    return pdf(TRY(blank_report_pdf(world.shelf, world.texts, world.press, form)), name);
}

} // namespace

std::vector<Route> report_routes(Desk& desk) {
    return {
        get("/api/v1/assessments/{assessment}/report.pdf", Permission::ReadAssessment, bind(get_report, desk)),
        get("/api/v1/editions/{edition}/form.pdf", Permission::ReadOfficialText, bind(get_form, desk)),
    };
}

} // namespace hoshirube
