#include "app/grant/grant.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Result<Response> list_mandates(World& world, const Request& request) {
    return Response::json(200, TRY(mandates_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_mandate(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    MandateFields mandate;
    mandate.taker_number = TRY(fields.text("taker_number"));
    mandate.purpose = TRY(fields.text("purpose"));
    mandate.reason = TRY(fields.text_or_empty("reason"));
    mandate.to_on = TRY(fields.text("to_on"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(grant_mandate(world, request.act(), request.path_text("organisation"), mandate)));
}

Result<Response> delete_mandate(World& world, const Request& request) {
    const auto& organisation = request.path_text("organisation");
    return Response::receipt(200, TRY(end_mandate(world, request.act(), organisation, request.path_text("mandate"))));
}

Result<Response> list_disclosures(World& world, const Request& request) {
    return Response::json(200, TRY(disclosures_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_disclosure(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    DisclosureFields disclosure;
    disclosure.object_id = TRY(fields.text("object_id"));
    disclosure.level = TRY(fields.text("level"));
    disclosure.receiver_number = TRY(fields.text("receiver_number"));
    disclosure.purpose = TRY(fields.text("purpose"));
    disclosure.to_on = TRY(fields.text("to_on"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(disclose(world, request.act(), request.path_text("organisation"), disclosure)));
}

Result<Response> delete_disclosure(World& world, const Request& request) {
    const auto& organisation = request.path_text("organisation");
    return Response::receipt(200, TRY(end_disclosure(world, request.act(), organisation, request.path_text("disclosure"))));
}

Result<Response> get_disclosed(World& world, const Request& request) {
    return Response::json(200, TRY(disclosed_json(world, request.viewer(), request.path_text("assessment"))));
}

Result<Response> post_work(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    WorkFields work;
    work.doer_number = TRY(fields.text("doer_number"));
    work.kind = TRY(fields.text("kind"));
    work.is_paid = TRY(fields.yes_or_no("is_paid", false));
    work.first_on = TRY(fields.text("first_on"));
    work.last_on = TRY(fields.text_or_empty("last_on"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(declare_work(world, request.act(), request.path_text("organisation"), work)));
}

Result<Response> list_work(World& world, const Request& request) {
    return Response::json(200, TRY(work_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_glass(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto reason = TRY(fields.text("reason"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(ask_to_break_glass(world, request.act(), request.path_text("assessment"), reason)));
}

Result<Response> post_approval(World& world, const Request& request) {
    return Response::receipt(200, TRY(approve_broken_glass(world, request.act(), request.path_text("glass"))));
}

Result<Response> list_glass(World& world, const Request& request) {
    return Response::json(200, TRY(broken_glass_json(world, request.viewer())));
}

} // namespace

std::vector<Route> grant_routes(World& world) {
    const std::string organisation = "/api/v1/organisations/{organisation}", assessment = "/api/v1/assessments/{assessment}";
    const auto mandates = organisation + "/mandates", disclosures = organisation + "/disclosures";
    return {
        get(mandates, Permission::ReadGrants, bind(list_mandates, world)),
        write(Method::Post, mandates, Permission::GrantMandate, Body::JsonObject, bind(post_mandate, world)),
        write(Method::Delete, mandates + "/{mandate}", Permission::GrantMandate, Body::None, bind(delete_mandate, world)),
        get(disclosures, Permission::ReadGrants, bind(list_disclosures, world)),
        write(Method::Post, disclosures, Permission::Disclose, Body::JsonObject, bind(post_disclosure, world)),
        write(Method::Delete, disclosures + "/{disclosure}", Permission::Disclose, Body::None, bind(delete_disclosure, world)),
        get(assessment + "/disclosed", Permission::ReadDisclosed, bind(get_disclosed, world)),
        get(organisation + "/work", Permission::ReadGrants, bind(list_work, world)),
        write(Method::Post, organisation + "/work", Permission::GrantMandate, Body::JsonObject, bind(post_work, world)),
        get("/api/v1/glass", Permission::SeeBrokenGlass, bind(list_glass, world)),
        write(Method::Post, assessment + "/glass", Permission::BreakGlass, Body::JsonObject, bind(post_glass, world)),
        write(Method::Post, "/api/v1/glass/{glass}/approval", Permission::ApproveBreakGlass, Body::None,
              bind(post_approval, world)),
    };
}

} // namespace hoshirube
