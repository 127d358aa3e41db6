#include "http/pages/changes_page.h"

#include "app/certificate/certificate.h"
#include "app/register/register.h"
#include "http/pages/layout.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kSequence{0, std::int64_t{1} << 53};

std::string text_of(const Json& json, const char* name) { return json.at(name).get<std::string>(); }

std::string firm_name(const Page& page, const Json& change) {
    const auto english = text_of(change, "legal_name_en");
    return page.is_english() && !english.empty() ? english : text_of(change, "legal_name");
}

// What happened, in one sentence.
std::string sentence_of(const Page& page, const Json& change) {
    const auto& until = change.at("suspended_until");
    auto key = "public.changes." + text_of(change, "type").substr(std::string_view("star.").size());
    if (!until.is_null()) key += "_until";
    return page.text(key, {{"star", std::to_string(change.at("star").get<int>())},
                           {"last_day", page.day(text_of(change, "last_valid_day"))},
                           {"until", until.is_null() ? std::string() : page.day(until.get<std::string>())}});
}

Markup row(const Page& page, const Json& change) {
    const auto at = text_of(change, "at"), number = text_of(change, "corporate_number");
    const auto day = Instant::parse(at);
    return fill(
        R"(<li><time datetime="{at}">{day}</time> <a href="{link}">{name}</a> <span class="number">{number}</span> <span class="state">{sentence}</span></li>
)",
        {{"at", at},
         {"day", day ? page.day(day->tokyo_day().iso8601()) : at},
         {"link", page.link("/register/" + number)},
         {"name", firm_name(page, change)},
         {"number", number},
         {"sentence", sentence_of(page, change)}});
}

Markup list_of(const Page& page, const Json& found) {
    const auto& items = found.at("items");
    if (items.empty())
        return fill("<section><h2>{title}</h2>\n<p>{text}</p></section>\n",
                    {{"title", page.text("public.changes.none")}, {"text", page.text("public.changes.none_help")}});
    Markup rows, next;
    for (const auto& change : items) rows += row(page, change);
    if (found.at("has_more").get<bool>())
        next = fill(
            R"(<p class="paging"><a href="{link}" rel="next">{text}</a></p>
)",
            {{"link", page.link("/register/changes?before=" + std::to_string(items.back().at("sequence").get<std::int64_t>()))},
             {"text", page.text("public.changes.older")}});
    return fill("<ol class=\"found\">\n{rows}</ol>\n{next}", {{"rows", rows}, {"next", next}});
}

Result<Json> found_by(World& world, const Request& request) {
    const auto before = TRY(request.query_integer("before", 0, kSequence));
    return register_changes_json(world, request.viewer(), before);
}

} // namespace

Result<Response> changes_page(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto found = TRY(found_by(world, request));
    const auto main = fill(R"(<h1>{title}</h1>
<p class="lead">{lead}</p>
<p class="no-print"><a href="{feed}" type="application/atom+xml">{feed_name}</a></p>
{list}<p class="no-print"><a href="{register}">{again}</a></p>
)",
                           {{"title", page.text("public.changes.title")},
                            {"lead", page.text("public.changes.lead")},
                            {"feed", page.is_english() ? "/register/changes.atom?lang=en" : "/register/changes.atom?lang=ja"},
                            {"feed_name", page.text("public.changes.feed")},
                            {"list", list_of(page, found)},
                            {"register", page.link("/register")},
                            {"again", page.text("public.register.again")}});
    return page.response(200, page.text("public.changes.title"), main);
}

// An entry is named by where it stands among the register's changes, and never changes.
Result<Response> changes_feed(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto found = TRY(found_by(world, request));
    const auto base = public_address(world.press), own = base + "/register/changes";
    const auto& items = found.at("items");
    Markup entries;
    for (const auto& change : items)
        entries += fill(R"(<entry>
<id>{own}#{sequence}</id>
<title>{title}</title>
<updated>{at}</updated>
<link href="{base}/register/{number}"/>
<summary>{sentence}</summary>
</entry>
)",
                        {{"own", own},
                         {"sequence", std::to_string(change.at("sequence").get<std::int64_t>())},
                         {"title", firm_name(page, change) + " (" + text_of(change, "corporate_number") + ")"},
                         {"at", text_of(change, "at")},
                         {"base", base},
                         {"number", text_of(change, "corporate_number")},
                         {"sentence", sentence_of(page, change)}});
    const auto feed = fill(R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tag}">
<id>{own}</id>
<title>{title}</title>
<subtitle>{lead}</subtitle>
<updated>{updated}</updated>
<author><name>{author}</name></author>
<link rel="self" href="{own}.atom"/>
<link href="{own}"/>
{entries}</feed>
)",
                           {{"tag", to_tag(request.language)},
                            {"own", own},
                            {"title", page.text("public.changes.title")},
                            {"lead", page.text("public.changes.lead")},
                            {"updated", items.empty() ? Instant(0).iso8601() : text_of(items.front(), "at")},
                            {"author", page.text("certificate.author")},
                            {"entries", entries}});
    Response response;
    response.content_type = "application/atom+xml; charset=utf-8";
    response.body = feed.html();
    response.caching = Caching::Revalidate;
    return response;
}

} // namespace hoshirube
