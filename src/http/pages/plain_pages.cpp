#include "http/pages/plain_pages.h"

#include "app/oscal/oscal.h"
#include "http/headers.h"

#include "http/pages/edition_page.h"
#include "http/pages/layout.h"
#include "http/routes.h"

namespace hoshirube {

namespace {

Markup door(const Page& page, std::string_view href, const std::string& key) {
    return fill(R"(<li><a href="{href}"><strong>{name}</strong><span>{what}</span></a></li>
)",
                {{"href", href}, {"name", page.text(key + ".name")}, {"what", page.text(key + ".what")}});
}

Result<Response> home(Desk& desk, const Request& request) {
    const Page page(desk.world.texts, request);
    auto doors = door(page, page.link("/register"), "public.home.look_up");
    doors += door(page, "/app", "public.home.sign_in");
    doors += door(page, "/self-check.html", "public.home.self_check");
    doors += door(page, page.link("/about"), "public.home.about");
    const auto main =
        fill(R"(<h1>{title}</h1>
<p class="lead">{lead}</p>
<ul class="doors">
{doors}</ul>
)",
             {{"title", page.text("public.home.title")}, {"lead", page.text("public.home.lead")}, {"doors", doors}});
    return page.response(200, page.text("public.home.title"), main);
}

Markup section(const Page& page, const std::string& key) {
    return fill(R"(<h2>{title}</h2>
<p>{text}</p>
)",
                {{"title", page.text(key + ".title")}, {"text", page.text(key + ".text")}});
}

// Doors to the pages that say what changed between editions.
Markup edition_doors(const World& world, const Page& page) {
    Markup list;
    for (const auto& map : world.shelf.maps())
        list += fill("<li><a href=\"{href}\">{name}</a></li>\n",
                     {{"href", page.link("/editions/" + map.from() + "/" + map.to())},
                      {"name", page.text("public.editions.title", {{"from", map.from()}, {"to", map.to()}})}});
    return list;
}

// The catalogue for tools that speak OSCAL, each file under the name by which the others point at it.
Markup oscal_doors(const World& world) {
    Markup list;
    for (const auto& file : oscal_files(world.shelf))
        if (file.edition == &world.shelf.current())
            list += fill("<li><a href=\"/oscal/{name}\">{name}</a></li>\n", {{"name", file.name}});
    return list;
}

Result<Response> oscal_file(Desk& desk, const Request& request) {
    for (const auto& file : oscal_files(desk.world.shelf)) {
        if (file.name != request.path_text("file")) continue;
        const auto etag = "\"" + file.edition->sha256().substr(0, 24) + "-" + desk.version + "\"";
        Response response;
        if (!names_etag(request.header("If-None-Match"), etag)) // The pipeline answers 304 to who has it already.
            response.body = TRY(oscal_catalogue(*file.edition, file.part));
        response.content_type = "application/oscal+json";
        response.etag = etag;
        response.caching = Caching::Revalidate;
        return response;
    }
    return not_found("route.not_found");
}

Result<Response> about(Desk& desk, const Request& request) {
    const Page page(desk.world.texts, request);
    Markup sections;
    for (const auto* key : {"public.about.independent", "public.about.words", "public.about.star", "public.about.data"})
        sections += section(page, key);
    const auto main = fill(R"(<h1>{title}</h1>
{sections}<h2>{official}</h2>
<p>{official_text}</p>
<ul>
<li><a href="{official_url}" rel="noreferrer">{official_name}</a></li>
{editions}</ul>
<h2>{oscal}</h2>
<p>{oscal_text}</p>
<ul>
{oscal_files}</ul>
<h2>{licence}</h2>
<p>{licence_text}</p>
<ul>
<li><a href="/third-party-notices.txt">{notices}</a></li>
</ul>
)",
                           {{"title", page.text("public.about.title")},
                            {"sections", sections},
                            {"official", page.text("public.about.official.title")},
                            {"official_text", page.text("public.about.official.text")},
                            {"official_url", desk.world.shelf.current().fields().official_source_url},
                            {"official_name", page.text("public.about.official.name")},
                            {"editions", edition_doors(desk.world, page)},
                            {"oscal", page.text("public.about.oscal.title")},
                            {"oscal_text", page.text("public.about.oscal.text")},
                            {"oscal_files", oscal_doors(desk.world)},
                            {"licence", page.text("public.about.licence.title")},
                            {"licence_text", page.text("public.about.licence.text", {{"version", desk.version}})},
                            {"notices", page.text("public.about.notices")}});
    return page.response(200, page.text("public.about.title"), main);
}

Result<Response> edition_changes(Desk& desk, const Request& request) { return edition_changes_page(desk.world, request); }

// The browser UI takes over: the same page for every address of it.
Result<Response> shell(Desk& desk, const Request& request) {
    const Asset* index = desk.assets.find("/index.html");
    if (!index) return internal("asset /index.html is missing");
    return respond_with(*index, request.header("Accept-Encoding"));
}

Result<Response> nowhere(Desk&, const Request&) { return not_found("route.not_found"); }

} // namespace

Response error_page(const Error& error, const Reader& reader, const Request& request) {
    const Page page(reader.texts, request);
    const int status = status_of(error);
    const auto title = page.text(status == 404 ? "public.error.not_found" : "public.error.title");
    Markup reference;
    if (error.code == ErrorCode::Internal)
        reference = fill("<p>{text}</p>\n",
                         {{"text", page.text("public.error.reference", {{"reference", std::string(reader.reference)}})}});
    const auto main = fill(R"(<h1>{title}</h1>
<p class="lead">{sentence}</p>
{reference}<p><a href="{register}">{look_up}</a></p>
<p><a href="{home}">{home_text}</a></p>
)",
                           {{"title", title},
                            {"sentence", sentence_of(error, reader)},
                            {"reference", reference},
                            {"register", page.link("/register")},
                            {"look_up", page.text("public.nav.look_up")},
                            {"home", page.link("/")},
                            {"home_text", page.text("public.error.home")}});
    Response response = page.response(status, title, main);
    response.caching = Caching::NoStore;
    response.error_key = error.key;
    response.detail = error.detail;
    return response;
}

std::vector<Route> plain_page_routes(Desk& desk) {
    return {
        get("/", Permission::ReadPublic, bind(home, desk)),
        get("/about", Permission::ReadPublic, bind(about, desk)),
        get("/editions/{from}/{to}", Permission::ReadPublic, bind(edition_changes, desk)),
        get("/oscal/{file}", Permission::ReadPublic, bind(oscal_file, desk)),
        get("/not-found", Permission::ReadPublic, bind(nowhere, desk)),
        get("/app/*", Permission::ReadPublic, bind(shell, desk)),
        get("/login", Permission::ReadPublic, bind(shell, desk)),
        get("/invite/*", Permission::ReadPublic, bind(shell, desk)),
    };
}

} // namespace hoshirube
