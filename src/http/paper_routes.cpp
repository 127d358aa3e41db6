#include "app/certificate/certificate.h"
#include "app/register/star_on_paper.h"
#include "http/pages/layout.h"
#include "http/routes.h"

namespace hoshirube {

namespace {

constexpr Request::Range kNumbers{0, 999'999'999};

// Public and the same for all readers of a day: whoever holds it is answered without printing it again.
Result<Response> kept(Desk& desk, const Request& request, std::string_view content_type,
                      const std::function<Result<std::string>(const StarOnPaper&)>& make) {
    std::optional<std::int64_t> number;
    if (const auto typed = TRY(request.query_integer("number", 0, kNumbers)); typed > 0) number = typed;
    const auto star = TRY(star_on_paper(desk.world, request.viewer(), request.path_text("corporate_number"), number));
    Response response;
    response.content_type = content_type;
    response.caching = Caching::Revalidate;
    response.etag = "\"" + star.digest().substr(0, 24) + "-" + desk.version + "\"";
    if (names_etag(request.header("If-None-Match"), response.etag)) return response; // The pipeline turns it into 304.
    const auto key = request.route->pattern + " " + response.etag;
    response.body = TRY(desk.prints.kept(key, caller_of(request.address), request.now, [&] { return make(star); }));
    return response;
}

// GET /register/{corporate_number}/certificate.pdf?number=12&lang=ja
Result<Response> get_certificate(Desk& desk, const Request& request) {
    auto response =
        TRY(kept(desk, request, "application/pdf", [&](const StarOnPaper& star) { return star_pdf(desk.world, star); }));
    response.headers.add("Content-Disposition", "inline; filename=\"star-" + request.path_text("corporate_number") + ".pdf\"");
    return response;
}

Result<Response> get_mark_svg(Desk& desk, const Request& request) {
    return kept(desk, request, "image/svg+xml",
                [&](const StarOnPaper& star) { return star_mark(desk.world.texts, desk.world.press, star, MarkForm::Svg); });
}

Result<Response> get_mark_png(Desk& desk, const Request& request) {
    return kept(desk, request, "image/png",
                [&](const StarOnPaper& star) { return star_mark(desk.world.texts, desk.world.press, star, MarkForm::Png); });
}

// The short link on paper: GET /C/12.
Result<Response> follow_short_link(Desk& desk, const Request& request) {
    const auto& typed = request.path_text("number");
    const bool is_number = !typed.empty() && typed.size() < 10 && typed.find_first_not_of("0123456789") == typed.npos;
    if (!is_number) return not_found("certificate.not_found");
    return Response::redirect("/register/" + TRY(corporate_number_of(desk.world, std::stoll(typed))));
}

Markup rules(const Page& page, const std::string& key, int count) {
    Markup items;
    for (int i = 1; i <= count; ++i) items += fill("<li>{text}</li>\n", {{"text", page.text(key + "." + std::to_string(i))}});
    return fill("<h2>{title}</h2>\n<ul>\n{items}</ul>\n", {{"title", page.text(key + ".title")}, {"items", items}});
}

Markup section(const Page& page, const std::string& key) {
    return fill("<h2>{title}</h2>\n<p>{text}</p>\n", {{"title", page.text(key + ".title")}, {"text", page.text(key + ".text")}});
}

// GET /marks: what a mark is, when it may be used, and where misuse is reported.
Result<Response> mark_rules(World& world, const Request& request) {
    const Page page(world.texts, request);
    auto main = fill("<h1>{title}</h1>\n", {{"title", page.text("public.marks.title")}});
    main += section(page, "public.marks.what");
    main += fill("<p><strong>{text}</strong></p>\n", {{"text", page.text("statement.not.guarantee")}});
    main += rules(page, "public.marks.allowed", 3);
    main += rules(page, "public.marks.forbidden", 3);
    main += section(page, "public.marks.check");
    main += section(page, "public.marks.report");
    const auto& contact = world.press.contact;
    main += contact.empty() ? fill("<p>{text}</p>\n", {{"text", page.text("public.marks.report.nobody")}})
                            : fill(R"(<p><a href="{contact}" rel="noreferrer">{text}</a></p>
)",
                                   {{"contact", contact}, {"text", page.text("public.marks.report.link")}});
    return page.response(200, page.text("public.marks.title"), main);
}

} // namespace

std::vector<Route> paper_routes(Desk& desk) {
    const std::string firm = "/register/{corporate_number}";
    return {
        get(firm + "/certificate.pdf", Permission::ReadPublic, bind(get_certificate, desk)),
        get(firm + "/mark.svg", Permission::ReadPublic, bind(get_mark_svg, desk)),
        get(firm + "/mark.png", Permission::ReadPublic, bind(get_mark_png, desk)),
        get("/marks", Permission::ReadPublic, bind(mark_rules, desk.world)),
        get("/C/{number}", Permission::ReadPublic, bind(follow_short_link, desk)),
    };
}

} // namespace hoshirube
