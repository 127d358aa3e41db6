#include <nlohmann/json.hpp>

#include "app/catalogue/catalogue.h"
#include "cli/command.h"

namespace hoshirube::cli {

namespace {

const Flag kEdition{"--edition", "E", "The edition, by its day. Default: the newest final one.", false, false};

Result<const Edition*> chosen_edition(const Context& context, const Arguments& arguments) {
    if (!arguments.has("--edition")) return &context.shelf.current();
    return context.shelf.find(arguments.text("--edition"));
}

Result<Done> list(Context& context, const Arguments& arguments) {
    const Edition* edition = TRY(chosen_edition(context, arguments));
    const auto star = TRY(arguments.small_number("--star", edition->fields().levels.back().star));
    if (!edition->level(star)) return invalid("assessment.star_unknown", "--star", {{"star", std::to_string(star)}});
    Json rows = Json::array();
    for (const Criterion* c : edition->criteria_for(star)) rows.push_back(criterion_json(*c, context.language));
    if (context.as_json) return context.show(rows);
    for (const Json& row : rows)
        context.out << row["number"].get<std::string>() << "  ★" << row["star"] << "  "
                    << row["words"]["title"].get<std::string>() << '\n';
    return Done{};
}

Result<Done> show(Context& context, const Arguments& arguments) {
    const Edition* edition = TRY(chosen_edition(context, arguments));
    const Criterion* criterion = edition->find(arguments.operand(0));
    if (!criterion) return not_found("criterion.unknown", {{"criterion", arguments.operand(0).substr(0, 40)}});
    return context.show(criterion_json(*criterion, context.language));
}

Result<Done> import(Context& context, const Arguments& arguments) {
    const Edition* edition = TRY(chosen_edition(context, arguments));
    const auto bytes = TRY(context.read_file(arguments.operand(0)));
    const auto act = TRY(context.act(arguments));
    const auto& path = arguments.operand(0);
    const auto name = path.substr(path.find_last_of('/') + 1);
    TRY(import_official_text(*context.world, act, edition->id(), name, bytes));
    const auto viewer = TRY(context.viewer(arguments));
    auto stored = TRY(official_text_json(*context.world, viewer, edition->id()));
    stored["criteria"] = stored["items"].size();
    stored.erase("items");
    return context.show(stored);
}

} // namespace

std::vector<Command> catalogue_commands() {
    return {
        {"catalogue list",
         "List the criteria a star asks for, in our own words.",
         {},
         {{"--star", "N", "The star. Default: the highest of the edition.", false, false}, kEdition},
         Needs::Nothing,
         list},
        {"catalogue show",
         "Show one criterion whole.",
         {{"NUMBER", "Its number, such as 4-1-3-2.", false}},
         {kEdition},
         Needs::Nothing,
         show},
        {"catalogue import",
         "Store the official sentences of the operator's workbook (.xlsx) or CSV beside our own words.",
         {{"FILE", "The workbook or CSV.", false}},
         {kEdition},
         Needs::Data,
         import},
    };
}

} // namespace hoshirube::cli
