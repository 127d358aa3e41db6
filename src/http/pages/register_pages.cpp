#include "app/register/register.h"
#include "http/pages/bulk_page.h"
#include "http/pages/changes_page.h"
#include "http/pages/star_page.h"
#include "http/routes.h"
#include "scheme/organisation/organisation.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kOffset{0, 1'000'000}, kStars{0, 9};

// What was asked for, as it stands in the address.
struct Asked {
    std::string words, prefecture;
    std::int64_t star;
    bool is_anything() const { return !words.empty() || !prefecture.empty() || star > 0; }
};

Markup option(const std::string& value, const std::string& name, bool is_chosen) {
    return is_chosen ? fill("<option value=\"{value}\" selected>{name}</option>\n", {{"value", value}, {"name", name}})
                     : fill("<option value=\"{value}\">{name}</option>\n", {{"value", value}, {"name", name}});
}

Markup prefecture_options(const Page& page, const std::string& chosen) {
    auto options = option("", page.text("public.register.anywhere"), chosen.empty());
    for (int number = 1; number <= 47; ++number) {
        const auto code = (number < 10 ? "0" : "") + std::to_string(number);
        options += option(code, page.text(code), code == chosen);
    }
    return options;
}

// The stars that a firm can hold, of every edition that is known.
Markup star_options(const World& world, const Page& page, std::int64_t chosen) {
    auto options = option("", page.text("public.register.any_star"), chosen == 0);
    for (const auto& level : world.shelf.current().fields().levels)
        options += option(std::to_string(level.star), page.text("public.register.star", {{"star", std::to_string(level.star)}}),
                          level.star == chosen);
    return options;
}

Markup search_form(const World& world, const Page& page, const Asked& asked) {
    return fill(R"(<h1>{title}</h1>
<form action="/register" method="get" role="search">
<label for="q">{label}</label>
<p class="search"><input id="q" name="q" type="search" value="{typed}" maxlength="100" aria-describedby="q-help" autocomplete="off">
<button>{button}</button></p>
<p id="q-help" class="help">{help}</p>
<p class="filters"><span><label for="prefecture">{prefecture}</label>
<select id="prefecture" name="prefecture">
{prefectures}</select></span>
<span><label for="star">{star}</label>
<select id="star" name="star">
{stars}</select></span></p>
{language}</form>
)",
                {{"title", page.text("public.register.title")},
                 {"label", page.text("public.register.label")},
                 {"typed", asked.words},
                 {"button", page.text("public.register.button")},
                 {"help", page.text("public.register.help")},
                 {"prefecture", page.text("public.register.prefecture")},
                 {"prefectures", prefecture_options(page, asked.prefecture)},
                 {"star", page.text("public.register.held_star")},
                 {"stars", star_options(world, page, asked.star)},
                 {"language", page.language_field()}});
}

Markup other_ways(const Page& page) {
    return fill(R"(<section class="no-print"><h2>{title}</h2>
<ul>
<li><a href="{bulk}">{bulk_name}</a></li>
<li><a href="{changes}">{changes_name}</a></li>
<li><a href="{verify}">{verify_name}</a></li>
</ul></section>
)",
                {{"title", page.text("public.register.other_ways")},
                 {"bulk", page.link("/register/bulk")},
                 {"bulk_name", page.text("public.bulk.title")},
                 {"changes", page.link("/register/changes")},
                 {"changes_name", page.text("public.changes.title")},
                 {"verify", page.link("/verify")},
                 {"verify_name", page.text("verify.title")}});
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
    else if (!record.at("certificates").empty())
        state = page.text("public.state." + record.at("certificates").front().at("state").get<std::string>());
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

Markup paging(const Page& page, const Asked& asked, std::int64_t offset, const Json& found) {
    const auto at = [&](std::int64_t to) {
        auto path = "/register?q=" + percent_encoded(asked.words);
        if (!asked.prefecture.empty()) path += "&prefecture=" + percent_encoded(asked.prefecture);
        if (asked.star > 0) path += "&star=" + std::to_string(asked.star);
        return page.link(path + "&offset=" + std::to_string(to));
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

// What was asked for, in words: 「見星」・愛知県・★3
std::string asked_for(const Page& page, const Asked& asked) {
    std::string words;
    const auto add = [&](const std::string& part) {
        if (!words.empty()) words += page.is_english() ? ", " : "・";
        words += part;
    };
    if (!asked.words.empty()) add(page.text("public.register.quoted", {{"typed", asked.words}}));
    if (!asked.prefecture.empty()) add(page.text(asked.prefecture));
    if (asked.star > 0) add(page.text("public.register.star", {{"star", std::to_string(asked.star)}}));
    return words;
}

Markup results(const Page& page, const Asked& asked, std::int64_t offset, const Json& found) {
    const auto& items = found.at("items");
    const auto number = parse_corporate_number("q", asked.words);
    const bool is_mistyped = !number && number.error().key == "corporate_number.check_digit";
    const auto* help =
        number && asked.prefecture.empty() && asked.star == 0 ? "public.register.none_of_number" : "public.register.none_help";
    if (items.empty())
        return fill(
            R"(<section><h2>{title}</h2>
<p>{help}</p></section>
)",
            {{"title", page.text("public.register.none", {{"asked", asked_for(page, asked)}})},
             {"help", is_mistyped ? page.text(number.error().key, number.error().params) : page.text(help)}});
    Markup rows;
    for (const auto& record : items) rows += found_row(page, record);
    return fill(R"(<section><h2>{title}</h2>
<ol class="found" start="{start}">
{rows}</ol>
{paging}</section>
)",
                {{"title", page.text("public.register.found", {{"asked", asked_for(page, asked)}})},
                 {"start", std::to_string(offset + 1)},
                 {"rows", rows},
                 {"paging", paging(page, asked, offset, found)}});
}

Result<Response> register_page(World& world, const Request& request) {
    const Page page(world.texts, request);
    Asked asked{request.query_text_or_empty("q"), request.query_text_or_empty("prefecture"), 0};
    if (!request.query_text_or_empty("star").empty()) asked.star = TRY(request.query_integer("star", 0, kStars));
    auto main = search_form(world, page, asked);
    if (asked.is_anything()) {
        const auto offset = TRY(request.query_integer("offset", 0, kOffset));
        const LookUpFields fields{asked.words, asked.prefecture, static_cast<int>(asked.star)};
        auto found = look_up_json(world, request.viewer(), fields, static_cast<int>(offset));
        if (!found && found.error().code != ErrorCode::Invalid) return std::move(found.error());
        main += found ? results(page, asked, offset, *found)
                      : fill("<p role=\"alert\">{sentence}</p>\n",
                             {{"sentence", world.texts.sentence(request.language, found.error())}});
    }
    main += other_ways(page);
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
        get("/register/changes", Permission::ReadPublic, bind(changes_page, world)),
        get("/register/changes.atom", Permission::ReadPublic, bind(changes_feed, world)),
        get("/register/bulk", Permission::ReadPublic, bind(bulk_page, world)),
        bulk_form_route(world),
        get("/register/{corporate_number}", Permission::ReadPublic, bind(firm_page, world)),
        get("/registration-preview/{assessment}", Permission::OperateRegister, bind(firm_page_inside, world)),
    };
}

} // namespace hoshirube
