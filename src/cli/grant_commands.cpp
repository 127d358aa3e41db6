#include <nlohmann/json.hpp>

#include "app/grant/grant.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Flag kOrganisation{"--organisation", "ID", "The organisation's id or corporate number.", true, false};
const Flag kUntil{"--until", "DAY", "Last day, YYYY-MM-DD; at most a year from today.", true, false};

Result<Done> give_mandate(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto giver = TRY(organisation_id(context, arguments.text("--organisation")));
    const MandateFields fields{arguments.text("--to"), arguments.text("--purpose"), arguments.text("--reason"),
                               arguments.text("--until")};
    return context.show(TRY(grant_mandate(*context.world, act, giver, fields)));
}

Result<Done> stop_mandate(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto giver = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(end_mandate(*context.world, act, giver, arguments.operand(0))));
}

Result<Done> list_mandates(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(mandates_json(*context.world, viewer, organisation)));
}

Result<Done> give_disclosure(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto holder = TRY(organisation_id(context, arguments.text("--organisation")));
    const DisclosureFields fields{arguments.operand(0), arguments.text("--level"), arguments.text("--to"),
                                  arguments.text("--purpose"), arguments.text("--until")};
    return context.show(TRY(disclose(*context.world, act, holder, fields)));
}

Result<Done> stop_disclosure(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto holder = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(end_disclosure(*context.world, act, holder, arguments.operand(0))));
}

Result<Done> list_disclosures(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(disclosures_json(*context.world, viewer, organisation)));
}

Result<Done> show_disclosed(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(disclosed_json(*context.world, viewer, arguments.operand(0))));
}

Result<Done> declare(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto client = TRY(organisation_id(context, arguments.text("--organisation")));
    WorkFields fields;
    fields.doer_number = arguments.text("--by");
    fields.kind = arguments.text("--kind");
    fields.first_on = arguments.text("--from");
    fields.last_on = arguments.text("--until");
    fields.is_paid = arguments.has("--paid");
    return context.show(TRY(declare_work(*context.world, act, client, fields)));
}

Result<Done> list_work(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto client = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(work_json(*context.world, viewer, client)));
}

Result<Done> ask_glass(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(ask_to_break_glass(*context.world, act, arguments.operand(0), arguments.text("--reason"))));
}

Result<Done> approve_glass(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(approve_broken_glass(*context.world, act, arguments.operand(0))));
}

Result<Done> list_glass(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(broken_glass_json(*context.world, viewer)));
}

} // namespace

std::vector<Command> grant_commands() {
    return {
        {"mandate grant",
         "Let another organisation read, or also answer, your assessments until a day.",
         {},
         {kOrganisation,
          {"--to", "CORPORATE-NUMBER", "法人番号 of the organisation that will work here.", true, false},
          {"--purpose", "WHICH", "read or answer.", true, false},
          {"--reason", "TEXT", "Why.", false, false},
          kUntil},
         Needs::Data,
         give_mandate},
        {"mandate end", "End a mandate at once.", {{"MANDATE", "Its id.", false}}, {kOrganisation}, Needs::Data, stop_mandate},
        {"mandate list", "List mandates given and received.", {}, {kOrganisation}, Needs::Data, list_mandates},
        {"disclosure grant",
         "Show a named organisation more of an assessment than the public sees, until a day.",
         {{"OBJECT", "Id of an assessment; with --level evidence, of one file.", false}},
         {kOrganisation,
          {"--to", "CORPORATE-NUMBER", "法人番号 of the organisation that will see it.", true, false},
          {"--level", "WHICH", "basic, summary, detail, or evidence for one file.", true, false},
          {"--purpose", "TEXT", "What it is shown for.", true, false},
          kUntil},
         Needs::Data,
         give_disclosure},
        {"disclosure end",
         "End a disclosure at once.",
         {{"DISCLOSURE", "Its id.", false}},
         {kOrganisation},
         Needs::Data,
         stop_disclosure},
        {"disclosure list", "List disclosures given and received.", {}, {kOrganisation}, Needs::Data, list_disclosures},
        {"disclosure show",
         "Show what was disclosed of an assessment.",
         {{"ASSESSMENT", "Its id.", false}},
         {},
         Needs::Data,
         show_disclosed},
        {"work declare",
         "Declare that another organisation advised or supported yours: it may not judge you for some time.",
         {},
         {kOrganisation,
          {"--by", "CORPORATE-NUMBER", "法人番号 of who did the work.", true, false},
          {"--kind", "WHICH", "consulted, supported, advised, answered or uploaded.", true, false},
          {"--from", "DAY", "First day, YYYY-MM-DD.", true, false},
          {"--until", "DAY", "Last day. Default: it goes on.", false, false},
          {"--paid", "", "It was paid for.", false, false}},
         Needs::Data,
         declare},
        {"work list", "List what was declared.", {}, {kOrganisation}, Needs::Data, list_work},
        {"glass ask",
         "As a system administrator, ask to read an assessment in an emergency.",
         {{"ASSESSMENT", "Its id.", false}},
         {{"--reason", "TEXT", "What happened.", true, false}},
         Needs::Data,
         ask_glass},
        {"glass approve",
         "Let a system administrator read for an hour; the owner sees it.",
         {{"REQUEST", "Its id.", false}},
         {},
         Needs::Data,
         approve_glass},
        {"glass list", "List what was asked for and approved.", {}, {}, Needs::Data, list_glass},
    };
}

} // namespace hoshirube::cli
