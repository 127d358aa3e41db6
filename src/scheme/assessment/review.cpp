#include "scheme/assessment/review.h"

#include "base/text.h"

namespace hoshirube {

std::string_view to_text(DecisionKind kind) { return kind == DecisionKind::Confirmed ? "confirmed" : "returned"; }

Result<DecisionKind> parse_decision_kind(std::string_view text) {
    if (text == "confirmed") return DecisionKind::Confirmed;
    if (text == "returned") return DecisionKind::Returned;
    return invalid("review.decision_unknown", "decision", {{"given", std::string(text.substr(0, 40))}});
}

Result<Decision> checked(Decision decision, const Answer& answer) {
    decision.reason = TRY(clean_text("reason", decision.reason, 2000, Lines::Many));
    if (decision.kind == DecisionKind::Returned) {
        decision.agrees_not_applicable = false;
        if (decision.reason.empty()) return invalid("review.reason_missing", "reason");
        return decision;
    }
    const bool not_applicable = answer.state == AnswerState::NotApplicable;
    if (!not_applicable && answer.state != AnswerState::Met)
        return conflict("review.answer_open", {{"criterion", decision.criterion}});
    if (not_applicable && !decision.agrees_not_applicable) return invalid("review.agreement_missing", "agrees_not_applicable");
    decision.agrees_not_applicable = not_applicable;
    return decision;
}

Result<Outcome> outcome(const std::vector<const Criterion*>& criteria, const Answers& answers, const JudgedFiles& files,
                        const Decisions& decisions) {
    int left = 0;
    bool any_returned = false;
    for (const Criterion* c : criteria) {
        const auto decision = decisions.find(c->number);
        const auto answer = answers.find(c->number);
        const bool decided = decision != decisions.end() && answer != answers.end() &&
                             decision->second.answer_sha256 == answer_digest(answer->second, files_behind(files, c->number));
        if (!decided) ++left;
        else if (decision->second.kind == DecisionKind::Returned) any_returned = true;
    }
    if (any_returned) return Outcome::SendBack;
    if (left > 0) return conflict("review.not_finished", {{"left", std::to_string(left)}});
    return Outcome::Confirm;
}

} // namespace hoshirube
