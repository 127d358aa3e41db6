#include <algorithm>

#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "scheme/assessment/assessment.h"

namespace hoshirube {

namespace {

constexpr std::pair<AnswerState, std::string_view> kStates[] = {{AnswerState::Unknown, "unknown"},
                                                                {AnswerState::Met, "met"},
                                                                {AnswerState::NotMet, "not_met"},
                                                                {AnswerState::Planned, "planned"},
                                                                {AnswerState::NotApplicable, "not_applicable"}};

Result<Done> check_branches(Answer& answer, const Criterion& criterion) {
    auto& taken = answer.branches;
    std::sort(taken.begin(), taken.end());
    taken.erase(std::unique(taken.begin(), taken.end()), taken.end());
    for (const auto& key : taken) {
        const bool known =
            std::any_of(criterion.branches.begin(), criterion.branches.end(), [&](const Branch& b) { return b.key == key; });
        if (!known) return invalid("answer.branch_unknown", "branches", {{"criterion", criterion.number}});
    }
    if (answer.state == AnswerState::Met && !criterion.branches.empty() && taken.size() < criterion.choose_min)
        return invalid("answer.branch_missing", "branches",
                       {{"criterion", criterion.number}, {"min", std::to_string(criterion.choose_min)}});
    return Done{};
}

Result<Done> check_plan(Answer& answer, const Criterion& criterion) {
    if (answer.state != AnswerState::Planned) {
        answer.planned_on.reset();
        answer.planned_owner.clear();
        return Done{};
    }
    if (!answer.planned_on) return invalid("answer.plan_date_missing", "planned_on", {{"criterion", criterion.number}});
    if (answer.planned_owner.empty())
        return invalid("answer.plan_owner_missing", "planned_owner", {{"criterion", criterion.number}});
    return Done{};
}

Result<Done> check_not_applicable(Answer& answer, const Criterion& criterion, const Edition& edition) {
    if (answer.state != AnswerState::NotApplicable) {
        answer.reason.clear();
        return Done{};
    }
    answer.branches.clear();
    if (!criterion.condition && edition.fields().not_applicable == "conditional_only")
        return invalid("answer.not_conditional", "state", {{"criterion", criterion.number}});
    if (answer.reason.empty()) return invalid("answer.reason_missing", "reason", {{"criterion", criterion.number}});
    return Done{};
}

void count(Progress& progress, AnswerState state) {
    ++progress.criteria;
    switch (state) {
    case AnswerState::Unknown: ++progress.unknown; break;
    case AnswerState::Met: ++progress.met; break;
    case AnswerState::NotMet: ++progress.not_met; break;
    case AnswerState::Planned: ++progress.planned; break;
    case AnswerState::NotApplicable: ++progress.not_applicable; break;
    }
}

AnswerState state_of(const Answers& answers, const std::string& criterion) {
    const auto found = answers.find(criterion);
    return found == answers.end() ? AnswerState::Unknown : found->second.state;
}

} // namespace

std::string_view to_text(AnswerState state) {
    for (const auto& [known, text] : kStates)
        if (known == state) return text;
    CHECK(false);
}

Result<AnswerState> parse_answer_state(std::string_view text) {
    for (const auto& [state, known] : kStates)
        if (known == text) return state;
    return invalid("answer.state_unknown", "state", {{"given", std::string(text.substr(0, 40))}});
}

Result<Answer> checked(Answer answer, const Criterion& criterion, const Edition& edition) {
    answer.note = TRY(clean_text("note", answer.note, 4000, Lines::Many));
    answer.reason = TRY(clean_text("reason", answer.reason, 2000, Lines::Many));
    answer.planned_owner = TRY(clean_text("planned_owner", answer.planned_owner, 100));
    TRY(check_not_applicable(answer, criterion, edition));
    TRY(check_branches(answer, criterion));
    TRY(check_plan(answer, criterion));
    return answer;
}

const std::vector<JudgedFile>& files_behind(const JudgedFiles& files, const std::string& criterion) {
    static const std::vector<JudgedFile> kNone;
    const auto found = files.find(criterion);
    return found == files.end() ? kNone : found->second;
}

std::string answer_digest(const Answer& answer, const std::vector<JudgedFile>& files) {
    // Canonical JSON written out by hand, names in order: 81 of these are made for one page.
    const auto append_list = [](std::string& out, auto items, auto append_item) {
        std::sort(items.begin(), items.end());
        out += '[';
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) out += ',';
            append_item(items[i]);
        }
        out += ']';
    };
    std::string text = "{\"branches\":";
    append_list(text, answer.branches, [&](const std::string& branch) { append_json_string(text, branch); });
    text += ",\"criterion\":";
    append_json_string(text, answer.criterion);
    text += ",\"evidence\":";
    append_list(text, files, [&](const JudgedFile& file) {
        text += "{\"effective_from\":";
        append_json_string(text, file.effective_from ? file.effective_from->iso8601() : "");
        text += ",\"effective_to\":";
        append_json_string(text, file.effective_to ? file.effective_to->iso8601() : "");
        text += ",\"file_name\":";
        append_json_string(text, file.file_name);
        text += ",\"sha256\":";
        append_json_string(text, file.sha256);
        text += '}';
    });
    text += ",\"note\":";
    append_json_string(text, answer.note);
    text += ",\"reason\":";
    append_json_string(text, answer.reason);
    text += ",\"state\":";
    append_json_string(text, to_text(answer.state));
    text += '}';
    return sha256_hex(text);
}

Progress progress(const std::vector<const Criterion*>& criteria, const Answers& answers) {
    Progress total;
    for (const Criterion* c : criteria) count(total, state_of(answers, c->number));
    return total;
}

std::map<int, Progress> progress_by_category(const std::vector<const Criterion*>& criteria, const Answers& answers) {
    std::map<int, Progress> by_category;
    for (const Criterion* c : criteria) count(by_category[category_of(c->number)], state_of(answers, c->number));
    return by_category;
}

} // namespace hoshirube
