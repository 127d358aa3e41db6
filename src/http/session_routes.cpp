#include "app/account/account.h"
#include "app/account/passkey.h"
#include "http/cookie.h"
#include "http/device.h"
#include "http/known_device.h"
#include "http/origin.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Browser browser_of(const Request& request) {
    return {device_words(request.header("User-Agent")), network_of(request.address), request.session_token};
}

Result<PasskeyAnswer> read_answer(Fields& fields) {
    PasskeyAnswer answer;
    answer.challenge = TRY(fields.text("challenge"));
    answer.credential_id = TRY(fields.text("credential_id"));
    answer.authenticator_data = TRY(fields.text("authenticator_data"));
    answer.client_data = TRY(fields.text("client_data"));
    answer.signature = TRY(fields.text("signature"));
    TRY(fields.check_nothing_else());
    return answer;
}

// The session as its new owner sees it, with the cookie that opens it.
Result<Response> begun_session(World& world, const Request& request, const SignedIn& session) {
    Viewer viewer = request.viewer();
    viewer.person_id = session.person_id;
    Response response = Response::json(200, TRY(session_json(world, viewer)));
    response.headers.add("Set-Cookie", session_cookie(session.token, request.is_secure, session.expires_at, request.now));
    return response;
}

std::string known_here(const Desk& desk, const Request& request, const std::string& email) {
    return known_device(request.header("Cookie"), desk.world.link_key, email, request.is_secure);
}

// A session that a password opened: from now on the browser is known to its account.
Result<Response> begun_by_password(Desk& desk, const Request& request, const SignedIn& session, const std::string& email) {
    auto response = TRY(begun_session(desk.world, request, session));
    response.headers.add("Set-Cookie",
                         known_device_cookie(request.header("Cookie"), desk.world.link_key, email, request.is_secure));
    return response;
}

// Runs what may be wrong about a password or code under the limits on being wrong.
template <typename Attempt>
Result<Response> limited(Desk& desk, const Request& request, const std::string& account, Attempt attempt) {
    auto one = TRY(desk.sign_ins.take(account, request.address, request.now));
    const auto session = TRY(attempt());
    one.succeeded();
    return begun_session(desk.world, request, session);
}

Result<Response> get_session(World& world, const Request& request) {
    return Response::json(200, TRY(session_json(world, request.viewer())));
}

Result<Response> post_session(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    PasswordFields typed;
    typed.email = TRY(fields.text("email"));
    typed.password = TRY(fields.text("password"));
    typed.code = TRY(fields.text_or_empty("code"));
    TRY(fields.check_nothing_else());
    auto one = TRY(desk.sign_ins.take(typed.email, request.address, request.now, known_here(desk, request, typed.email)));
    const auto session = sign_in(desk.world, typed, browser_of(request), request.now);
    const bool is_asked_on = !session && session.error().key == "session.code_needed"; // Nothing was wrong so far.
    if (session || is_asked_on) one.succeeded();
    if (!session) return session.error();
    return begun_by_password(desk, request, *session, typed.email);
}

Result<Response> post_passkey_session(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    const auto answer = TRY(read_answer(fields));
    return limited(desk, request, answer.credential_id, [&] {
        return sign_in_with_passkey(desk.world, page_origin(request), answer, browser_of(request), request.now);
    });
}

Result<Response> post_passkey_challenge(World& world, const Request& request) {
    return Response::json(200, passkey_challenge_json(world, page_origin(request), request.now));
}

Result<Response> delete_session(Desk& desk, const Request& request) {
    TRY(sign_out(desk.world, request.session_token));
    desk.presence.forget(request.person_id);
    Response response = Response::empty(204);
    response.headers.add("Set-Cookie", ended_session_cookie(request.is_secure));
    return response;
}

// Exactly one of password, code and passkey.
Result<ProofFields> read_proof(Fields& fields) {
    ProofFields proof;
    if (fields.has("passkey")) {
        auto answer = TRY(fields.object("passkey"));
        proof.passkey = TRY(read_answer(answer));
    } else if (fields.has("code")) proof.code = TRY(fields.text("code"));
    else proof.password = TRY(fields.text("password"));
    TRY(fields.check_nothing_else());
    return proof;
}

Result<Response> post_proof(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    const auto proof = TRY(read_proof(fields));
    return limited(desk, request, request.person_id,
                   [&] { return step_up(desk.world, *request.session, page_origin(request), proof, request.now); });
}

Result<Response> put_password(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    const auto present = TRY(fields.text("present"));
    const auto wanted = TRY(fields.text("password"));
    TRY(fields.check_nothing_else());
    return limited(desk, request, request.person_id,
                   [&] { return change_password(desk.world, *request.session, present, wanted, request.now); });
}

Result<Response> get_sessions(World& world, const Request& request) {
    return Response::json(200, TRY(sessions_json(world, *request.session)));
}

Result<Response> delete_one_session(World& world, const Request& request) {
    return Response::receipt(200, TRY(end_session(world, request.act(), request.path_text("session"))));
}

Result<Response> delete_other_sessions(World& world, const Request& request) {
    return Response::receipt(200, TRY(end_other_sessions(world, request.act(), *request.session)));
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
    auto invite = TRY(invite_json(world, request.path_text("token"), request.now, request.language));
    invite["signed_in"] = TRY(signed_in_json(world, request.session_token, request.now));
    return Response::json(200, invite);
}

Result<Response> post_invite(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    AcceptFields accept;
    accept.name = TRY(fields.text("name"));
    accept.password = TRY(fields.text("password"));
    accept.language = TRY(fields.text_or_empty("language"));
    accept.code = TRY(fields.text_or_empty("code"));
    TRY(fields.check_nothing_else());
    const auto& token = request.path_text("token");
    // A password may be tried here too: whoever can send many invitations to one address gets no more guesses by that.
    const auto invite = TRY(invite_json(desk.world, token, request.now, request.language));
    const auto email = invite["email"].get<std::string>();
    auto one = TRY(desk.sign_ins.take(email, request.address, request.now, known_here(desk, request, email)));
    const auto session = accept_invite(desk.world, token, accept, browser_of(request), request.now);
    if (session || session.error().code != ErrorCode::Forbidden || session.error().key == "session.code_needed") one.succeeded();
    if (!session) return session.error();
    return begun_by_password(desk, request, *session, email);
}

} // namespace

std::vector<Route> session_routes(Desk& desk) {
    World& world = desk.world;
    return {
        get("/api/v1/session", Permission::UseAccount, bind(get_session, world)),
        {Method::Post, "/api/v1/session", Permission::SignIn, Body::JsonObject, Key::NotNeeded, bind(post_session, desk)},
        {Method::Post, "/api/v1/session/passkey", Permission::SignIn, Body::JsonObject, Key::NotNeeded,
         bind(post_passkey_session, desk)},
        {Method::Post, "/api/v1/passkey-challenges", Permission::SignIn, Body::None, Key::NotNeeded,
         bind(post_passkey_challenge, world)},
        {Method::Delete, "/api/v1/session", Permission::KeepAccount, Body::None, Key::NotNeeded, bind(delete_session, desk)},
        {Method::Post, "/api/v1/session/proof", Permission::KeepAccount, Body::JsonObject, Key::NotNeeded,
         bind(post_proof, desk)},
        {Method::Put, "/api/v1/session/password", Permission::KeepAccount, Body::JsonObject, Key::NotNeeded,
         bind(put_password, desk)},
        get("/api/v1/sessions", Permission::KeepAccount, bind(get_sessions, world)),
        write(Method::Delete, "/api/v1/sessions", Permission::KeepAccount, Body::None, bind(delete_other_sessions, world)),
        write(Method::Delete, "/api/v1/sessions/{session}", Permission::KeepAccount, Body::None, bind(delete_one_session, world)),
        write(Method::Put, "/api/v1/session/language", Permission::KeepAccount, Body::JsonObject, bind(put_language, world)),
        get("/api/v1/invites/{token}", Permission::SignIn, bind(get_invite, world)),
        {Method::Post, "/api/v1/invites/{token}", Permission::SignIn, Body::JsonObject, Key::NotNeeded, bind(post_invite, desk)},
    };
}

} // namespace hoshirube
