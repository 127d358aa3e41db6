#include <nlohmann/json.hpp>

#include "app/account/service_account.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Flag kOrganisation{"--organisation", "ID", "The organisation's id or corporate number.", true, false};

Result<Done> add(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    const ServiceFields fields{arguments.text("--name"), arguments.text("--role"), arguments.text("--until"),
                               arguments.all("--scope")};
    return context.show(TRY(add_service(*context.world, act, organisation, fields)));
}

Result<Done> renew(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(renew_service(*context.world, act, organisation, arguments.operand(0))));
}

Result<Done> revoke(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(revoke_service(*context.world, act, organisation, arguments.operand(0))));
}

Result<Done> list(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    return context.show(TRY(services_json(*context.world, viewer, organisation)));
}

} // namespace

std::vector<Command> service_commands() {
    const Operand id{"PROGRAM", "Its id.", false};
    return {
        {"service add",
         "Let a program work for an organisation over the API, and print its token, this once. Use --as.",
         {},
         {kOrganisation,
          {"--name", "TEXT", "Its name in the record of acts.", true, false},
          {"--scope", "NAME", "What it may do, such as assessment:read; `service list` names all.", true, true},
          {"--role", "WHICH", "applicant or buyer. Default: applicant.", false, false},
          {"--until", "DAY", "Last day, YYYY-MM-DD; at most a year from today.", true, false}},
         Needs::Data,
         add},
        {"service renew", "Give a program a new token; the old one ends at once.", {id}, {kOrganisation}, Needs::Data, renew},
        {"service revoke", "End a program at once.", {id}, {kOrganisation}, Needs::Data, revoke},
        {"service list", "List an organisation's programs, and all scopes.", {}, {kOrganisation}, Needs::Data, list},
    };
}

} // namespace hoshirube::cli
