#include "app/account/factor.h"
#include "app/account/passkey.h"
#include "http/origin.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> get_factors(World& world, const Request& request) {
    return Response::json(200, TRY(factors_json(world, request.viewer())));
}

Result<Response> post_code_app(World& world, const Request& request) {
    return Response::json(200, TRY(begin_code_app(world, request.act())));
}

// Guesses at a code are limited like those at a password.
Result<Response> put_code_app(Desk& desk, const Request& request) {
    auto fields = TRY(request.fields());
    const auto code = TRY(fields.text("code"));
    TRY(fields.check_nothing_else());
    auto one = TRY(desk.sign_ins.take(request.person_id, request.address, request.now));
    const auto codes = TRY(confirm_code_app(desk.world, request.act(), code));
    one.succeeded();
    return Response::json(200, codes);
}

Result<Response> delete_code_app(World& world, const Request& request) {
    return Response::receipt(200, TRY(remove_code_app(world, request.act())));
}

Result<Response> post_recovery_codes(World& world, const Request& request) {
    return Response::json(200, TRY(renew_recovery_codes(world, request.act())));
}

Result<Response> post_passkey_options(World& world, const Request& request) {
    return Response::json(200, TRY(passkey_options_json(world, request.act(), page_origin(request))));
}

Result<Response> post_passkey(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    NewPasskeyFields made;
    made.name = TRY(fields.text("name"));
    made.challenge = TRY(fields.text("challenge"));
    made.attestation_object = TRY(fields.text("attestation_object"));
    made.client_data = TRY(fields.text("client_data"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(add_passkey(world, request.act(), page_origin(request), made)));
}

Result<Response> put_passkey(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto name = TRY(fields.text("name"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(rename_passkey(world, request.act(), request.path_text("passkey"), name)));
}

Result<Response> delete_passkey(World& world, const Request& request) {
    return Response::receipt(200, TRY(remove_passkey(world, request.act(), request.path_text("passkey"))));
}

} // namespace

std::vector<Route> factor_routes(Desk& desk) {
    World& world = desk.world;
    const auto once = [](Method method, std::string pattern, Body body, Handler handler) {
        return Route{method, std::move(pattern), Permission::KeepFactors,
                     body,   Key::NotNeeded,     std::move(handler)}; // Answers a secret, once.
    };
    const std::string app = "/api/v1/session/code-app", passkeys = "/api/v1/session/passkeys";
    return {
        get("/api/v1/session/factors", Permission::UseAccount, bind(get_factors, world)),
        once(Method::Post, app, Body::None, bind(post_code_app, world)),
        once(Method::Put, app, Body::JsonObject, bind(put_code_app, desk)),
        write(Method::Delete, app, Permission::KeepFactors, Body::None, bind(delete_code_app, world)),
        once(Method::Post, "/api/v1/session/recovery-codes", Body::None, bind(post_recovery_codes, world)),
        once(Method::Post, "/api/v1/session/passkey-options", Body::None, bind(post_passkey_options, world)),
        write(Method::Post, passkeys, Permission::KeepFactors, Body::JsonObject, bind(post_passkey, world)),
        write(Method::Put, passkeys + "/{passkey}", Permission::KeepAccount, Body::JsonObject, bind(put_passkey, world)),
        write(Method::Delete, passkeys + "/{passkey}", Permission::KeepFactors, Body::None, bind(delete_passkey, world)),
    };
}

} // namespace hoshirube
