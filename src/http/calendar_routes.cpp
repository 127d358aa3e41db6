#include "app/calendar/calendar.h"
#include "app/calendar/remind.h"
#include "http/routes.h"

#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

Response calendar_response(std::string text, std::string_view disposition) {
    Response response;
    response.content_type = "text/calendar; charset=utf-8";
    response.body = std::move(text);
    response.headers.add("Content-Disposition", std::string(disposition) + "; filename=\"hoshirube.ics\"");
    return response;
}

Result<Response> get_calendar(World& world, const Request& request) {
    return Response::json(200, TRY(calendar_json(world, request.viewer(), request.path_text("organisation"))));
}

// GET …/calendar/file?lang=ja
Result<Response> get_file(World& world, const Request& request) {
    return calendar_response(TRY(calendar_file(world, request.viewer(), request.path_text("organisation"))), "attachment");
}

Result<Response> post_note(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    DutyFields duty;
    duty.duty = TRY(fields.text("duty"));
    duty.what = TRY(fields.text("what"));
    duty.on = TRY(fields.text("on"));
    duty.settles = TRY(fields.text_or_empty("settles"));
    duty.note = TRY(fields.text_or_empty("note"));
    duty.evidence = TRY(fields.texts_or_none("evidence"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(note_duty(world, request.act(), request.path_text("organisation"), duty)));
}

Result<Response> delete_note(World& world, const Request& request) {
    const auto& organisation = request.path_text("organisation");
    return Response::receipt(200, TRY(take_back_duty_note(world, request.act(), organisation, request.path_text("note"))));
}

Result<Response> list_links(World& world, const Request& request) {
    return Response::json(200, TRY(calendar_links_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> post_link(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto language = TRY(fields.text("language"));
    TRY(fields.check_nothing_else());
    return Response::receipt(201, TRY(make_calendar_link(world, request.act(), request.path_text("organisation"), language)));
}

Result<Response> delete_link(World& world, const Request& request) {
    const auto& organisation = request.path_text("organisation");
    return Response::receipt(200, TRY(revoke_calendar_link(world, request.act(), organisation, request.path_text("link"))));
}

Result<Response> get_reminder(World& world, const Request& request) {
    return Response::json(200, TRY(reminder_json(world, request.viewer(), request.path_text("organisation"))));
}

Result<Response> put_reminder(World& world, const Request& request) {
    auto fields = TRY(request.fields());
    const auto is_wanted = TRY(fields.yes_or_no("is_wanted", false));
    TRY(fields.check_nothing_else());
    return Response::receipt(200, TRY(set_reminder(world, request.act(), request.path_text("organisation"), is_wanted)));
}

// Calendar programs send no cookie: the token in the address is what lets them in.
Result<Response> get_feed(World& world, const Request& request) {
    return calendar_response(TRY(calendar_feed(world, request.path_text("token"), request.now)), "inline");
}

} // namespace

std::vector<Route> calendar_routes(World& world) {
    const std::string calendar = "/api/v1/organisations/{organisation}/calendar", notes = calendar + "/notes",
                      links = calendar + "/links";
    return {
        get(calendar, Permission::ReadCalendar, bind(get_calendar, world)),
        get(calendar + "/file", Permission::ReadCalendar, bind(get_file, world)),
        write(Method::Post, notes, Permission::KeepCalendar, Body::JsonObject, bind(post_note, world)),
        write(Method::Delete, notes + "/{note}", Permission::KeepCalendar, Body::None, bind(delete_note, world)),
        get(links, Permission::ReadCalendar, bind(list_links, world)),
        write(Method::Post, links, Permission::ReadCalendar, Body::JsonObject, bind(post_link, world)),
        write(Method::Delete, links + "/{link}", Permission::ReadCalendar, Body::None, bind(delete_link, world)),
        get(calendar + "/reminder", Permission::ReadCalendar, bind(get_reminder, world)),
        write(Method::Put, calendar + "/reminder", Permission::ReadCalendar, Body::JsonObject, bind(put_reminder, world)),
        get("/api/v1/calendars/{token}", Permission::ReadPublic, bind(get_feed, world)),
    };
}

} // namespace hoshirube
