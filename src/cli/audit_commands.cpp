#include <nlohmann/json.hpp>

#include "app/audit/audit.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Flag kOrganisation{"--organisation", "ID", "The organisation's id or corporate number.", true, false};

Result<Done> list(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    const auto before = TRY(arguments.number("--before", 0));
    const auto limit = TRY(arguments.small_number("--limit", 100));
    return context.show(TRY(audit_json(*context.world, viewer, organisation, before, limit)));
}

Result<Done> export_file(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    const auto& path = arguments.operand(0);
    const auto format = path.ends_with(".jsonl") ? AuditFormat::JsonLines : AuditFormat::Csv;
    const auto bytes = TRY(audit_file(*context.world, viewer, organisation, format));
    TRY(context.write_file(path, bytes));
    return context.show(Json{{"file", path}, {"bytes", bytes.size()}});
}

} // namespace

std::vector<Command> audit_commands() {
    return {
        {"audit list",
         "List who did what to what is the organisation's, newest first, and what was refused.",
         {},
         {kOrganisation,
          {"--before", "N", "Only what is older than this sequence.", false, false},
          {"--limit", "N", "At most so many. Default: 100.", false, false}},
         Needs::Data,
         list},
        {"audit export",
         "Write the whole audit of the organisation to a file.",
         {{"FILE", "Ends in .csv or .jsonl.", false}},
         {kOrganisation},
         Needs::Data,
         export_file},
    };
}

} // namespace hoshirube::cli
