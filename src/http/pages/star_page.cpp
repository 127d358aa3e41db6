#include "http/pages/star_page.h"

#include "app/register/public_record.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

std::string text_of(const Json& json, const char* name) { return json.value(name, std::string()); }

bool is_valid(const Json& certificate) { return text_of(certificate, "state") == "valid"; }

// The newest certificate that holds today, or else the newest.
const Json& leading(const Json& certificates) {
    for (const auto& certificate : certificates)
        if (is_valid(certificate)) return certificate;
    return certificates.front();
}

Markup verdict(const Page& page, const Json& record) {
    const auto& certificates = record.at("certificates");
    const auto today = page.day(text_of(record, "as_of"));
    std::string key = "public.star.none";
    Error::Params params{{"today", today}};
    Markup picture;
    if (!certificates.empty()) {
        const Json& certificate = leading(certificates);
        key = "public.star." + text_of(certificate, "state");
        const auto& until = certificate.at("suspended_until");
        if (!until.is_null()) key += "_until";
        params.emplace_back("since", page.day(text_of(certificate, "state_since")));
        params.emplace_back("until", until.is_null() ? std::string() : page.day(until.get<std::string>()));
        params.emplace_back("star", std::to_string(certificate.at("star").get<int>()));
        params.emplace_back("last_day", page.day(text_of(certificate, "last_valid_day")));
        if (is_valid(certificate)) picture = stars(page, certificate.at("star").get<int>());
    }
    return fill(R"(<div class="verdict">
{picture}<p class="lead">{sentence}</p>
<p class="as-of">{as_of}</p>
</div>
)",
                {{"picture", picture}, {"sentence", page.text(key, params)}, {"as_of", page.text("public.star.as_of", params)}});
}

Markup row(const Page& page, const std::string& key, const std::string& value) {
    if (value.empty()) return {};
    return fill(R"(<div><dt>{name}</dt><dd>{value}</dd></div>
)",
                {{"name", page.text(key)}, {"value", value}});
}

std::string scope_text(const Page& page, const Json& scope) {
    const auto english = text_of(scope, "description_en");
    const auto description = page.is_english() && !english.empty() ? english : text_of(scope, "description");
    const auto kind = page.text("public.scope." + text_of(scope, "kind"));
    return description.empty() ? kind : kind + (page.is_english() ? ": " : "：") + description;
}

// Each line of the answer opens to what it rests on.
Markup proof(const Page& page, const Json& certificate) {
    const auto number = certificate.at("number").get<std::int64_t>();
    auto rows =
        row(page, "public.star.number", number == kNumberToBe ? page.text("public.star.number_to_be") : std::to_string(number));
    rows += row(page, "public.star.official_number", text_of(certificate, "official_number"));
    rows += row(page, "public.star.edition", text_of(certificate, "edition"));
    rows += row(page, "public.star.seal", text_of(certificate, "seal_code"));
    return fill(R"(<details open>
<summary>{title}</summary>
<dl>
{rows}</dl>
<p>{seal_help}</p>
</details>
)",
                {{"title", page.text("public.star.proof")}, {"rows", rows}, {"seal_help", page.text("public.star.seal_help")}});
}

Markup certificate_section(const Page& page, const Json& certificate) {
    const auto name = text_of(certificate, "state");
    auto rows = row(page, "public.star.state", page.text("public.state." + name));
    if (name == "suspended" || name == "withdrawn")
        rows += row(page, "public.star.since." + name, page.day(text_of(certificate, "state_since")));
    if (const auto& until = certificate.at("suspended_until"); !until.is_null())
        rows += row(page, "public.star.suspended_through",
                    page.text("public.star.last_day_inclusive", {{"day", page.day(until.get<std::string>())}}));
    rows += row(page, "public.star.scope", scope_text(page, certificate.at("scope")));
    rows += row(page, "public.star.registered_on", page.day(text_of(certificate, "registered_on")));
    rows += row(page, "public.star.last_day",
                page.text("public.star.last_day_inclusive", {{"day", page.day(text_of(certificate, "last_valid_day"))}}));
    if (name != "withdrawn") rows += row(page, "public.star.renewal", page.day(text_of(certificate, "renewal_due_on")));
    return fill(R"(<section class="{class}">
<h2>{title}</h2>
<dl>
{rows}</dl>
{proof}</section>
)",
                {{"class", is_valid(certificate) ? "certificate" : "certificate expired"},
                 {"title", page.text("public.star.title", {{"star", std::to_string(certificate.at("star").get<int>())}})},
                 {"rows", rows},
                 {"proof", proof(page, certificate)}});
}

Markup sentences(const Page& page, const std::string& title_key, const Json& lines) {
    Markup items;
    for (const auto& line : lines) items += fill("<li>{line}</li>\n", {{"line", line.get<std::string>()}});
    return fill(R"(<section>
<h2>{title}</h2>
<ul>
{items}</ul>
</section>
)",
                {{"title", page.text(title_key)}, {"items", items}});
}

// What may be taken away: certificate and mark, and the rules that go with the mark.
Markup paper(const Page& page, const std::string& number) {
    const auto at = [&](const char* file) {
        return "/register/" + number + file + (page.is_english() ? "?lang=en" : "?lang=ja");
    };
    return fill(R"(<section class="no-print">
<h2>{title}</h2>
<p><img src="{svg}" alt="{spoken}" width="360" height="132"></p>
<ul>
<li><a href="{pdf}">{certificate}</a></li>
<li><a href="{svg}" download>{mark_svg}</a></li>
<li><a href="{png}" download>{mark_png}</a></li>
<li><a href="{rules}">{rules_name}</a></li>
<li><a href="/register/{number}/star.jws">{jws_name}</a></li>
<li><a href="/register/{number}/star.tlog-proof">{proof_name}</a></li>
<li><a href="{verify}">{verify_name}</a></li>
</ul>
</section>
)",
                {{"title", page.text("public.paper.title")},
                 {"spoken", page.text("public.paper.mark_spoken")},
                 {"pdf", at("/certificate.pdf")},
                 {"svg", at("/mark.svg")},
                 {"png", at("/mark.png")},
                 {"rules", page.link("/marks")},
                 {"number", number},
                 {"verify", page.link("/verify")},
                 {"jws_name", page.text("public.paper.jws")},
                 {"proof_name", page.text("public.paper.proof")},
                 {"verify_name", page.text("public.paper.verify")},
                 {"certificate", page.text("public.paper.certificate")},
                 {"mark_svg", page.text("public.paper.mark_svg")},
                 {"mark_png", page.text("public.paper.mark_png")},
                 {"rules_name", page.text("public.paper.rules")}});
}

Markup heading(const Page& page, const Json& record) {
    const auto english = text_of(record, "legal_name_en");
    const bool has_english = page.is_english() && !english.empty();
    const auto name = has_english ? english : text_of(record, "legal_name");
    Markup names;
    for (const auto& other : {has_english ? text_of(record, "legal_name") : english, text_of(record, "trade_name")})
        if (!other.empty()) names += fill("<p>{name}</p>\n", {{"name", other}});
    Markup notice;
    if (record.value("is_invented", false))
        notice = fill(R"(<p class="notice" role="note">{text}</p>
)",
                      {{"text", page.text("public.invented")}});
    return fill(R"({notice}<h1>{name}</h1>
{names}<p class="number">{number_name} <strong>{number}</strong></p>
)",
                {{"notice", notice},
                 {"name", name.empty() ? page.text("public.star.unknown_title") : name},
                 {"names", names},
                 {"number_name", page.text("public.corporate_number")},
                 {"number", text_of(record, "corporate_number")}});
}

// All that the page says; `paper` is what may be taken away.
Markup content(const Page& page, const Json& record, const Markup& paper) {
    auto main = heading(page, record);
    main += verdict(page, record);
    for (const auto& certificate : record.at("certificates")) main += certificate_section(page, certificate);
    const auto& statement = record.at("statement");
    if (!statement.at("says").empty()) main += sentences(page, "public.star.says", statement.at("says"));
    if (!statement.at("does_not_say").empty()) main += sentences(page, "public.star.does_not_say", statement.at("does_not_say"));
    main += paper;
    return main;
}

std::string title(const Json& record) {
    auto name = text_of(record, "legal_name");
    return name.empty() ? text_of(record, "corporate_number") : name;
}

} // namespace

Markup stars(const Page& page, int star) {
    std::string row;
    for (int i = 0; i < star; ++i) row += "★";
    return fill(
        R"(<p class="stars"><span aria-hidden="true">{row}</span><span class="for-ears">{words}</span></p>
)",
        {{"row", row}, {"words", page.text("public.star.title", {{"star", std::to_string(star)}})}});
}

Response star_page(const Page& page, const Json& record) {
    const auto has_star = !record.at("certificates").empty();
    auto main = content(page, record, has_star ? paper(page, text_of(record, "corporate_number")) : Markup());
    main += fill(R"(<p class="no-print"><a href="{register}">{again}</a></p>
)",
                 {{"register", page.link("/register")}, {"again", page.text("public.register.again")}});
    return page.response(200, title(record), main);
}

Response star_page_inside(const Page& page, const Json& record) {
    const auto& certificates = record.at("certificates");
    const bool is_registered = certificates.empty() || certificates.front().at("number").get<std::int64_t>() != kNumberToBe;
    if (is_registered) return page.inner(title(record), content(page, record, paper(page, text_of(record, "corporate_number"))));
    auto main = fill(R"(<p class="notice" role="note">{text}</p>
)",
                     {{"text", page.text("public.star.to_be")}});
    main += content(page, record,
                    fill("<section>\n<h2>{title}</h2>\n<p>{text}</p>\n</section>\n",
                         {{"title", page.text("public.paper.title")}, {"text", page.text("public.paper.to_be")}}));
    return page.inner(title(record), main);
}

} // namespace hoshirube
