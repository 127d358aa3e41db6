#include "app/network/keep_network.h"
#include "app/network/run_views.h"
#include "base/text.h"
#include "formats/charset.h"
#include "http/routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> list_networks(World& world, const Request& request) {
    return Response::json(200, TRY(networks_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_network(World& world, const Request& request) {
    auto members = TRY(request.fields());
    NetworkFields fields;
    fields.name = TRY(members.text("name"));
    fields.source = TRY(members.text_or_empty("source"));
    fields.data_on = TRY(members.text_or_empty("data_on"));
    if (request.json->contains("example")) {
        auto example = TRY(members.object("example"));
        const auto kind = TRY(example.text("kind"));
        const auto firms = TRY(example.integer("firms"));
        const auto seed = TRY(example.integer("seed"));
        TRY(example.check_nothing_else());
        fields.example = NetworkFields::Example{kind, firms, seed};
    }
    TRY(members.check_nothing_else());
    return Response::receipt(201, TRY(keep_network(world, request.act(), request.path_text("organisation"), fields)));
}

Result<Response> get_network(World& world, const Request& request) {
    return Response::json(200, TRY(kept_network_json(world, request.viewer(), request.path_text("network"))));
}

Result<Response> delete_network(World& world, const Request& request) {
    return Response::receipt(200, TRY(remove_network(world, request.act(), request.path_text("network"))));
}

Result<Response> put_file(World& world, const Request& request) {
    const NetworkFile file{request.path_text("file"), request.upload.path, request.upload.sha256, request.upload.size_bytes};
    return Response::receipt(200, TRY(put_network_file(world, request.act(), request.path_text("network"), file)));
}

Result<Response> post_preparation(World& world, const Request& request) {
    return Response::receipt(201, TRY(prepare_network(world, request.act(), request.path_text("network"))));
}

Result<Response> post_run(World& world, const Request& request) {
    auto members = TRY(request.fields());
    RunFields fields;
    fields.mode = TRY(members.text("mode"));
    fields.eps = TRY(members.text_or_empty("eps"));
    fields.grade = TRY(members.text("grade"));
    fields.has_substitution = TRY(members.yes_or_no("has_substitution", true));
    fields.firms = TRY(members.text("firms"));
    TRY(members.check_nothing_else());
    return Response::receipt(201, TRY(begin_run(world, request.act(), request.path_text("network"), fields)));
}

Result<Response> get_run(World& world, const Request& request) {
    return Response::json(200, TRY(network_run_json(world, request.viewer(), request.path_text("run"))));
}

Result<Response> post_cancellation(World& world, const Request& request) {
    return Response::receipt(201, TRY(cancel_run(world, request.act(), request.path_text("run"))));
}

Response in_form(FigureForm form, std::string text, std::string_view name) {
    Response response = Response::json_text(200, std::move(text));
    if (form == FigureForm::Whole) return response;
    const auto [type, ending] = form == FigureForm::Table     ? std::pair("text/csv; charset=utf-8", ".csv")
                                : form == FigureForm::Picture ? std::pair("image/svg+xml", ".svg")
                                                              : std::pair("image/png", ".png");
    // Spreadsheets take a table without the mark for CP932.
    if (form == FigureForm::Table) response.body = with_utf8_bom(response.body);
    response.content_type = type;
    response.headers.add("Content-Disposition", "attachment; filename=\"" + std::string(name) + ending + "\"");
    return response;
}

Result<RankedOrder> ranked_order(const Request& request) {
    RankedOrder order;
    order.first = static_cast<std::size_t>(TRY(request.query_integer("offset", 0, {0, 100'000'000})));
    order.count = static_cast<std::size_t>(TRY(request.query_integer("limit", 50, {1, 200})));
    order.search = search_key(request.query_text_or_empty("q"));
    order.sector = request.query_text_or_empty("sector");
    order.prefecture = request.query_text_or_empty("prefecture");
    order.sort = request.query_text_or_empty("sort");
    order.has_reasons = request.query_text_or_empty("reasons") != "none";
    return order;
}

Result<Response> get_firms(World& world, const Request& request) {
    const auto order = TRY(ranked_order(request));
    const auto form = TRY(parse_form(request.query_text_or_empty("form")));
    const auto& run = request.path_text("run");
    if (form == FigureForm::Table) {
        auto table = TRY(run_firms_csv(world, request.viewer(), run, order));
        return in_form(form, std::move(table), "ranked");
    }
    return Response::json_text(200, TRY(run_firms_text(world, request.viewer(), run, order)));
}

Result<Response> get_firm(World& world, const Request& request) {
    return Response::json(200, TRY(run_firm_json(world, request.viewer(), request.path_text("run"), request.path_text("firm"))));
}

Result<Response> get_figure(World& world, const Request& request) {
    const auto form = TRY(parse_form(request.query_text_or_empty("form")));
    const auto& figure = request.path_text("figure");
    auto text = TRY(run_figure(world, request.viewer(), request.path_text("run"), figure, form));
    return in_form(form, std::move(text), figure);
}

Result<Response> post_scenario(World& world, const Request& request) {
    return Response::json(200, TRY(run_scenario_json(world, request.viewer(), request.path_text("run"), request.body)));
}

Result<Response> post_cascade(World& world, const Request& request) {
    const auto form = TRY(parse_form(request.query_text_or_empty("form")));
    return in_form(form, TRY(run_cascade(world, request.viewer(), request.path_text("run"), request.body, form)), "cascade");
}

// A share as a decimal between 0 and 1.
Result<double> query_share(const Request& request, std::string_view name, double otherwise) {
    const auto text = request.query_text_or_empty(name);
    if (text.empty()) return otherwise;
    double value = -1;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1))
        return invalid("closure.exposure", std::string(name));
    return value;
}

Result<Response> get_exposure(World& world, const Request& request) {
    ExposureOrder order{request.query_text_or_empty("buyer")};
    order.most_tiers = static_cast<std::uint32_t>(TRY(request.query_integer("max_tier", order.most_tiers, {1, 20})));
    order.least_exposure = TRY(query_share(request, "min_exposure", order.least_exposure));
    const auto form = TRY(parse_form(request.query_text_or_empty("form")));
    return in_form(form, TRY(run_exposure(world, request.viewer(), request.path_text("run"), order, form)), "exposure");
}

Result<Response> post_noise(World& world, const Request& request) {
    const auto form = TRY(parse_form(request.query_text_or_empty("form")));
    return in_form(form, TRY(run_noise(world, request.viewer(), request.path_text("run"), *request.json, form)), "noise");
}

Result<Response> post_outage(World& world, const Request& request) {
    const auto form = TRY(parse_form(request.query_text_or_empty("form")));
    return in_form(form, TRY(run_outage(world, request.viewer(), request.path_text("run"), *request.json, form)), "outage");
}

Result<Response> post_plan(World& world, const Request& request) {
    const auto form = TRY(parse_form(request.query_text_or_empty("form")));
    return in_form(form, TRY(run_plan(world, request.viewer(), request.path_text("run"), *request.json, form)), "plan");
}

Route upload_route(World& world, std::string pattern) {
    Route route = write(Method::Put, std::move(pattern), Permission::AnalyseNetworks, Body::File, bind(put_file, world));
    route.max_file_bytes = kMaxNetworkFileBytes;
    route.before_file = [&world](const Request& request) {
        return may_put_network_file(world, request.viewer(), request.path_text("network"), request.path_text("file"));
    };
    return route;
}

// Questions to a run work on a network that may have a million firms.
Route in_turn(Route route) {
    route.is_long = [](const Request&) { return true; };
    return route;
}

// A question too long for an address: it changes nothing, so a repeat needs no key.
Route question(std::string pattern, Handler handler) {
    Route route = write(Method::Post, std::move(pattern), Permission::AnalyseNetworks, Body::JsonObject, std::move(handler));
    route.key = Key::NotNeeded;
    return in_turn(std::move(route));
}

// All but the first page of the list, which lies ready in a file.
Route ranked_list(std::string pattern, Handler handler) {
    Route route = get(std::move(pattern), Permission::AnalyseNetworks, std::move(handler));
    route.is_long = [](const Request& request) {
        const auto order = ranked_order(request);
        return !order || !order->is_first_page() || !request.query_text_or_empty("form").empty();
    };
    return route;
}

} // namespace

std::vector<Route> network_routes(World& world) {
    const std::string all = "/api/v1/organisations/{organisation}/networks", one = "/api/v1/networks/{network}",
                      run = "/api/v1/network-runs/{run}";
    return {
        get(all, Permission::AnalyseNetworks, bind(list_networks, world)),
        write(Method::Post, all, Permission::AnalyseNetworks, Body::JsonObject, bind(post_network, world)),
        get(one, Permission::AnalyseNetworks, bind(get_network, world)),
        write(Method::Delete, one, Permission::AnalyseNetworks, Body::None, bind(delete_network, world)),
        upload_route(world, one + "/files/{file}"),
        write(Method::Post, one + "/preparation", Permission::AnalyseNetworks, Body::None, bind(post_preparation, world)),
        write(Method::Post, one + "/runs", Permission::AnalyseNetworks, Body::JsonObject, bind(post_run, world)),
        get(run, Permission::AnalyseNetworks, bind(get_run, world)),
        write(Method::Post, run + "/cancellation", Permission::AnalyseNetworks, Body::None, bind(post_cancellation, world)),
        ranked_list(run + "/firms", bind(get_firms, world)),
        in_turn(get(run + "/firms/{firm}", Permission::AnalyseNetworks, bind(get_firm, world))),
        get(run + "/figures/{figure}", Permission::AnalyseNetworks, bind(get_figure, world)),
        question(run + "/scenario", bind(post_scenario, world)),
        question(run + "/cascade", bind(post_cascade, world)),
        in_turn(get(run + "/exposure", Permission::AnalyseNetworks, bind(get_exposure, world))),
        question(run + "/noise", bind(post_noise, world)),
        question(run + "/outage", bind(post_outage, world)),
        question(run + "/plan", bind(post_plan, world)),
    };
}

} // namespace hoshirube
