#include <nlohmann/json.hpp>

#include "app/catalogue/catalogue.h"
#include "app/oscal/oscal.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Flag kEdition{"--edition", "E", "The edition, by its day. Default: the newest final one.", false, false};

Result<const Edition*> chosen_edition(const Context& context, const Arguments& arguments) {
    if (!arguments.has("--edition")) return &context.shelf.current();
    return context.shelf.find(edition_id(arguments.text("--edition")));
}

Result<Done> list(Context& context, const Arguments& arguments) {
    const Edition* edition = TRY(chosen_edition(context, arguments));
    const auto star = TRY(arguments.small_number("--star", edition->fields().levels.back().star));
    if (!edition->level(star)) return edition->no_level("--star", star);
    Json rows = Json::array();
    for (const Criterion* c : edition->criteria_for(star)) rows.push_back(criterion_json(*c, context.language));
    if (context.as_json) return context.show(rows);
    for (const Json& row : rows)
        context.out << row["number"].get<std::string>() << "  ★" << row["star"] << "  "
                    << row["words"]["title"].get<std::string>() << '\n';
    return Done{};
}

// What a reader wants first stands first.
nlohmann::ordered_json in_reading_order(const Json& criterion) {
    constexpr const char* kWords[] = {"title", "question", "why", "todo", "proof", "example"};
    constexpr const char* kKeys[] = {"number",    "star", "words",   "branches", "choose_min",
                                     "condition", "kind", "cadence", "refers_to"};
    nlohmann::ordered_json ordered;
    for (const char* key : kKeys) ordered[key] = criterion.at(key);
    ordered["words"] = nlohmann::ordered_json::object();
    for (const char* key : kWords) ordered["words"][key] = criterion.at("words").at(key);
    for (const auto& [key, value] : criterion.items())
        if (!ordered.contains(key)) ordered[key] = value;
    return ordered;
}

void print_part(const Context& context, const char* heading, const std::string& words) {
    if (!words.empty()) context.out << '\n' << context.texts.text(context.language, heading) << '\n' << words << '\n';
}

std::string joined(const Json& texts) {
    std::string list;
    for (const Json& one : texts) list += (list.empty() ? "" : ", ") + one.get<std::string>();
    return list;
}

void print_criterion(const Context& context, const Json& criterion) {
    const auto& words = criterion.at("words");
    context.out << criterion.at("number").get<std::string>() << "  ★" << criterion.at("star") << "  "
                << words.at("title").get<std::string>() << "\n\n"
                << words.at("question").get<std::string>() << '\n';
    for (const Json& branch : criterion.at("branches")) context.out << "  ○ " << branch.at("text").get<std::string>() << '\n';
    constexpr std::pair<const char*, const char*> kParts[] = {
        {"why", "catalogue.why"}, {"todo", "catalogue.todo"}, {"proof", "catalogue.proof"}, {"example", "catalogue.example"}};
    for (const auto& [part, heading] : kParts) print_part(context, heading, words.at(part).get<std::string>());
    print_part(context, "catalogue.refers_to", joined(criterion.at("refers_to")));
    std::string references;
    for (const auto& [framework, identifiers] : criterion.at("references").items())
        references += (references.empty() ? "" : "\n") + context.texts.text(context.language, "exchange.reference." + framework) +
                      "  " + joined(identifiers);
    print_part(context, "catalogue.references", references);
    if (criterion.contains("official_text"))
        print_part(context, "catalogue.official", trimmed(criterion.at("official_text").get<std::string>()));
}

// "No.4-1-3-2", as the official text writes it, and any width.
std::string number_typed(const std::string& typed) {
    auto number = folded_digits(compatibility_folded(typed));
    for (const std::string_view mark : {"No.", "no.", "NO.", "№"})
        if (number.starts_with(mark)) number.erase(0, mark.size());
    return number;
}

Error unknown_criterion(const Edition& edition, const std::string& typed, const std::string& number) {
    std::string criteria;
    for (const Criterion& c : edition.fields().criteria)
        if (c.requirement == number) criteria += (criteria.empty() ? "" : ", ") + c.number;
    if (!criteria.empty()) return not_found("catalogue.requirement_given", {{"requirement", number}, {"criteria", criteria}});
    return not_found("catalogue.criterion_unknown",
                     {{"criterion", "\"" + typed.substr(0, 40) + "\""}, {"edition", edition.id()}});
}

Result<Done> show(Context& context, const Arguments& arguments) {
    const Edition* edition = TRY(chosen_edition(context, arguments));
    const auto& typed = arguments.operand(0);
    const auto number = typed.size() > 200 ? std::string() : number_typed(typed);
    const Criterion* criterion = edition->find(number);
    if (!criterion) return unknown_criterion(*edition, typed, number);
    auto json = criterion_json(*criterion, context.language);
    if (context.world) {
        const auto viewer = TRY(context.viewer(arguments));
        const auto official = TRY(official_text_json(*context.world, viewer, edition->id()));
        for (const Json& one : official.at("items"))
            if (one.at("criterion") == number) json["official_text"] = one.at("text");
    }
    if (context.as_json) context.out << in_reading_order(json).dump() << '\n';
    else print_criterion(context, json);
    return Done{};
}

Result<Done> diff(Context& context, const Arguments& arguments) {
    // The catalogue alone answers: no data folder is needed, so there is no world to ask.
    const Edition* from = TRY(context.shelf.find(edition_id(arguments.operand(0))));
    const Edition* to = TRY(context.shelf.find(edition_id(arguments.operand(1))));
    const auto changes = TRY(edition_diff_json(context.shelf, from->id(), to->id(), context.language));
    if (context.as_json) return context.show(changes);
    const auto kind_words = [&](const std::string& kind) {
        return context.texts.text(context.language, "public.editions.kind." + kind);
    };
    for (const Json& item : changes["items"]) {
        if (item["kind"] == "kept") continue;
        const auto numbers = [](const Json& side) {
            std::string text;
            for (const Json& one : side) text += (text.empty() ? "" : ", ") + one["number"].get<std::string>();
            return text.empty() ? std::string("—") : text;
        };
        context.out << kind_words(item["kind"]) << "  " << numbers(item["from"]) << " → " << numbers(item["to"]) << "  "
                    << item["reason"].get<std::string>() << '\n';
    }
    context.out << '\n';
    for (const char* kind : {"kept", "reworded", "merged", "split", "new", "gone"})
        context.out << kind_words(kind) << ": " << changes["counts"][kind] << '\n';
    context.out << context.texts.text(context.language, "catalogue.kept_left_out", {{"n", changes["counts"]["kept"].dump()}})
                << '\n';
    return Done{};
}

Result<Done> export_part(Context& context, const Arguments& arguments) {
    const Edition* edition = TRY(chosen_edition(context, arguments));
    if (arguments.text("--format") != "oscal")
        return invalid("exchange.format_unknown", "--format", {{"given", arguments.text("--format").substr(0, 40)}});
    const auto written = TRY(oscal_catalogue(*edition, arguments.text("--part")));
    const auto path = arguments.text("--out");
    TRY(context.write_file(path, written));
    return context.show(Json{{"file", path}, {"bytes", written.size()}});
}

Result<Done> check_oscal(Context& context, const Arguments& arguments) {
    const auto bytes = TRY(context.read_file(arguments.operand(0)));
    const auto catalog = arguments.has("--catalog") ? TRY(context.read_file(arguments.text("--catalog"))) : std::string();
    return context.show(TRY(oscal_check_json(bytes, catalog, context.texts, context.language)));
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
    context.show(stored);
    const bool is_known = stored.at("source").at("is_known_text").get<bool>();
    if (!context.as_json)
        context.out << context.texts.text(context.language, is_known ? "catalogue.text_known" : "catalogue.text_differs") << '\n';
    return Done{};
}

Result<Done> import_guide_file(Context& context, const Arguments& arguments) {
    const Edition* edition = TRY(chosen_edition(context, arguments));
    const auto bytes = TRY(context.read_file(arguments.operand(0)));
    const auto act = TRY(context.act(arguments));
    const auto& path = arguments.operand(0);
    return context.show(TRY(import_guide(*context.world, act, edition->id(), path.substr(path.find_last_of('/') + 1), bytes)));
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
         "Show one criterion whole: question, alternatives, why, what to do, proof, an example, its references, and with --data the "
         "imported official text.",
         {{"CRITERION", "Its number, such as 4-1-3-2.", false}},
         {kEdition},
         Needs::DataWhereNamed,
         show},
        {"catalogue diff",
         "Show what became of each criterion from one edition to another.",
         {{"FROM", "The older edition, by its day.", false}, {"TO", "The newer one.", false}},
         {},
         Needs::Nothing,
         diff},
        {"catalogue export",
         "Write the catalogue in our own words as OSCAL 1.2.2.",
         {},
         {{"--format", "FORMAT", "oscal.", true, false},
          {"--part", "PART", "catalog, profile3, profile4 or mapping.", true, false},
          {"--out", "FILE", "Where to write it.", true, false},
          kEdition},
         Needs::Nothing,
         export_part},
        {"catalogue check-oscal",
         "Read any OSCAL file: what it is, which of its links are broken, and what this product ignores in it.",
         {{"FILE", "The file, JSON.", false}},
         {{"--catalog", "FILE", "The catalog whose controls and hash it must fit.", false, false}},
         Needs::Nothing,
         check_oscal},
        {"catalogue import-guide",
         "Store a version of the operator's explanatory guide: a workbook or CSV with the columns 評価基準No. and 解説.",
         {{"FILE", "The workbook or CSV.", false}},
         {kEdition},
         Needs::Data,
         import_guide_file},
        {"catalogue import",
         "Store the official sentences of the operator's workbook (.xlsx) or CSV beside our own words.",
         {{"FILE", "The workbook or CSV.", false}},
         {kEdition},
         Needs::Data,
         import},
    };
}

} // namespace hoshirube::cli
