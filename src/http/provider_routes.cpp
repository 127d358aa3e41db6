#include "app/account/provider.h"
#include "app/account/session.h"
#include "http/cookie.h"
#include "http/device.h"
#include "http/origin.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

// The browser walks through these two itself: they answer with a way on, never with JSON.

Response way_on(std::string location, std::string cookie) {
    auto response = Response::redirect(std::move(location));
    response.headers.add("Set-Cookie", std::move(cookie));
    return response;
}

// What became of it is told by the page where it began, in the words of `key`.
std::string told_at(const ProviderErrand& errand, std::string_view key) {
    std::string page = "/app/account";
    if (errand.kind == ProviderErrand::Kind::SignIn) page = "/login";
    if (errand.kind == ProviderErrand::Kind::Join) page = "/invite/" + errand.invite_token;
    return page.append("?outside=").append(key);
}

Result<Response> get_sign_in(World& world, const Request& request) {
    const auto start = begin_provider(world, request.path_text("provider"), page_origin(request), request.now);
    if (!start) return Response::redirect(told_at({}, start.error().key));
    return way_on(start->location, provider_cookie(start->keeping, request.is_secure));
}

// For pages of ours, which go on themselves.
Response way_out(const Request& request, const ProviderStart& start) {
    auto response = Response::json(200, Json{{"location", start.location}});
    response.headers.add("Set-Cookie", provider_cookie(start.keeping, request.is_secure));
    return response;
}

// By a page of ours, with a fresh proof: a link from elsewhere cannot make anybody link an account.
Result<Response> post_link(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto provider = TRY(fields.text("provider"));
    TRY(fields.check_nothing_else());
    return way_out(request, TRY(begin_link(world, request.act(), provider, page_origin(request))));
}

// Also by a page of ours alone: a link from elsewhere cannot make anybody join a firm with the account they are signed in with there.
Result<Response> post_join(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    JoinFields join;
    join.provider = TRY(fields.text("provider"));
    join.name = TRY(fields.text("name"));
    join.language = TRY(fields.text_or_empty("language"));
    TRY(fields.check_nothing_else());
    const auto& token = request.path_text("token");
    return way_out(request, TRY(begin_join(world, token, join, page_origin(request), request.now)));
}

Result<Response> post_proof(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto provider = TRY(fields.text("provider"));
    TRY(fields.check_nothing_else());
    return way_out(request, TRY(begin_proof(world, request.act(), provider, page_origin(request))));
}

Result<Response> get_back(Desk& desk, const Request& request) {
    const ProviderReturn back{request.query_text_or_empty("code"), request.query_text_or_empty("state"),
                              request.query_text_or_empty("iss"),
                              std::string(cookie_value(request.header("Cookie"), provider_cookie_name(request.is_secure)))};
    const auto own = TRY(find_session(desk.world, request.session_token, request.now, Use::Counts));
    const Browser browser{device_words(request.header("User-Agent")), network_of(request.address), request.session_token};
    // Each costs the provider an answer: whoever comes back with nothing sound is slowed down.
    auto one = TRY(desk.sign_ins.take("provider " + caller_of(request.address), request.address, request.now));
    const auto [errand, session] = finish_provider(desk.world, back, page_origin(request), browser, own, request.now);
    if (session) one.succeeded();
    const bool is_proof = errand.kind == ProviderErrand::Kind::Prove;
    const auto place = !session ? told_at(errand, session.error().key) : is_proof ? told_at(errand, "proved") : "/app";
    auto response = way_on(place, ended_provider_cookie(request.is_secure));
    if (session)
        response.headers.add("Set-Cookie", session_cookie(session->token, request.is_secure, session->expires_at, request.now));
    return response;
}

Result<Response> get_providers(World& world, const Request& request) {
    return Response::json(200, providers_json(world, request.language));
}

Result<Response> delete_identity(World& world, const Request& request) {
    return Response::receipt(200, TRY(unlink_provider(world, request.act(), request.path_text("identity"))));
}

} // namespace

std::vector<Route> provider_routes(Desk& desk) {
    World& world = desk.world;
    return {
        get("/api/v1/providers", Permission::ReadPublic, bind(get_providers, world)),
        {Method::Post, "/api/v1/session/identities", Permission::KeepFactors, Body::JsonObject, Key::NotNeeded,
         bind(post_link, world)},
        {Method::Post, "/api/v1/session/proof/provider", Permission::KeepAccount, Body::JsonObject, Key::NotNeeded,
         bind(post_proof, world)},
        {Method::Post, "/api/v1/invites/{token}/provider", Permission::SignIn, Body::JsonObject, Key::NotNeeded,
         bind(post_join, world)},
        write(Method::Delete, "/api/v1/session/identities/{identity}", Permission::KeepFactors, Body::None,
              bind(delete_identity, world)),
        get("/sign-in/back", Permission::ReadPublic, bind(get_back, desk)),
        get("/sign-in/with/{provider}", Permission::ReadPublic, bind(get_sign_in, world)),
    };
}

} // namespace hoshirube
