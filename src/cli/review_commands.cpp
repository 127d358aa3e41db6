#include <nlohmann/json.hpp>

#include "app/declaration/declaration.h"
#include "app/review/review.h"
#include "cli/command.h"

namespace hoshirube::cli {

namespace {

const Operand kAssessment{"ASSESSMENT", "Its id.", false};

Result<Done> list(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(reviews_json(*context.world, viewer)));
}

Result<Done> show(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(review_json(*context.world, viewer, arguments.operand(0))));
}

Result<std::int64_t> present_version(Context& context, const Arguments& arguments) {
    auto transaction = TRY(context.world->database.begin(Database::Mode::Read, kKeeper));
    const auto answer = TRY(transaction->assessments().find_answer(arguments.operand(0), arguments.operand(1)));
    return answer ? answer->version : std::int64_t{0};
}

Result<Done> decide_one(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    DecideFields fields{arguments.operand(1), arguments.text("--decision"), arguments.text("--reason"),
                        arguments.has("--agree-not-applicable"), 0};
    fields.answer_version = arguments.has("--answer-version") ? TRY(arguments.number("--answer-version", 0))
                                                              : TRY(present_version(context, arguments));
    return context.show(TRY(decide(*context.world, act, arguments.operand(0), fields)));
}

Result<Done> undo(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(undecide(*context.world, act, arguments.operand(0), arguments.operand(1))));
}

Result<Done> give_advice(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(
        TRY(advise(*context.world, act, arguments.operand(0), arguments.text("--criterion"), arguments.text("--text"))));
}

Result<Done> send(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    const SendFields fields{arguments.text("--outcome"), arguments.text("--scope"), arguments.text("--reason")};
    return context.show(TRY(send_review(*context.world, act, arguments.operand(0), fields)));
}

Result<Done> show_declaration(Context& context, const Arguments& arguments) {
    const auto viewer = TRY(context.viewer(arguments));
    return context.show(TRY(declaration_json(*context.world, viewer, arguments.operand(0))));
}

Result<Done> declare(Context& context, const Arguments& arguments) {
    const auto act = TRY(context.act(arguments));
    return context.show(TRY(declare_conformity(*context.world, act, arguments.operand(0), arguments.text("--seal"))));
}

} // namespace

std::vector<Command> review_commands() {
    const Operand number{"CRITERION", "Its number, such as 4-1-3-2.", false};
    return {
        {"review list", "List the assessments named to the expert (--as).", {}, {}, Needs::Data, list},
        {"review show", "Show decisions, remarks and advice.", {kAssessment}, {}, Needs::Data, show},
        {"review decide",
         "Confirm or return one criterion.",
         {kAssessment, number},
         {{"--decision", "WHICH", "confirmed or returned.", true, false},
          {"--reason", "TEXT", "Why; required to return.", false, false},
          {"--agree-not-applicable", "", "Agree that it does not apply.", false, false},
          {"--answer-version", "N", "The answer's version that was looked at. Default: the present one.", false, false}},
         Needs::Data,
         decide_one},
        {"review undo", "Take a decision back before sending.", {kAssessment, number}, {}, Needs::Data, undo},
        {"review advise",
         "Give advice, apart from confirming.",
         {kAssessment},
         {{"--text", "TEXT", "The advice.", true, false},
          {"--criterion", "CRITERION", "On this criterion. Default: on the whole.", false, false}},
         Needs::Data,
         give_advice},
        {"review send",
         "Send the review.",
         {kAssessment},
         {{"--outcome", "WHICH", "confirm or send_back: what you expect it to do.", true, false},
          {"--scope", "SHA256", "The scope you read, as `review show` names it; required to confirm.", false, false},
          {"--reason", "TEXT", "Why, after many confirmations in a day or a very quick one.", false, false}},
         Needs::Data,
         send},
        {"declaration show", "Show what management declares and the seal.", {kAssessment}, {}, Needs::Data, show_declaration},
        {"declaration make",
         "Declare conformity.",
         {kAssessment},
         {{"--seal", "SHA256", "The seal that was shown.", true, false}},
         Needs::Data,
         declare},
    };
}

} // namespace hoshirube::cli
