#include "http/pages/edition_page.h"

#include "app/catalogue/catalogue.h"
#include "http/pages/layout.h"

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
    return fill(R"(<tr><td>{kind}</td><td>{from}</td><td>{to}</td><td>{title}</td><td>{reason}</td></tr>
)",
                {{"kind", page.text("public.editions.kind." + kind)},
                 {"from", side_text(item["from"])},
                 {"to", side_text(item["to"])},
                 {"title", title_of(item)},
                 {"reason", item["reason"].get<std::string>()}});
}

Markup counts(const Page& page, const Json& diff) {
    Markup list;
    for (const auto* kind : {"kept", "reworded", "merged", "split", "new", "gone"})
        list += fill("<li>{name}: {count}</li>\n", {{"name", page.text(std::string("public.editions.kind.") + kind)},
                                                    {"count", std::to_string(diff["counts"][kind].get<int>())}});
    return list;
}

} // namespace

Result<Response> edition_changes_page(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto& from = request.path_text("from");
    const auto& to = request.path_text("to");
    const auto diff = TRY(edition_diff_json(world.shelf, from, to, request.language));
    Markup rows, kept;
    for (const Json& item : diff["items"]) (item["kind"].get_ref<const std::string&>() == "kept" ? kept : rows) += row(page, item);
    const auto head = fill("<tr><th scope=\"col\">{kind}</th><th scope=\"col\">{from}</th><th scope=\"col\">{to}</th>"
                           "<th scope=\"col\">{title}</th><th scope=\"col\">{reason}</th></tr>",
                           {{"kind", page.text("public.editions.kind")},
                            {"from", from},
                            {"to", to},
                            {"title", page.text("public.editions.criterion")},
                            {"reason", page.text("public.editions.reason")}});
    const auto title = page.text("public.editions.title", {{"from", from}, {"to", to}});
    const auto main = fill(R"(<h1>{title}</h1>
<p class="lead">{lead}</p>
<ul>
{counts}</ul>
<div class="scroll"><table><thead>{head}</thead><tbody>
{rows}</tbody></table></div>
<h2>{kept_title}</h2>
<div class="scroll"><table><thead>{head}</thead><tbody>
{kept}</tbody></table></div>
)",
                           {{"title", title},
                            {"lead", page.text("public.editions.lead")},
                            {"counts", counts(page, diff)},
                            {"head", head},
                            {"rows", rows},
                            {"kept_title", page.text("public.editions.kind.kept")},
                            {"kept", kept}});
    return page.response(200, title, main);
}

} // namespace hoshirube
