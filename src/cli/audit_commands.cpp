#include <nlohmann/json.hpp>

#include "app/audit/audit.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Flag kOrganisation{"--organisation", "ID", "The organisation's id or corporate number.", true, false};

const Flag kSearch{"--search", "WORDS", "Only what a person of that name did, or what names that criterion (4-1-3-2).", false,
                   false};
const Flag kTypes{"--types", "TYPES", "Only acts of these types, with commas between; \"refused\" is what was refused.", false,
                  false};
const Flag kFrom{"--from", "DAY", "Only since that day, YYYY-MM-DD.", false, false};
const Flag kUntil{"--until", "DAY", "Only until that day, which is included.", false, false};

Result<EventFields> wish_of(const Arguments& arguments) {
    return EventFields{TRY(arguments.number("--before", 0)), arguments.text("--types"), arguments.text("--search"),
                       arguments.text("--from"), arguments.text("--until")};
}

Result<Done> list(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    const auto limit = TRY(arguments.small_number("--limit", 100));
    const auto wish = TRY(wish_of(arguments));
    return context.show(TRY(audit_json(*context.world, viewer, organisation, wish, limit)));
}

Result<Done> export_file(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto organisation = TRY(organisation_id(context, arguments.text("--organisation")));
    const auto& path = arguments.operand(0);
    const auto format = path.ends_with(".jsonl") ? AuditFormat::JsonLines : AuditFormat::Csv;
    const auto wish = TRY(wish_of(arguments));
    const auto bytes = TRY(audit_file(*context.world, viewer, organisation, wish, format));
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
          kSearch,
          kTypes,
          kFrom,
          kUntil,
          {"--before", "N", "Only what is older than this sequence.", false, false},
          {"--limit", "N", "At most so many. Default: 100.", false, false}},
         Needs::Data,
         list},
        {"audit export",
         "Write the audit of the organisation to a file, whole or what is looked for.",
         {{"FILE", "Ends in .csv or .jsonl.", false}},
         {kOrganisation, kSearch, kTypes, kFrom, kUntil},
         Needs::Data,
         export_file},
    };
}

} // namespace hoshirube::cli
