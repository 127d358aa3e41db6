#include "http/pages/bulk_page.h"

#include "app/register/register.h"
#include "base/text.h"
#include "formats/charset.h"
#include "http/form_data.h"
#include "http/pages/layout.h"
#include "http/problem.h"

#include <map>

namespace hoshirube {

namespace {

constexpr std::size_t kShownRows = 500; // More of them are for a spreadsheet.
constexpr const char* kStates[] = {"valid", "suspended", "withdrawn", "expired", "none", "not_a_number"};

Markup form(const Page& page, const std::string& problem, std::string_view since) {
    Markup alert;
    if (!problem.empty()) alert = fill("<p role=\"alert\" class=\"notice\">{problem}</p>\n", {{"problem", problem}});
    return fill(R"(<h1>{title}</h1>
<p class="lead">{lead}</p>
{alert}<form class="stacked" action="{action}" method="post" enctype="multipart/form-data">
<label for="file">{file}</label>
<p class="help" id="file-help">{file_help}</p>
<input id="file" name="file" type="file" accept=".csv,.txt,text/csv,text/plain" aria-describedby="file-help">
<label for="numbers">{numbers}</label>
<textarea id="numbers" name="numbers" rows="6"></textarea>
<label for="since">{since_label}</label>
<p class="help" id="since-help">{since_help}</p>
<input id="since" name="since" type="date" value="{since}" aria-describedby="since-help">
<p class="search"><button name="as" value="page">{as_page}</button>
<button name="as" value="csv">{as_csv}</button></p>
</form>
)",
                {{"title", page.text("public.bulk.title")},
                 {"lead", page.text("public.bulk.lead", {{"max", "100,000"}})},
                 {"alert", alert},
                 {"action", page.link("/register/bulk")},
                 {"file", page.text("public.bulk.file")},
                 {"file_help", page.text("public.bulk.file_help")},
                 {"numbers", page.text("public.bulk.numbers")},
                 {"since_label", page.text("public.bulk.since")},
                 {"since_help", page.text("public.bulk.since_help")},
                 {"since", since},
                 {"as_page", page.text("public.bulk.as_page")},
                 {"as_csv", page.text("public.bulk.as_csv")}});
}

Markup without_asking(const Page& page) {
    return fill(R"(<section class="no-print"><h2>{title}</h2>
<p>{text}</p>
<ul>
<li><a href="/ledger/snapshot">{snapshot}</a></li>
<li><a href="/ledger/policy">{policy}</a></li>
</ul>
<p><code>hoshirube snapshot verify stars.snapshot --number 7990001000001 --policy star.policy</code></p>
<p><a href="{register}">{again}</a></p></section>
)",
                {{"title", page.text("public.bulk.offline")},
                 {"text", page.text("public.bulk.offline_text")},
                 {"snapshot", page.text("public.bulk.snapshot")},
                 {"policy", page.text("verify.page.get_policy")},
                 {"register", page.link("/register")},
                 {"again", page.text("public.register.again")}});
}

const std::string& cell(const std::vector<std::string>& row, BulkColumn column) { return row[static_cast<std::size_t>(column)]; }

Markup table_row(const Page& page, const std::vector<std::string>& row) {
    const auto& number = cell(row, BulkColumn::Number);
    const auto& state = cell(row, BulkColumn::State);
    const auto name = state == "not_a_number"
                          ? fill("{number}", {{"number", number}})
                          : fill("<a href=\"{link}\">{number}</a>",
                                 {{"link", page.link("/register/" + percent_encoded(number))}, {"number", number}});
    const auto& star = cell(row, BulkColumn::Star);
    const auto day = [&](BulkColumn column) { return cell(row, column).empty() ? std::string() : page.day(cell(row, column)); };
    return fill(
        "<tr><th scope=\"row\" class=\"number\">{name}</th><td>{state}</td><td>{star}</td><td>{last}</td><td>{changed}</td></tr>\n",
        {{"name", name},
         {"state", page.text("public.bulk.state." + state)},
         {"star", star.empty() ? std::string() : "★" + star},
         {"last", day(BulkColumn::LastValidDay)},
         {"changed", day(BulkColumn::ChangedOn)}});
}

Markup answer(const Page& page, const CsvRows& rows) {
    std::map<std::string, std::size_t> counts;
    Markup lines, sums;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        ++counts[cell(rows[i], BulkColumn::State)];
        if (i <= kShownRows) lines += table_row(page, rows[i]);
    }
    for (const auto* state : kStates)
        if (counts.count(state) > 0)
            sums +=
                fill("<li>{state}: <strong>{count}</strong></li>\n",
                     {{"state", page.text(std::string("public.bulk.state.") + state)}, {"count", std::to_string(counts[state])}});
    const auto title = page.text("public.bulk.found", {{"count", std::to_string(rows.size() - 1)}});
    if (rows.size() == 1)
        return fill("<section id=\"found\"><h2>{title}</h2>\n<p>{text}</p></section>\n",
                    {{"title", title}, {"text", page.text("public.bulk.nothing")}});
    const auto more =
        rows.size() - 1 > kShownRows
            ? fill("<p>{text}</p>\n", {{"text", page.text("public.bulk.more", {{"shown", std::to_string(kShownRows)}})}})
            : Markup();
    return fill(R"(<section id="found"><h2>{title}</h2>
<ul>
{sums}</ul>
{more}<div class="table" role="region" aria-label="{title}" tabindex="0"><table>
<thead><tr><th scope="col">{number}</th><th scope="col">{state}</th><th scope="col">{star}</th><th scope="col">{last}</th><th scope="col">{changed}</th></tr></thead>
<tbody>
{lines}</tbody>
</table></div></section>
)",
                {{"title", title},
                 {"sums", sums},
                 {"more", more},
                 {"number", page.text("public.corporate_number")},
                 {"state", page.text("public.star.state")},
                 {"star", page.text("certificate.star")},
                 {"last", page.text("public.star.last_day")},
                 {"changed", page.text("public.bulk.changed")},
                 {"lines", lines}});
}

struct Asked {
    std::string numbers, since;
    bool wants_csv;
};

// A file counts before what was pasted; both may come in any charset of a Japanese office.
Result<Asked> asked_in(const Request& request) {
    const auto parts = TRY(parse_form_data(request.header("Content-Type"), request.body));
    const auto file = form_text(parts, "file");
    const auto decoded = TRY(decode_text(file.empty() ? form_text(parts, "numbers") : file));
    return Asked{decoded.utf8, trimmed(form_text(parts, "since")), form_text(parts, "as") == "csv"};
}

Result<CsvRows> rows_for(World& world, const Request& request, const Asked& asked) {
    std::optional<Day> since;
    if (!asked.since.empty()) since = TRY(Day::parse(asked.since));
    if (trimmed(asked.numbers).empty()) return invalid("look_up.no_numbers", "numbers");
    return bulk_look_up(world, request.viewer(), asked.numbers, since);
}

Result<Response> bulk_answer(World& world, const Request& request) {
    const Page page(world.texts, request);
    const auto title = page.text("public.bulk.title");
    const auto asked = asked_in(request);
    auto rows = asked ? rows_for(world, request, *asked) : Result<CsvRows>(asked.error());
    if (!rows && rows.error().code != ErrorCode::Invalid) return std::move(rows.error());
    if (!rows) {
        const auto problem = world.texts.sentence(request.language, rows.error());
        auto main = form(page, problem, asked ? asked->since : "");
        main += without_asking(page);
        auto response = page.response(status_of(rows.error()), title, main);
        response.error_key = rows.error().key;
        return response;
    }
    if (asked->wants_csv) {
        Response response;
        response.content_type = "text/csv; charset=utf-8";
        response.body = with_utf8_bom(write_csv(*rows));
        response.headers.add("Content-Disposition", "attachment; filename=\"stars.csv\"");
        return response;
    }
    auto main = form(page, {}, asked->since);
    main += answer(page, *rows);
    main += without_asking(page);
    auto response = page.response(200, title, main);
    response.caching = Caching::NoStore;
    return response;
}

} // namespace

Result<Response> bulk_page(World& world, const Request& request) {
    const Page page(world.texts, request);
    auto main = form(page, {}, {});
    main += without_asking(page);
    return page.response(200, page.text("public.bulk.title"), main);
}

Route bulk_form_route(World& world) {
    Route route{Method::Post, "/register/bulk", Permission::ReadPublic, Body::Text, Key::NotNeeded, bind(bulk_answer, world)};
    route.max_file_bytes = kMaxBulkBytes;
    return route;
}

} // namespace hoshirube
