#include "app/account/account.h"
#include "app/account/departure.h"
#include "app/organisation/organisation.h"
#include "http/cookie.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr Request::Range kOffset{0, 1'000'000};

Result<Organisation> read_organisation(Fields& fields, Instant now) {
    Organisation typed{.id = {},
                       .corporate_number = {},
                       .legal_name = {},
                       .legal_name_kana = {},
                       .trade_name = {},
                       .legal_name_en = {},
                       .prefecture = {},
                       .industry = {},
                       .staff = 0,
                       .parent_corporate_number = {},
                       .is_invented = false,
                       .registered_at = now,
                       .version = 0};
    typed.corporate_number = TRY(fields.text("corporate_number"));
    typed.legal_name = TRY(fields.text("legal_name"));
    typed.legal_name_kana = TRY(fields.text("legal_name_kana"));
    typed.trade_name = TRY(fields.text_or_empty("trade_name"));
    typed.legal_name_en = TRY(fields.text_or_empty("legal_name_en"));
    typed.prefecture = TRY(fields.text("prefecture"));
    typed.industry = TRY(fields.text("industry"));
    const auto staff = TRY(fields.integer("staff"));
    // What does not fit an int is out of the scheme's range anyway: its own check names the field.
    typed.staff = staff == static_cast<int>(staff) ? static_cast<int>(staff) : -1;
    typed.parent_corporate_number = TRY(fields.text_or_empty("parent_corporate_number"));
    return typed;
}

Result<Response> list_organisations(World& world, const Request& request) {
    const auto offset = TRY(request.query_integer("offset", 0, kOffset));
    const auto typed = request.query_text_or_empty("q");
    return Response::json(200, TRY(organisations_json(world, request.viewer(), typed, static_cast<int>(offset))));
}

Result<Response> post_organisation(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto typed = TRY(read_organisation(fields, request.now));
    TRY(fields.check_nothing_else());
    auto response = Response::receipt(201, TRY(register_organisation(world, request.act(), typed)));
    // Whoever enters a firm becomes its applicant: new rights, a new id.
    const auto renewed = TRY(renew_own_session(world, *request.session, request.now));
    response.headers.add("Set-Cookie", session_cookie(renewed.token, request.is_secure, renewed.expires_at, request.now));
    return response;
}

Result<Response> get_organisation(World& world, const Request& request) {
    return Response::json(200, TRY(organisation_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> put_organisation(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    auto typed = TRY(read_organisation(fields, request.now));
    typed.id = request.path_text("organisation");
    typed.version = TRY(fields.integer("version"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(save_organisation(world, request.act(), typed)));
}

Result<Response> get_people(World& world, const Request& request) {
    return Response::json(200, TRY(people_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_invite(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    InviteFields invite;
    invite.organisation_id = request.path_text("organisation");
    invite.email = TRY(fields.text("email"));
    invite.name = TRY(fields.text("name"));
    invite.role = TRY(fields.text("role"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(invite_person(world, request.act(), invite)));
}

Result<Response> delete_invite(World& world, const Request& request) {
    return Response::receipt(
        200, TRY(revoke_invite(world, request.act(), request.path_text("organisation"), request.path_text("invite"))));
}

Result<Response> post_invite_renewal(World& world, const Request& request) {
    return Response::receipt(
        201, TRY(renew_invite(world, request.act(), request.path_text("organisation"), request.path_text("invite"))));
}

Result<Response> put_role_end(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const RoleEnd end{request.path_text("organisation"), request.path_text("person"), request.path_text("role"),
                      TRY(fields.text_or_empty("last_day"))};
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(set_role_end(world, request.act(), end)));
}

Result<Response> get_open_work(World& world, const Request& request) {
    return Response::json(
        200, TRY(open_work_json(world, request.viewer(), request.path_text("organisation"), request.path_text("person"))));
}

Result<Response> post_departure(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const Departure departure{request.path_text("organisation"), request.path_text("person"),
                              TRY(fields.text_or_empty("successor_id"))};
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(let_go(world, request.act(), departure)));
}

Result<Response> get_profile(World& world, const Request& request) {
    return Response::json(200, TRY(profile_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> put_profile(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto answers = TRY(fields.text_map("answers"));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(save_profile(world, request.act(), request.path_text("organisation"), answers)));
}

} // namespace

std::vector<Route> organisation_routes(World& world) {
    const std::string one = "/api/v1/organisations/{organisation}";
    return {
        get("/api/v1/organisations", Permission::FindOrganisations, bind(list_organisations, world)),
        write(Method::Post, "/api/v1/organisations", Permission::RegisterOrganisation, Body::JsonObject,
              bind(post_organisation, world)),
        get(one, Permission::ReadOrganisation, bind(get_organisation, world)),
        write(Method::Put, one, Permission::EditOrganisation, Body::JsonObject, bind(put_organisation, world)),
        get(one + "/people", Permission::ReadOrganisation, bind(get_people, world)),
        write(Method::Post, one + "/invites", Permission::InvitePeople, Body::JsonObject, bind(post_invite, world)),
        write(Method::Delete, one + "/invites/{invite}", Permission::InvitePeople, Body::None, bind(delete_invite, world)),
        write(Method::Post, one + "/invites/{invite}/renewal", Permission::InvitePeople, Body::None,
              bind(post_invite_renewal, world)),
        write(Method::Put, one + "/people/{person}/roles/{role}", Permission::InvitePeople, Body::JsonObject,
              bind(put_role_end, world)),
        get(one + "/people/{person}/open-work", Permission::InvitePeople, bind(get_open_work, world)),
        write(Method::Post, one + "/people/{person}/departure", Permission::InvitePeople, Body::JsonObject,
              bind(post_departure, world)),
        get(one + "/profile", Permission::ReadOrganisation, bind(get_profile, world)),
        write(Method::Put, one + "/profile", Permission::EditOrganisation, Body::JsonObject, bind(put_profile, world)),
    };
}

} // namespace hoshirube
