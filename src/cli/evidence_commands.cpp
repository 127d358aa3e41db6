#include <nlohmann/json.hpp>

#include "app/evidence/evidence.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

Result<Done> add(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto viewer = TRY(context.viewer(arguments));
    const auto id = TRY(organisation_id(context, arguments.text("--organisation")));
    const auto& path = arguments.operand(0);
    const EvidenceFields fields{path, arguments.text("--note"), arguments.text("--from"), arguments.text("--to")};
    TRY(may_add_evidence(*context.world, viewer, id, fields));
    const auto bytes = TRY(context.read_file(path));
    const auto stored = TRY(context.world->vault.store(bytes));
    return context.show(TRY(add_evidence(*context.world, act, id, fields, stored)));
}

Result<Done> list(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto id = TRY(organisation_id(context, arguments.operand(0)));
    return context.show(TRY(evidence_shelf_json(*context.world, viewer, id)));
}

Result<Done> get(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto content = TRY(read_evidence(*context.world, viewer, arguments.operand(0)));
    std::string bytes; // Whole before anything is written: a file that turns out changed leaves none behind.
    for (auto piece = TRY(content.bytes->next()); !piece.empty(); piece = TRY(content.bytes->next())) bytes += piece;
    TRY(context.write_file(arguments.text("--out"), bytes));
    return context.show(Json{{"file", arguments.text("--out")}, {"size_bytes", bytes.size()}});
}

Result<Done> link(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(
        TRY(link_evidence(*context.world, act, arguments.operand(0), {arguments.operand(1), arguments.operand(2)})));
}

Result<Done> unlink(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(
        TRY(unlink_evidence(*context.world, act, arguments.operand(0), {arguments.operand(1), arguments.operand(2)})));
}

Result<Done> remove(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(remove_evidence(*context.world, act, arguments.operand(0))));
}

} // namespace

std::vector<Command> evidence_commands() {
    const std::vector<Operand> link_operands{{"ASSESSMENT", "Its id.", false},
                                             {"CRITERION", "Its number, such as 4-1-3-2.", false},
                                             {"EVIDENCE", "The file's id.", false}};
    return {
        {"evidence add",
         "Hand in a file as proof.",
         {{"FILE", "The file.", false}},
         {{"--organisation", "ID", "The firm's id or corporate number.", true, false},
          {"--from", "DAY", "First day it speaks for.", false, false},
          {"--to", "DAY", "Last day it speaks for.", false, false},
          {"--note", "TEXT", "A remark.", false, false}},
         Needs::Data,
         add},
        {"evidence list", "List a firm's proof.", {{"ORGANISATION", "Id or corporate number.", false}}, {}, Needs::Data, list},
        {"evidence get",
         "Write a file out, checked against its hash.",
         {{"EVIDENCE", "The file's id.", false}},
         {{"--out", "FILE", "Where to.", true, false}},
         Needs::Data,
         get},
        {"evidence link", "Let a file stand behind an answer.", link_operands, {}, Needs::Data, link},
        {"evidence unlink", "Take it away from the answer.", link_operands, {}, Needs::Data, unlink},
        {"evidence remove", "Take a file off the shelf.", {{"EVIDENCE", "The file's id.", false}}, {}, Needs::Data, remove},
    };
}

} // namespace hoshirube::cli
