#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "app/account/factor.h"
#include "app/organisation/organisation.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Flag kOrganisation{"--organisation", "ID", "The organisation's id or corporate number.", true, false};

Result<Done> add_organisation(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    Organisation typed{{},
                       arguments.text("--number"),
                       arguments.text("--name"),
                       arguments.text("--kana"),
                       arguments.text("--trade-name"),
                       arguments.text("--name-en"),
                       arguments.text("--prefecture"),
                       arguments.text("--industry"),
                       TRY(arguments.small_number("--staff", 0)),
                       arguments.text("--parent"),
                       arguments.has("--invented"),
                       act.now,
                       0};
    return context.show(TRY(register_organisation(*context.world, act, typed)));
}

Result<Done> list_organisations(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(organisations_json(*context.world, viewer, arguments.text("--search"), 0)));
}

Result<Done> show_organisation(Context& context, const Arguments& arguments) {
    const auto id = TRY(organisation_id(context, arguments.operand(0)));
    const auto viewer = TRY(context.viewer(arguments));
    auto json = TRY(organisation_json(*context.world, viewer, id));
    json["people"] = TRY(people_json(*context.world, viewer, id));
    json["start"] = TRY(profile_json(*context.world, viewer, id))["answers"];
    return context.show(json);
}

Result<Done> add_person(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const InviteFields fields{TRY(organisation_id(context, arguments.text("--organisation"))), arguments.text("--email"),
                              arguments.text("--name"), arguments.text("--role")};
    const auto receipt = act.actor_id == kKeeper ? TRY(enrol_person(*context.world, act, fields))
                                                 : TRY(invite_person(*context.world, act, fields));
    return context.show(
        Json{{"invite", receipt.id}, {"link", context.world->press.public_url + invite_link(*context.world, receipt.id)}});
}

Result<Done> forget_person_factors(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(forget_factors(*context.world, act, arguments.operand(0))));
}

Result<Done> sign_person_out(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(sign_out_person(*context.world, act, arguments.operand(0))));
}

Result<Done> save_start(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto id = TRY(organisation_id(context, arguments.text("--organisation")));
    Profile profile;
    for (const auto& pair : arguments.all("--set"))
        profile[pair.substr(0, pair.find('='))] = pair.find('=') == pair.npos ? "" : pair.substr(pair.find('=') + 1);
    return context.show(TRY(save_profile(*context.world, act, id, profile)));
}

Result<Done> list_experts(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(experts_json(*context.world, viewer, arguments.text("--search"), arguments.text("--assessment"))));
}

Result<Done> list_kinds(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(qualification_kinds_json(*context.world, viewer)));
}

Result<Done> save_kind(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const QualificationKind kind{
        arguments.operand(0), {arguments.text("--ja"), arguments.text("--en")}, !arguments.has("--not-accepted")};
    return context.show(TRY(save_qualification_kind(*context.world, act, kind)));
}

Result<Done> add_qualification(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const QualificationFields fields{TRY(person_id(context, arguments.text("--person"))), arguments.text("--kind"),
                                     arguments.text("--number"), arguments.text("--valid-until")};
    return context.show(TRY(record_qualification(*context.world, act, fields)));
}

} // namespace

std::vector<Command> account_commands() {
    return {
        {"organisation add",
         "Enter an organisation.",
         {},
         {{"--number", "N", "法人番号, thirteen digits.", true, false},
          {"--name", "TEXT", "Legal name.", true, false},
          {"--kana", "TEXT", "Its reading.", true, false},
          {"--trade-name", "TEXT", "Name in trade.", false, false},
          {"--name-en", "TEXT", "Name in English.", false, false},
          {"--prefecture", "NN", "JIS code, 01 to 47.", true, false},
          {"--industry", "XNN", "JSIC division letter and middle group, such as E26.", true, false},
          {"--staff", "N", "Number of staff.", true, false},
          {"--parent", "N", "法人番号 of the group's parent company.", false, false},
          {"--invented", "", "An example that stands for no real firm.", false, false}},
         Needs::Data,
         add_organisation},
        {"organisation list",
         "Find organisations by name, reading or number.",
         {},
         {{"--search", "TEXT", "What to look for. Default: all.", false, false}},
         Needs::Data,
         list_organisations},
        {"organisation show",
         "Show an organisation with its people and its ten-minute start.",
         {{"ORGANISATION", "Id or corporate number.", false}},
         {},
         Needs::Data,
         show_organisation},
        {"person add",
         "Enter a person with a role and print the link by which the person sets a password. Again for a lost password.",
         {},
         {kOrganisation,
          {"--email", "EMAIL", "Address; the sign-in name.", true, false},
          {"--name", "TEXT", "Name.", true, false},
          {"--role", "ROLE", "applicant, management, expert, operator or buyer.", true, false}},
         Needs::Data,
         add_person},
        {"person forget-factors",
         "Take away a person's authenticator app, recovery codes and passkeys, when all are lost, and end every sign-in. The password stays.",
         {{"EMAIL", "The person.", false}},
         {},
         Needs::Data,
         forget_person_factors},
        {"person sign-out",
         "End every sign-in of a person at once, after a lost device or where a leak is feared. How the person signs in stays.",
         {{"EMAIL", "The person.", false}},
         {},
         Needs::Data,
         sign_person_out},
        {"start save",
         "Save the ten-minute start.",
         {},
         {kOrganisation, {"--set", "STEP=ANSWER", "One answer; may be repeated.", true, true}},
         Needs::Data,
         save_start},
        {"expert list",
         "List security experts and whether they may confirm today.",
         {},
         {{"--search", "TEXT", "Name.", false, false},
          {"--assessment", "ID", "Judge independence for this assessment.", false, false}},
         Needs::Data,
         list_experts},
        {"qualification kinds", "List the kinds of qualification.", {}, {}, Needs::Data, list_kinds},
        {"qualification kind",
         "Add or change a kind of qualification.",
         {{"KEY", "Its key: small letters, digits, underscores.", false}},
         {{"--ja", "TEXT", "Japanese name.", true, false},
          {"--en", "TEXT", "English name.", true, false},
          {"--not-accepted", "", "Keep it, but accept it no longer.", false, false}},
         Needs::Data,
         save_kind},
        {"qualification add",
         "Put an expert's qualification on file.",
         {},
         {{"--person", "EMAIL", "The expert.", true, false},
          {"--kind", "KEY", "Kind.", true, false},
          {"--number", "TEXT", "Its number.", true, false},
          {"--valid-until", "DAY", "Last valid day, inclusive.", true, false}},
         Needs::Data,
         add_qualification},
    };
}

} // namespace hoshirube::cli
