#include <nlohmann/json.hpp>

#include "app/event/event.h"
#include "app/register/register.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Operand kAssessment{"ASSESSMENT", "Its id.", false};

Result<Done> waiting(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(registrations_json(*context.world, viewer)));
}

Result<Done> show(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(registration_json(*context.world, viewer, arguments.operand(0))));
}

Result<Done> add(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(
        register_star(*context.world, act, arguments.operand(0), arguments.text("--seal"), arguments.text("--official-number"))));
}

Result<Done> refuse(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(refuse_star(*context.world, act, arguments.operand(0), arguments.text("--reason"))));
}

Result<Done> look_up(Context& context, const Arguments& arguments) {
    const Viewer anyone{{}, context.now(), context.language};
    return context.show(TRY(look_up_json(*context.world, anyone, arguments.operand(0), 0)));
}

Result<Done> record(Context& context, const Arguments& arguments) {
    const Viewer anyone{{}, context.now(), context.language};
    return context.show(TRY(public_record_json(*context.world, anyone, arguments.operand(0))));
}

Result<Done> follow(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto buyer = TRY(organisation_id(context, arguments.text("--organisation")));
    FollowFields fields{arguments.operands(), {}, arguments.text("--note")};
    for (const auto& pair : arguments.all("--name"))
        fields.names[pair.substr(0, pair.find('='))] = pair.find('=') == pair.npos ? "" : pair.substr(pair.find('=') + 1);
    return context.show(TRY(follow_firms(*context.world, act, buyer, fields)));
}

Result<Done> followed(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto buyer = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(follows_json(*context.world, viewer, buyer)));
}

Result<Done> unfollow(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto buyer = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(unfollow_firm(*context.world, act, buyer, arguments.operand(0))));
}

Result<Done> events(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto after = TRY(arguments.number("--after", 0));
    const auto limit = TRY(arguments.small_number("--limit", 100));
    return context.show(TRY(events_json(*context.world, viewer, after, limit)));
}

} // namespace

std::vector<Command> register_commands() {
    const Flag buyer{"--organisation", "ID", "The buyer's id or corporate number.", true, false};
    return {
        {"register waiting", "List declared assessments that wait for the operator.", {}, {}, Needs::Data, waiting},
        {"register show", "Show what binds an assessment and what the public will see.", {kAssessment}, {}, Needs::Data, show},
        {"register add",
         "Register the star.",
         {kAssessment},
         {{"--seal", "SHA256", "The seal that was shown.", true, false},
          {"--official-number", "TEXT", "The scheme's own number, if there is one.", false, false}},
         Needs::Data,
         add},
        {"register refuse",
         "Refuse with a reason.",
         {kAssessment},
         {{"--reason", "TEXT", "Why.", true, false}},
         Needs::Data,
         refuse},
        {"register look-up",
         "Look firms up by name, reading or number, as anyone can.",
         {{"WORDS", "What to look for.", false}},
         {},
         Needs::Data,
         look_up},
        {"register record",
         "Show what the register says of one corporate number.",
         {{"NUMBER", "法人番号.", false}},
         {},
         Needs::Data,
         record},
        {"follow add",
         "Follow firms.",
         {{"NUMBER", "Corporate numbers.", true}},
         {buyer,
          {"--name", "NUMBER=NAME", "What you call a firm; may be repeated.", false, true},
          {"--note", "TEXT", "A remark.", false, false}},
         Needs::Data,
         follow},
        {"follow list", "List followed firms with star, state and renewal date.", {}, {buyer}, Needs::Data, followed},
        {"follow remove",
         "Follow a firm no longer.",
         {{"NUMBER", "Its corporate number.", false}},
         {buyer},
         Needs::Data,
         unfollow},
        {"event list",
         "List the append-only record of acts.",
         {},
         {{"--after", "N", "From after this sequence number.", false, false},
          {"--limit", "N", "At most so many. Default: 100.", false, false}},
         Needs::Data,
         events},
    };
}

} // namespace hoshirube::cli
