#include "app/register/register.h"
#include "http/pages/star_page.h"
#include "http/routes.h"
#include "scheme/organisation/organisation.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kOffset{0, 1'000'000};

Markup search_form(const Page& page, const std::string& typed) {
    return fill(R"(<h1>{title}</h1>
<form action="/register" method="get" role="search">
<label for="q">{label}</label>
<p class="search"><input id="q" name="q" type="search" value="{typed}" maxlength="100" aria-describedby="q-help" autocomplete="off">
<button>{button}</button></p>
<p id="q-help" class="help">{help}</p>
{language}</form>
)",
                {{"title", page.text("public.register.title")},
                 {"label", page.text("public.register.label")},
                 {"typed", typed},
                 {"button", page.text("public.register.button")},
                 {"help", page.text("public.register.help")},
                 {"language", page.language_field()}});
}

// One line of the list: name with its number beside it, and the star as it stands today.
Markup found_row(const Page& page, const Json& record) {
    const auto number = record.at("corporate_number").get<std::string>();
    const Json* valid = nullptr;
    for (const auto& certificate : record.at("certificates"))
        if (!valid && certificate.at("state") == "valid") valid = &certificate;
    std::string state = page.text("public.register.no_star");
    if (valid)
        state = page.text("public.register.valid_through", {{"star", std::to_string(valid->at("star").get<int>())},
                                                            {"day", page.day(valid->at("last_valid_day").get<std::string>())}});
    else if (!record.at("certificates").empty()) state = page.text("public.state.expired");
    const auto english = record.value("legal_name_en", std::string());
    const auto name = page.is_english() && !english.empty() ? english : record.at("legal_name").get<std::string>();
    const auto invented = record.value("is_invented", false) ? page.text("public.invented_short") : std::string();
    return fill(
        R"(<li><a href="{link}">{name}</a> <span class="number">{number}</span> <span class="state">{state}</span> <span class="mark">{invented}</span></li>
)",
        {{"link", page.link("/register/" + percent_encoded(number))},
         {"name", name},
         {"number", number},
         {"state", state},
         {"invented", invented}});
}

Markup paging(const Page& page, const std::string& typed, std::int64_t offset, const Json& found) {
    const auto at = [&](std::int64_t to) {
        return page.link("/register?q=" + percent_encoded(typed) + "&offset=" + std::to_string(to));
    };
    Markup links;
    if (offset > 0)
        links += fill(R"(<a href="{link}">{text}</a> )", {{"link", at(0)}, {"text", page.text("public.register.first")}});
    if (found.at("has_more").get<bool>()) {
        const auto next = offset + static_cast<std::int64_t>(found.at("items").size());
        links +=
            fill(R"(<a href="{link}" rel="next">{text}</a>)", {{"link", at(next)}, {"text", page.text("public.register.next")}});
    }
    return fill(R"(<p class="paging">{links}</p>
)",
                {{"links", links}});
}

Markup results(const Page& page, const std::string& typed, std::int64_t offset, const Json& found) {
    const auto& items = found.at("items");
    const auto number = parse_corporate_number("q", typed);
    const bool is_mistyped = !number && number.error().key == "corporate_number.check_digit";
    if (items.empty())
        return fill(
            R"(<section><h2>{title}</h2>
<p>{help}</p></section>
)",
            {{"title", page.text("public.register.none", {{"typed", typed}})},
             {"help",
              is_mistyped ? page.text(number.error().key, number.error().params) : page.text("public.register.none_help")}});
    Markup rows;
    for (const auto& record : items) rows += found_row(page, record);
    return fill(R"(<section><h2>{title}</h2>
<ol class="found" start="{start}">
{rows}</ol>
{paging}</section>
)",
                {{"title", page.text("public.register.found", {{"typed", typed}})},
                 {"start", std::to_string(offset + 1)},
                 {"rows", rows},
                 {"paging", paging(page, typed, offset, found)}});
}

Result<Response> register_page(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto typed = request.query_text_or_empty("q");
    auto main = search_form(page, typed);
    if (!typed.empty()) {
        const auto offset = TRY(request.query_integer("offset", 0, kOffset));
        auto found = look_up_json(world, request.viewer(), typed, static_cast<int>(offset));
        if (!found && found.error().code != ErrorCode::Invalid) return std::move(found.error());
        main += found ? results(page, typed, offset, *found)
                      : fill("<p role=\"alert\">{sentence}</p>\n",
                             {{"sentence", world.texts.sentence(request.language, found.error())}});
    }
    return page.response(200, page.text("public.register.title"), main);
}

Result<Response> firm_page(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto record = TRY(public_record_json(world, request.viewer(), request.path_text("corporate_number")));
    return star_page(page, record);
}

Result<Response> firm_page_inside(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto registration = TRY(registration_json(world, request.viewer(), request.path_text("assessment")));
    return star_page_inside(page, registration.at("preview"));
}

} // namespace

std::vector<Route> register_page_routes(World& world) {
    return {
        get("/register", Permission::ReadPublic, bind(register_page, world)),
        get("/register/{corporate_number}", Permission::ReadPublic, bind(firm_page, world)),
        get("/registration-preview/{assessment}", Permission::OperateRegister, bind(firm_page_inside, world)),
    };
}

} // namespace hoshirube
