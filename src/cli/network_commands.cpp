#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/network/network.h"
#include "app/network/workbench.h"
#include "cli/analysis.h"

namespace hoshirube::cli {

namespace {

Result<Done> generate(Context& context, const Arguments& arguments) {
    const auto firms = TRY(arguments.number("--firms", 0));
    const auto seed = TRY(arguments.number("--seed", 0));
    auto work = TRY(Work::begin(context, arguments));
    const auto made = TRY(make_synthetic_network(
        work.bench(), {arguments.text("--kind"), firms, static_cast<std::uint64_t>(seed), arguments.text("--out")}));
    return work.show(made);
}

Result<Done> import(Context& context, const Arguments& arguments) {
    auto work = TRY(Work::begin(context, arguments));
    const auto made =
        TRY(import_network(work.bench(), {arguments.text("--nodes"), arguments.text("--links"), arguments.text("--out"),
                                          arguments.text("--source"), arguments.text("--data-on")}));
    return work.show(made);
}

// "a,b" as two names.
std::vector<std::string> names_of(const std::string& typed) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < typed.size();) {
        const auto comma = std::min(typed.find(',', at), typed.size());
        names.push_back(typed.substr(at, comma - at));
        at = comma + 1;
    }
    return names;
}

Result<Done> import_io_table(Context& context, const Arguments& arguments) {
    auto work = TRY(Work::begin(context, arguments));
    const TableOrder order{arguments.text("--table"),
                           arguments.text("--out"),
                           names_of(arguments.text("--final-demand")),
                           names_of(arguments.text("--ignore")),
                           arguments.text("--source"),
                           arguments.text("--data-on")};
    return work.show(TRY(import_table(work.bench(), order)));
}

Result<Done> essentiality(Context& context, const Arguments& arguments) {
    auto work = TRY(Work::begin(context, arguments));
    std::string rules(context.resource("catalogue/supply/jsic_essentiality.json"));
    if (arguments.has("--rules")) rules = TRY(read_whole(work.bench().files, arguments.text("--rules")));
    return work.show(TRY(write_jsic_essentiality(work.bench(), arguments.operand(0), rules, arguments.text("--out"))));
}

Result<Done> info(Context& context, const Arguments& arguments) {
    auto work = TRY(Work::begin(context, arguments));
    return work.show(TRY(network_json(work.bench(), arguments.operand(0))));
}

Result<Done> closure(Context& context, const Arguments& arguments) {
    const auto tiers = TRY(arguments.small_number("--max-tier", 0));
    const auto exposure = TRY(arguments.decimal("--min-exposure", 0));
    auto work = TRY(Work::begin(context, arguments));
    return work.show(TRY(closure_json(
        work.bench(), {arguments.operand(0), arguments.text("--buyer"), static_cast<std::uint32_t>(tiers), exposure})));
}

} // namespace

std::vector<Command> network_commands() {
    const Operand folder{"DIR", "The network's folder.", false};
    return {
        {"network generate",
         "Write a synthetic network with a fixed seed, and an essentiality matrix of the published density.",
         {},
         {{"--kind", "A|B|japan", "The recipe; see docs/analytics.md.", true},
          {"--firms", "N", "How many firms.", true},
          {"--seed", "S", "The same seed gives the same network.", true},
          {"--out", "DIR", "The folder to write.", true}},
         Needs::Nothing,
         generate},
        {"network import",
         "Check two tables and write them as a network; nothing is written where anything is wrong.",
         {},
         {{"--nodes", "FILE", "id,sector[,market][,revenue][,cost][,weight][,prefecture][,name]", true},
          {"--links", "FILE", "supplier,buyer,weight", true},
          {"--out", "DIR", "The folder to write.", true},
          {"--source", "TEXT", "Where the data comes from; repeated with every figure."},
          {"--data-on", "DAY", "The day the data describes, YYYY-MM-DD."}},
         Needs::Nothing,
         import},
        {"network import-table",
         "Check an input-output table and write it as a network of sectors.",
         {},
         {{"--table", "FILE", "First row the columns, first column the rows, cells what the row sells to the column.", true},
          {"--final-demand", "NAMES", "Columns of final demand, separated by commas: they count towards output."},
          {"--ignore", "NAMES", "Rows and columns to pass over, such as totals."},
          {"--out", "DIR", "The folder to write.", true},
          {"--source", "TEXT", "Where the data comes from; repeated with every figure."},
          {"--data-on", "DAY", "The day the data describes, YYYY-MM-DD."}},
         Needs::Nothing,
         import_io_table},
        {"network essentiality",
         "Write the default matrix of roles for a network whose sectors are JSIC codes, to be edited and passed to impact.",
         {folder},
         {{"--rules", "FILE", "Other rules. Default: catalogue/supply/jsic_essentiality.json."}, {"--out", "FILE", "CSV.", true}},
         Needs::Nothing,
         essentiality},
        {"network info", "Show how large a network is, and what is missing in it.", {folder}, {}, Needs::Nothing, info},
        {"closure",
         "List everyone upstream of a buyer, tier by tier, with how much was cut.",
         {folder},
         {{"--buyer", "ID", "The buyer.", true},
          {"--max-tier", "N", "Tiers to go up.", true},
          {"--min-exposure", "X",
           "Firms whose best path carries a smaller share of the purchases are only counted. Default: 0."}},
         Needs::Nothing,
         closure},
    };
}

} // namespace hoshirube::cli
