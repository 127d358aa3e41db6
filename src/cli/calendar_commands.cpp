#include <nlohmann/json.hpp>

#include "app/calendar/calendar.h"
#include "app/calendar/remind.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Operand kOrganisation{"ORGANISATION", "Id or corporate number.", false};

Result<Done> list(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    return context.show(TRY(calendar_json(*context.world, viewer, organisation)));
}

Result<Done> export_file(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    const auto text = TRY(calendar_file(*context.world, viewer, organisation));
    const auto path = arguments.text("--out");
    TRY(context.write_file(path, text));
    return context.show(Json{{"file", path}, {"bytes", text.size()}});
}

Result<Done> note(Context& context, const Arguments& arguments, std::string what) {
    const auto act = TRY(context.act(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    const auto on = arguments.has("--on") ? TRY(arguments.day("--on")) : act.today();
    const DutyFields fields{arguments.operand(1),        std::move(what),          on.iso8601(),
                            arguments.text("--settles"), arguments.text("--note"), arguments.all("--evidence")};
    return context.show(TRY(note_duty(*context.world, act, organisation, fields)));
}
Result<Done> done(Context& context, const Arguments& arguments) { return note(context, arguments, "done"); }
Result<Done> arose(Context& context, const Arguments& arguments) { return note(context, arguments, "arose"); }

Result<Done> take_back(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    return context.show(TRY(take_back_duty_note(*context.world, act, organisation, arguments.operand(1))));
}

Result<Done> links(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    return context.show(TRY(calendar_links_json(*context.world, viewer, organisation)));
}

Result<Done> add_link(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    return context.show(TRY(make_calendar_link(*context.world, act, organisation, arguments.text("--language", "ja"))));
}

Result<Done> revoke_link(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    return context.show(TRY(revoke_calendar_link(*context.world, act, organisation, arguments.operand(1))));
}

Result<Done> remind(Context& context, const Arguments& arguments) {
    const auto organisation = TRY(organisation_id(context, arguments.operand(0)));
    if (!arguments.has("--on") && !arguments.has("--off")) {
        const auto viewer = TRY(context.viewer(arguments));
        return context.show(TRY(reminder_json(*context.world, viewer, organisation)));
    }
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(set_reminder(*context.world, act, organisation, arguments.has("--on"))));
}

} // namespace

std::vector<Command> calendar_commands() {
    const Operand duty{"DUTY", "Its key, as `calendar list` shows it.", false};
    const Flag on{"--on", "DAY", "The day, YYYY-MM-DD. Default: today in Asia/Tokyo.", false, false};
    const Flag words{"--note", "TEXT", "What was done, or what arose.", false, false};
    return {
        {"calendar list", "What is due at a firm, and what was noted.", {kOrganisation}, {}, Needs::Data, list},
        {"calendar export",
         "Write what is due as an iCalendar file.",
         {kOrganisation},
         {{"--out", "FILE", "Where to write it.", true, false}},
         Needs::Data,
         export_file},
        {"calendar done",
         "Note that something due was done.",
         {kOrganisation, duty},
         {on,
          words,
          {"--evidence", "ID", "A file of the firm that shows it; may be repeated.", false, true},
          {"--settles", "ID", "The note of the occasion that it answers.", false, false}},
         Needs::Data,
         done},
        {"calendar arose",
         "Note that the occasion of a duty arose: an urgent update was released, somebody joins.",
         {kOrganisation, duty},
         {on, words},
         Needs::Data,
         arose},
        {"calendar take-back", "Take a note back.", {kOrganisation, {"NOTE", "Its id.", false}}, {}, Needs::Data, take_back},
        {"calendar remind",
         "Show whether you are reminded by mail, or change it.",
         {kOrganisation},
         {{"--on", "", "Remind me.", false, false}, {"--off", "", "Remind me no more.", false, false}},
         Needs::Data,
         remind},
        {"calendar link list", "Show your private addresses for calendar programs.", {kOrganisation}, {}, Needs::Data, links},
        {"calendar link add",
         "Make a private address under which your calendar program reads what is due.",
         {kOrganisation},
         {{"--language", "LANG", "ja or en. Default: ja.", false, false}},
         Needs::Data,
         add_link},
        {"calendar link revoke",
         "Revoke such an address.",
         {kOrganisation, {"LINK", "Its id.", false}},
         {},
         Needs::Data,
         revoke_link},
    };
}

} // namespace hoshirube::cli
