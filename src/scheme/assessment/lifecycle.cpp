#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "scheme/assessment/assessment.h"

namespace hoshirube {

namespace {

using State = AssessmentState;

constexpr std::pair<State, std::string_view> kStates[] = {{State::Draft, "draft"},       {State::Submitted, "submitted"},
                                                          {State::Returned, "returned"}, {State::Confirmed, "confirmed"},
                                                          {State::Declared, "declared"}, {State::Registered, "registered"}};

Error out_of_order(const Assessment& assessment, std::string_view act) {
    return conflict("assessment.out_of_order", {{"state", std::string(to_text(assessment.state))}, {"act", std::string(act)}});
}

Result<Done> step(Assessment& assessment, State from, State to, std::string_view act) {
    if (assessment.state != from) return out_of_order(assessment, act);
    assessment.state = to;
    return Done{};
}

// The numbers of the criteria that are neither met nor not applicable, at most ten and then "…".
std::string missing_criteria(const std::vector<const Criterion*>& criteria, const Answers& answers) {
    std::string missing;
    int shown = 0;
    for (const Criterion* c : criteria) {
        const auto found = answers.find(c->number);
        const auto state = found == answers.end() ? AnswerState::Unknown : found->second.state;
        if (state == AnswerState::Met || state == AnswerState::NotApplicable) continue;
        if (++shown > 10) return missing + " …";
        missing += (missing.empty() ? "" : ", ") + c->number;
    }
    return missing;
}

} // namespace

std::string_view to_text(AssessmentState state) {
    for (const auto& [known, text] : kStates)
        if (known == state) return text;
    CHECK(false);
}

Result<AssessmentState> parse_assessment_state(std::string_view text) {
    for (const auto& [state, known] : kStates)
        if (known == text) return state;
    return invalid("assessment.state_unknown", "state", {{"given", std::string(text.substr(0, 40))}});
}

Result<Scope> checked(Scope scope) {
    if (scope.kind != "group" && scope.kind != "company" && scope.kind != "departments")
        return invalid("scope.kind_unknown", "scope.kind");
    scope.description = TRY(required_text("scope.description", scope.description, 1000, Lines::Many));
    scope.description_en = TRY(clean_text("scope.description_en", scope.description_en, 1000, Lines::Many));
    return scope;
}

std::string scope_digest(const Scope& scope) {
    std::string text = "{\"description\":";
    append_json_string(text, scope.description);
    text += ",\"description_en\":";
    append_json_string(text, scope.description_en);
    text += ",\"kind\":";
    append_json_string(text, scope.kind);
    return sha256_hex(text + "}");
}

bool is_same_part(const Scope& one, const Scope& two) {
    if (one.kind != two.kind) return false;
    return one.kind != "departments" || search_key(one.description) == search_key(two.description);
}

Result<Done> check_only_open(const Assessment& wanted, const std::vector<Assessment>& of_firm) {
    for (const Assessment& other : of_firm) {
        if (other.id == wanted.id || other.state == State::Registered) continue;
        if (other.edition != wanted.edition || other.star != wanted.star || !is_same_part(other.scope, wanted.scope)) continue;
        return conflict(
            "assessment.open_already",
            {{"star", std::to_string(other.star)}, {"day", other.opened_at.tokyo_day().iso8601()}, {"assessment", other.id}});
    }
    return Done{};
}

Result<Done> check_editable(const Assessment& assessment) {
    if (assessment.state == State::Submitted) return conflict("assessment.being_reviewed");
    if (assessment.state == State::Registered) return conflict("assessment.registered_already");
    return Done{};
}

Result<Done> submit(Assessment& assessment, std::string confirmer_id, const std::vector<const Criterion*>& criteria,
                    const Answers& answers, bool is_seal_intact) {
    if (assessment.state == State::Submitted || assessment.state == State::Registered) return out_of_order(assessment, "submit");
    if (is_sealed(assessment.state) && is_seal_intact) return conflict("assessment.seal_intact");
    if (progress(criteria, answers).distance() > 0)
        return conflict("assessment.not_complete", {{"missing", missing_criteria(criteria, answers)}});
    assessment.state = State::Submitted;
    assessment.confirmer_id = std::move(confirmer_id);
    assessment.remark.clear();
    ++assessment.round;
    return Done{};
}

Result<Done> take_back(Assessment& a) { return step(a, State::Submitted, State::Draft, "take_back"); }
Result<Done> send_back(Assessment& a) { return step(a, State::Submitted, State::Returned, "send_back"); }
Result<Done> mark_confirmed(Assessment& a) { return step(a, State::Submitted, State::Confirmed, "confirm"); }
Result<Done> mark_declared(Assessment& a) {
    TRY(step(a, State::Confirmed, State::Declared, "declare"));
    a.remark.clear();
    return Done{};
}
Result<Done> mark_registered(Assessment& a) { return step(a, State::Declared, State::Registered, "register"); }

Result<Done> refuse_registration(Assessment& a, std::string reason) {
    TRY(step(a, State::Declared, State::Confirmed, "refuse"));
    a.remark = std::move(reason);
    return Done{};
}

} // namespace hoshirube
