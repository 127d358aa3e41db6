#include "http/pages/layout.h"

#include "base/day.h"

namespace hoshirube {

std::string Page::link(std::string_view path) const {
    std::string out(path);
    if (request_.query_text_or_empty("lang").empty()) return out;
    out += path.find('?') == path.npos ? "?lang=" : "&lang=";
    return out.append(to_tag(request_.language));
}

Markup Page::language_field() const {
    if (request_.query_text_or_empty("lang").empty()) return {};
    return fill(R"(<input type="hidden" name="lang" value="{lang}">)", {{"lang", to_tag(request_.language)}});
}

std::string Page::day(std::string_view iso8601) const {
    const auto day = Day::parse(iso8601);
    if (!day) return std::string(iso8601);
    return is_english() ? day->english() : day->japanese();
}

// The same page in the other language, whatever else its address says.
std::string Page::other_language_link() const {
    const std::string_view raw = request_.target.raw;
    std::string out(raw.empty() ? std::string_view("/") : raw.substr(0, raw.find('?')));
    char separator = '?';
    for (const auto& [name, value] : request_.target.query) {
        if (name == "lang") continue;
        out += separator;
        out.append(percent_encoded(name)).append("=").append(percent_encoded(value));
        separator = '&';
    }
    return out.append(1, separator).append("lang=").append(is_english() ? "ja" : "en");
}

Markup Page::header() const {
    return fill(R"(<a class="skip" href="#main">{skip}</a>
<header>
<a class="name" href="{home}"><span aria-hidden="true">★</span> Hoshirube <span lang="ja">星標</span></a>
<nav aria-label="{menu}">
<a href="{register}">{look_up}</a>
<a href="/app">{sign_in}</a>
<a href="{about}">{about_text}</a>
<a href="{other}" hreflang="{other_tag}" lang="{other_tag}">{other_name}</a>
</nav>
</header>
)",
                {{"skip", text("public.skip")},
                 {"home", link("/")},
                 {"menu", text("public.menu")},
                 {"register", link("/register")},
                 {"look_up", text("public.nav.look_up")},
                 {"sign_in", text("public.nav.sign_in")},
                 {"about", link("/about")},
                 {"about_text", text("public.nav.about")},
                 {"other", other_language_link()},
                 {"other_tag", is_english() ? "ja" : "en"},
                 {"other_name", is_english() ? "日本語" : "English"}});
}

Markup Page::footer() const {
    return fill(R"(<footer>
<p>{independent}</p>
</footer>
)",
                {{"independent", text("about.notice")}});
}

std::string Page::document(std::string_view title, const Markup& head, const Markup& body) const {
    return fill(R"(<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Hoshirube 星標</title>
<link rel="stylesheet" href="/public.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
{head}</head>
<body>
{body}</body>
</html>
)",
                {{"tag", to_tag(request_.language)}, {"title", title}, {"head", head}, {"body", body}})
        .html();
}

Response Page::response(int status, std::string_view title, const Markup& main) const {
    const auto body =
        fill("{header}<main id=\"main\">\n{main}</main>\n{footer}", {{"header", header()}, {"main", main}, {"footer", footer()}});
    Response out = Response::html(status, document(title, {}, body));
    out.headers.add("Content-Language", to_tag(request_.language));
    return out;
}

Response Page::inner(std::string_view title, const Markup& main) const {
    const auto head = fill("<base target=\"_blank\">\n", {});
    Response out = Response::html(200, document(title, head, fill("<main>\n{main}</main>\n", {{"main", main}})));
    out.headers.add("Content-Language", to_tag(request_.language));
    out.caching = Caching::NoStore;
    out.is_inner = true;
    return out;
}

} // namespace hoshirube
