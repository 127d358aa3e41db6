#include "app/account/account.h"
#include "http/cookie.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

// The session as its new owner sees it, with the cookie that opens it.
Result<Response> begun_session(World& world, const Request& request, const SignedIn& session) {
    Viewer viewer = request.viewer();
    viewer.person_id = session.person_id;
    Response response = Response::json(200, TRY(session_json(world, viewer)));
    response.headers.add("Set-Cookie", session_cookie(session.token, request.is_secure, session.expires_at, request.now));
    return response;
}

Result<Response> get_session(World& world, const Request& request) {
    return Response::json(200, TRY(session_json(world, request.viewer())));
}

Result<Response> post_session(Desk& desk, const Request& request) {
    TRY(desk.sign_ins.take(caller_of(request.address), request.now));
    auto fields = TRY(request.fields());
    const auto email = TRY(fields.text("email"));
    const auto password = TRY(fields.text("password"));
    TRY(fields.check_nothing_else());
    const auto session = TRY(sign_in(desk.world, email, password, request.now));
    return begun_session(desk.world, request, session);
}

Result<Response> delete_session(World& world, const Request& request) {
    TRY(sign_out(world, request.session_token));
    Response response = Response::empty(204);
    response.headers.add("Set-Cookie", ended_session_cookie(request.is_secure));
    return response;
}

Result<Response> put_language(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto language = TRY(fields.text("language"));
    TRY(fields.check_nothing_else());
    Response response = Response::receipt(200, TRY(set_language(world, request.act(), language)));
    response.headers.add("Set-Cookie", language_cookie(to_tag(parse_language(language)), request.is_secure));
    return response;
}

Result<Response> get_invite(World& world, const Request& request) {
    return Response::json(200, TRY(invite_json(world, request.path_text("token"), request.now)));
}

Result<Response> post_invite(Desk& desk, const Request& request) {
    TRY(desk.sign_ins.take(caller_of(request.address), request.now)); // A password may be tried here too.
    auto fields = TRY(request.fields());
    AcceptFields accept;
    accept.name = TRY(fields.text("name"));
    accept.password = TRY(fields.text("password"));
    accept.language = TRY(fields.text_or_empty("language"));
    TRY(fields.check_nothing_else());
    const auto session = TRY(accept_invite(desk.world, request.path_text("token"), accept, request.now));
    return begun_session(desk.world, request, session);
}

} // namespace

std::vector<Route> session_routes(Desk& desk) {
    World& world = desk.world;
    return {
        get("/api/v1/session", Access::SignedIn, bind(get_session, world)),
        {Method::Post, "/api/v1/session", Access::Public, Body::JsonObject, Key::NotNeeded, bind(post_session, desk)},
        {Method::Delete, "/api/v1/session", Access::SignedIn, Body::None, Key::NotNeeded, bind(delete_session, world)},
        write(Method::Put, "/api/v1/session/language", Body::JsonObject, bind(put_language, world)),
        get("/api/v1/invites/{token}", Access::Public, bind(get_invite, world)),
        {Method::Post, "/api/v1/invites/{token}", Access::Public, Body::JsonObject, Key::NotNeeded, bind(post_invite, desk)},
    };
}

} // namespace hoshirube
