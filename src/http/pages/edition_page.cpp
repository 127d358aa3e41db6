#include "http/pages/edition_page.h"

#include "app/catalogue/catalogue.h"
#include "http/pages/layout.h"

#include <map>
#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

std::string side_text(const Json& side) {
    std::string text;
    for (const Json& one : side)
        text +=
            (text.empty() ? "" : ", ") + one["number"].get<std::string>() + " (★" + std::to_string(one["star"].get<int>()) + ")";
    return text.empty() ? "—" : text;
}

std::string title_of(const Json& item) {
    const Json& side = item["to"].empty() ? item["from"] : item["to"];
    return side[0]["title"];
}

Markup row(const Page& page, const Json& item) {
    const auto kind = item["kind"].get<std::string>();
    return fill(
        R"(<tr role="row"><td role="cell">{kind}</td><td role="cell">{from}</td><td role="cell">{to}</td><td role="cell">{title}</td><td role="cell">{reason}</td></tr>
)",
        {{"kind", page.text("public.editions.kind." + kind)},
         {"from", side_text(item["from"])},
         {"to", side_text(item["to"])},
         {"title", title_of(item)},
         {"reason", item["reason"].get<std::string>()}});
}

// Whether a star asks for any of the criteria that changed.
bool is_of_star(const Json& item, std::int64_t star) {
    for (const auto* side : {"from", "to"})
        for (const Json& one : item[side])
            if (one["star"].get<std::int64_t>() <= star) return true;
    return false;
}

Markup counts(const Page& page, const std::map<std::string, int>& counted) {
    Markup list;
    for (const auto* kind : {"kept", "reworded", "merged", "split", "new", "gone"}) {
        const auto found = counted.find(kind);
        list += fill("<li>{name}: {count}</li>\n", {{"name", page.text(std::string("public.editions.kind.") + kind)},
                                                    {"count", std::to_string(found == counted.end() ? 0 : found->second)}});
    }
    return list;
}

// Which star's criteria are seen: a link for each, the present one marked.
Markup stars(const Page& page, const Edition& edition, const std::string& path, std::int64_t chosen) {
    Markup list;
    const auto& levels = edition.fields().levels;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const bool is_last = i + 1 == levels.size();
        const auto name = is_last ? page.text("public.editions.all")
                                  : page.text("public.editions.of_star", {{"star", std::to_string(levels[i].star)}});
        const auto href = is_last ? page.link(path) : page.link(path + "?star=" + std::to_string(levels[i].star));
        if (levels[i].star == chosen) list += fill("<span aria-current=\"true\">{name}</span>\n", {{"name", name}});
        else list += fill("<a href=\"{href}\">{name}</a>\n", {{"href", href}, {"name", name}});
    }
    return list;
}

} // namespace

Result<Response> edition_changes_page(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto& from = request.path_text("from");
    const auto& to = request.path_text("to");
    const auto diff = TRY(edition_diff_json(world.shelf, from, to, request.language));
    const Edition& newer = *TRY(world.shelf.find(to));
    const auto star = TRY(request.query_integer("star", newer.fields().levels.back().star, {1, 9}));
    Markup rows, kept;
    std::map<std::string, int> counted;
    for (const Json& item : diff["items"]) {
        if (!is_of_star(item, star)) continue;
        const auto& kind = item["kind"].get_ref<const std::string&>();
        ++counted[kind];
        (kind == "kept" ? kept : rows) += row(page, item);
    }
    const auto head =
        fill("<tr role=\"row\"><th role=\"columnheader\" scope=\"col\">{kind}</th>"
             "<th role=\"columnheader\" scope=\"col\">{from}</th><th role=\"columnheader\" scope=\"col\">{to}</th>"
             "<th role=\"columnheader\" scope=\"col\">{title}</th><th role=\"columnheader\" scope=\"col\">{reason}</th></tr>",
             {{"kind", page.text("public.editions.kind")},
              {"from", from},
              {"to", to},
              {"title", page.text("public.editions.criterion")},
              {"reason", page.text("public.editions.reason")}});
    const auto title = page.text("public.editions.title", {{"from", from}, {"to", to}});
    const auto main = fill(R"(<h1>{title}</h1>
<p class="lead">{lead}</p>
<p class="choices no-print">
{stars}</p>
<ul>
{counts}</ul>
<table class="changes" role="table"><thead role="rowgroup">{head}</thead><tbody role="rowgroup">
{rows}</tbody></table>
<h2>{kept_title}</h2>
<table class="changes" role="table"><thead role="rowgroup">{head}</thead><tbody role="rowgroup">
{kept}</tbody></table>
)",
                           {{"title", title},
                            {"lead", page.text("public.editions.lead")},
                            {"stars", stars(page, newer, "/editions/" + from + "/" + to, star)},
                            {"counts", counts(page, counted)},
                            {"head", head},
                            {"rows", rows},
                            {"kept_title", page.text("public.editions.kind.kept")},
                            {"kept", kept}});
    return page.response(200, title, main);
}

} // namespace hoshirube
