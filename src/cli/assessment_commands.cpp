#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/assessment.h"
#include "app/assessment/exchange.h"
#include "cli/command.h"
#include "cli/look.h"

namespace hoshirube::cli {

namespace {

const Operand kAssessment{"ASSESSMENT", "Its id.", false};

Scope scope_of(const Arguments& arguments) {
    return {arguments.text("--scope-kind", "company"), arguments.text("--scope"), arguments.text("--scope-en")};
}

const std::vector<Flag>& scope_flags() {
    static const std::vector<Flag> kFlags{
        {"--scope-kind", "KIND", "group, company or departments. Default: company.", false, false},
        {"--scope", "TEXT", "What is in and what is left out.", true, false},
        {"--scope-en", "TEXT", "The same in English.", false, false}};
    return kFlags;
}

std::vector<Flag> with_scope(std::vector<Flag> flags) {
    flags.insert(flags.end(), scope_flags().begin(), scope_flags().end());
    return flags;
}

Result<Done> open(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const OpenFields fields{TRY(organisation_id(context, arguments.text("--organisation"))),
                            edition_id(arguments.text("--edition", context.shelf.current().id())),
                            TRY(arguments.small_number("--star", 3)), scope_of(arguments)};
    return context.show(TRY(open_assessment(*context.world, act, fields)));
}

Result<Done> scope(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto version = TRY(arguments.number("--version", 0));
    return context.show(TRY(save_scope(*context.world, act, arguments.operand(0), scope_of(arguments), version)));
}

Result<Done> list(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto id = TRY(organisation_id(context, arguments.operand(0)));
    return context.show(TRY(assessments_json(*context.world, viewer, id)));
}

Result<Done> show(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(assessment_json(*context.world, viewer, arguments.operand(0))));
}

Result<Done> next(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(next_things_json(*context.world, viewer, arguments.operand(0))));
}

Result<Done> answers(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const auto text = TRY(answers_json(*context.world, viewer, arguments.operand(0)));
    return context.show(TRY(parse_json(text)));
}

// The version the save is made on. A first answer needs none; what somebody wrote is never replaced unseen.
Result<std::int64_t> answer_version(Context& context, const Arguments& arguments) {
    if (arguments.has("--version")) return arguments.number("--version", 0);
    auto transaction = TRY(context.world->database.begin(Database::Mode::Read, kKeeper));
    const auto present = TRY(transaction->assessments().find_answer(arguments.operand(0), arguments.operand(1)));
    if (!present) return std::int64_t{0};
    return invalid("cli.version_needed", "--version",
                   {{"criterion", present->criterion},
                    {"version", std::to_string(present->version)},
                    {"state", context.texts.text(context.language, "exchange.state." + std::string(to_text(present->state)))}});
}

Result<Done> answer(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    Answer typed;
    typed.criterion = arguments.operand(1);
    typed.state = TRY(parse_answer_state(arguments.text("--state")));
    typed.branches = arguments.all("--branch");
    typed.note = arguments.text("--note");
    typed.reason = arguments.text("--reason");
    typed.planned_owner = arguments.text("--planned-owner");
    if (arguments.has("--planned-on")) typed.planned_on = TRY(arguments.day("--planned-on"));
    typed.version = TRY(answer_version(context, arguments));
    return context.show(TRY(answer_criterion(*context.world, act, arguments.operand(0), typed)));
}

Result<Done> submit(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto expert = TRY(person_id(context, arguments.text("--expert")));
    const auto viewer = TRY(context.viewer(arguments));
    const auto head = TRY(assessment_json(*context.world, viewer, arguments.operand(0)));
    return context.show(TRY(submit_assessment(*context.world, act, arguments.operand(0), expert, head["version"])));
}

Result<Done> take_back(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(take_back_submission(*context.world, act, arguments.operand(0))));
}

Result<Done> adviser(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const auto expert = TRY(person_id(context, arguments.text("--expert")));
    return context.show(TRY(name_adviser(*context.world, act, arguments.operand(0), expert)));
}

Result<Done> move_one(Context& context, const Arguments& arguments) {
    const auto edition = edition_id(arguments.text("--edition", context.shelf.current().id()));
    const auto viewer = TRY(context.viewer(arguments));
    if (arguments.has("--dry-run"))
        return context.show(TRY(move_preview_json(*context.world, viewer, arguments.operand(0), edition)));
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(move_assessment(*context.world, act, arguments.operand(0), edition)));
}

Result<Done> renew(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    if (arguments.has("--dry-run")) return context.show(TRY(renewal_preview_json(*context.world, viewer, arguments.operand(0))));
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(renew_assessment(*context.world, act, arguments.operand(0))));
}

Result<Done> export_one(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    const ExportFields fields{arguments.text("--format"), arguments.text("--charset", "utf-8"), arguments.text("--part", "ssp")};
    const auto exported = TRY(export_assessment(*context.world, viewer, arguments.operand(0), fields));
    const auto path = arguments.text("--out");
    TRY(context.write_file(path, exported.bytes));
    return context.show(Json{{"file", path}, {"bytes", exported.bytes.size()}});
}

// What an import did, by the differences seen just before.
Json taken_json(const Receipt& receipt, const Json& seen, const ImportFields& fields) {
    Json taken = Json::array(), kept = seen.at("kept");
    for (const auto* list : {"changes", "conflicts"})
        for (const Json& each : seen.at(list)) {
            const bool is_ours = std::find(fields.ours.begin(), fields.ours.end(), each.at("criterion")) != fields.ours.end();
            (is_ours ? kept : taken).push_back(each.at("criterion"));
        }
    return Json{{"id", receipt.id}, {"version", receipt.version}, {"taken", taken}, {"kept", kept}, {"same", seen.at("same")}};
}

Result<Done> import_one(Context& context, const Arguments& arguments) {
    const ImportFields fields{arguments.text("--format"), arguments.all("--theirs"), arguments.all("--ours")};
    const auto bytes = TRY(context.read_file(arguments.operand(1)));
    const auto viewer = TRY(context.viewer(arguments));
    const auto seen = TRY(import_preview_json(*context.world, viewer, arguments.operand(0), fields, bytes));
    if (arguments.has("--dry-run")) return context.show(seen);
    const auto act = TRY(context.act(arguments));
    const auto done = TRY(import_assessment(*context.world, act, arguments.operand(0), fields, bytes));
    return context.show(taken_json(done, seen, fields));
}

Result<Done> self_check(Context& context, const Arguments& arguments) {
    const auto page = context.resource("site/self-check.html");
    TRY(context.write_file(arguments.text("--out"), page));
    return context.show(Json{{"file", arguments.text("--out")}, {"size_bytes", page.size()}});
}

} // namespace

std::vector<Command> assessment_commands() {
    const Flag expert{"--expert", "EMAIL", "The security expert.", true, false};
    return {
        {"assessment open",
         "Open an assessment with edition, star and scope.",
         {},
         with_scope({{"--organisation", "ID", "The organisation's id or corporate number.", true, false},
                     {"--star", "N", "Target star. Default: 3.", false, false},
                     {"--edition", "E", "Edition. Default: the newest final one.", false, false}}),
         Needs::Data,
         open},
        {"assessment list",
         "List a firm's assessments.",
         {{"ORGANISATION", "Id or corporate number.", false}},
         {},
         Needs::Data,
         list},
        {"assessment show", "Show its state, progress in whole criteria, and seal.", {kAssessment}, {}, Needs::Data, show},
        {"assessment scope",
         "Correct the scope.",
         {kAssessment},
         with_scope({{"--version", "N", "The assessment's version it was made on.", true, false}}),
         Needs::Data,
         scope},
        {"assessment next", "The next things to do, and why these first.", {kAssessment}, {}, Needs::Data, next},
        {"assessment answers", "Show all answers.", {kAssessment}, {}, Needs::Data, answers},
        {"assessment answer",
         "Answer one criterion.",
         {kAssessment, {"CRITERION", "Its number, such as 4-1-3-2.", false}},
         {{"--state", "STATE", "met, not_met, planned, not_applicable or unknown.", true, false},
          {"--branch", "KEY", "An alternative taken; may be repeated.", false, true},
          {"--note", "TEXT", "What is done.", false, false},
          {"--reason", "TEXT", "Why it does not apply.", false, false},
          {"--planned-on", "DAY", "When it will be done.", false, false},
          {"--planned-owner", "TEXT", "Who does it.", false, false},
          {"--version", "N", "The answer's version it was made on. Default: the present one.", false, false}},
         Needs::Data,
         answer},
        {"assessment move",
         "Open a new assessment under another edition with the answers that its map allows to carry. The old one stays.",
         {kAssessment},
         {{"--edition", "E", "The edition to move to. Default: the newest final one.", false, false},
          {"--dry-run", "", "Show what would be carried and store nothing.", false, false}},
         Needs::Data,
         move_one},
        {"assessment renew",
         "Open the assessment that renews a registered star, with its answers, each to be looked at again, and the evidence that is "
         "still fresh.",
         {kAssessment},
         {{"--dry-run", "", "Show what would be carried and store nothing.", false, false}},
         Needs::Data,
         renew},
        {"assessment export",
         "Write the assessment as a file that is filled in elsewhere and comes back.",
         {kAssessment},
         {{"--format", "FORMAT", "xlsx, csv, oscal or self-check.", true, false},
          {"--part", "PART", "Of OSCAL: ssp, results or poam. Default: ssp, which comes back.", false, false},
          {"--charset", "NAME", "Of CSV: utf-8 or cp932. Default: utf-8.", false, false},
          {"--out", "FILE", "Where to write it.", true, false}},
         Needs::Data,
         export_one},
        {"assessment import",
         "Take the answers of a filled-in file: all that changed in it, or nothing.",
         {kAssessment, {"FILE", "The file.", false}},
         {{"--format", "FORMAT", "xlsx, csv, oscal (a system security plan) or self-check.", true, false},
          {"--dry-run", "", "Show every difference and store nothing.", false, false},
          {"--theirs", "CRITERION", "A criterion changed on both sides: take the file's answer. May be repeated.", false, true},
          {"--ours", "CRITERION", "A criterion whose answer here stays. May be repeated.", false, true}},
         Needs::Data,
         import_one},
        {"assessment adviser",
         "Let an expert read and advise while you prepare; that expert cannot confirm later.",
         {kAssessment},
         {expert},
         Needs::Data,
         adviser},
        {"assessment submit", "Submit to a named expert.", {kAssessment}, {expert}, Needs::Data, submit},
        {"assessment take-back", "Take the submission back.", {kAssessment}, {}, Needs::Data, take_back},
        {"self-check",
         "Write the self-check as one HTML file that works from a disk and asks nobody; what it saves, assessment import takes.",
         {},
         {{"--out", "FILE", "Where to write it.", true, false}},
         Needs::Nothing,
         self_check},
    };
}

} // namespace hoshirube::cli
