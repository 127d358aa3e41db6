#include <nlohmann/json.hpp>

#include "app/event/event.h"
#include "app/register/register.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Operand kAssessment{"ASSESSMENT", "Its id.", false},
    kStar{"REGISTER-NUMBER", "The star's number in this register, as `star list` shows it; not the 法人番号 of its firm.", false},
    kChange{"CHANGE", "The id of what was asked.", false};

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
    const auto star = TRY(arguments.small_number("--star", 0));
    const LookUpFields fields{arguments.operand(0), arguments.text("--prefecture"), star};
    return context.show(TRY(look_up_json(*context.world, anyone, fields, 0)));
}

Result<Done> changes(Context& context, const Arguments& arguments) {
    const Viewer anyone{{}, context.now(), context.language};
    const auto before = TRY(arguments.number("--before", 0));
    return context.show(TRY(register_changes_json(*context.world, anyone, before)));
}

// A firm may hold several stars, and what is done to one is not undone: it is never guessed which was meant.
Error stars_of_firm(Context& context, const std::string& corporate_number) {
    auto transaction = context.world->database.begin(Database::Mode::Read, kKeeper);
    if (!transaction) return transaction.error();
    const auto held = (*transaction)->register_().certificates_of(corporate_number);
    if (!held) return held.error();
    std::string numbers;
    for (const auto& one : *held)
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(one.number) + " (★" + std::to_string(one.star) + ", " +
                   one.registered_on.iso8601() + ")";
    return not_found("certificate.corporate_number_given",
                     {{"number", corporate_number}, {"stars", numbers.empty() ? "—" : numbers}});
}

Result<std::string> star_named(Context& context, const Arguments& arguments) {
    const auto& typed = arguments.operand(0);
    if (const auto number = parse_corporate_number("number", typed)) return stars_of_firm(context, *number);
    const auto digits = typed.size() > 200 ? std::string() : folded_digits(typed);
    const bool is_number = !digits.empty() && digits.size() < 10 && digits.find_first_not_of("0123456789") == digits.npos;
    if (!is_number) return not_found("certificate.not_found");
    return assessment_of_star(*context.world, std::stoll(digits));
}

Result<Done> stars(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(stars_json(*context.world, viewer, arguments.text("--search"))));
}

Result<Done> star(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto assessment = TRY(star_named(context, arguments));
    return context.show(TRY(star_json(*context.world, viewer, assessment)));
}

Result<Done> ask(Context& context, const Arguments& arguments, const char* what) {
    const auto act = TRY(context.act(arguments));
    const auto assessment = TRY(star_named(context, arguments));
    const StarChangeFields fields{what, arguments.text("--reason"), arguments.text("--until")};
    return context.show(TRY(ask_star_change(*context.world, act, assessment, fields)));
}
Result<Done> suspend(Context& context, const Arguments& arguments) { return ask(context, arguments, "suspend"); }
Result<Done> resume(Context& context, const Arguments& arguments) { return ask(context, arguments, "resume"); }
Result<Done> withdraw(Context& context, const Arguments& arguments) { return ask(context, arguments, "withdraw"); }

Result<Done> approve(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto assessment = TRY(star_named(context, arguments));
    return context.show(TRY(do_star_change(*context.world, act, assessment, arguments.operand(1))));
}

Result<Done> drop(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto assessment = TRY(star_named(context, arguments));
    return context.show(TRY(drop_star_change(*context.world, act, assessment, arguments.operand(1))));
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
    const Flag reason{"--reason", "TEXT", "Why.", true, false};
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
        {"register refuse", "Refuse with a reason.", {kAssessment}, {reason}, Needs::Data, refuse},
        {"register look-up",
         "Look firms up by name, reading or number, as anyone can.",
         {{"WORDS", "What to look for; \"\" with a prefecture or a star.", false}},
         {{"--prefecture", "CODE", "Only firms there: 01 to 47.", false, false},
          {"--star", "N", "Only firms with such a star that is valid today.", false, false}},
         Needs::Data,
         look_up},
        {"register changes",
         "List what happened to stars, newest first, as anyone can.",
         {},
         {{"--before", "N", "From before the change with this sequence number.", false, false}},
         Needs::Data,
         changes},
        {"star list",
         "List what waits for a second operator, and stars that are suspended or withdrawn.",
         {},
         {{"--search", "WORDS", "The stars of these firms instead.", false, false}},
         Needs::Data,
         stars},
        {"star show", "Show a star, and what was asked and done about it.", {kStar}, {}, Needs::Data, star},
        {"star suspend",
         "Ask that a star be suspended; another operator does it.",
         {kStar},
         {reason, {"--until", "DAY", "Its last day, YYYY-MM-DD. Default: until it is resumed.", false, false}},
         Needs::Data,
         suspend},
        {"star resume", "Ask that a suspended star be valid again.", {kStar}, {reason}, Needs::Data, resume},
        {"star withdraw", "Ask that a star be withdrawn for good.", {kStar}, {reason}, Needs::Data, withdraw},
        {"star approve", "Do what another operator asked.", {kStar, kChange}, {}, Needs::Data, approve},
        {"star drop", "Drop what was asked and not done.", {kStar, kChange}, {}, Needs::Data, drop},
        {"register record",
         "Show what the register says of one corporate number.",
         {{"CORPORATE-NUMBER", "法人番号, thirteen digits.", false}},
         {},
         Needs::Data,
         record},
        {"follow add",
         "Follow firms.",
         {{"CORPORATE-NUMBER", "法人番号 of the firms.", true}},
         {buyer,
          {"--name", "CORPORATE-NUMBER=NAME", "What you call a firm; may be repeated.", false, true},
          {"--note", "TEXT", "A remark.", false, false}},
         Needs::Data,
         follow},
        {"follow list", "List followed firms with star, state and renewal date.", {}, {buyer}, Needs::Data, followed},
        {"follow remove",
         "Follow a firm no longer.",
         {{"CORPORATE-NUMBER", "法人番号 of the firm.", false}},
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
