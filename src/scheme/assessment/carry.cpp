#include "scheme/assessment/carry.h"

#include <algorithm>
#include <map>
#include <set>

namespace hoshirube {

namespace {

constexpr std::size_t kMaxNoteBytes = 3900; // checked(Answer) takes 4,000 characters, which are never fewer bytes.

// From the state that claims least to the one that claims most.
int strength(AnswerState state) {
    switch (state) {
    case AnswerState::Unknown: return 0;
    case AnswerState::NotMet: return 1;
    case AnswerState::Planned: return 2;
    case AnswerState::NotApplicable: return 3;
    case AnswerState::Met: return 4;
    }
    return 0;
}

std::string cut(std::string text) {
    if (text.size() <= kMaxNoteBytes) return text;
    auto end = kMaxNoteBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

// Of several answers: the weakest state, all the words, each behind its old number.
Answer combined(const std::vector<std::string>& from, const Answers& answers) {
    Answer result;
    bool is_first = true;
    for (const auto& number : from) {
        const auto found = answers.find(number);
        const Answer answer = found == answers.end() ? Answer() : found->second;
        if (is_first || strength(answer.state) < strength(result.state)) {
            result.state = answer.state;
            result.planned_on = answer.planned_on;
            result.planned_owner = answer.planned_owner;
            result.reason = answer.reason;
        }
        is_first = false;
        result.branches.insert(result.branches.end(), answer.branches.begin(), answer.branches.end());
        if (answer.note.empty()) continue;
        if (!result.note.empty()) result.note += '\n';
        result.note += from.size() > 1 ? "[" + number + "] " + answer.note : answer.note;
    }
    result.note = cut(std::move(result.note));
    return result;
}

bool has_answer(const Answers& answers, const std::string& number) { return answers.contains(number); }

Carried carried_to(const Criterion& criterion, const Change& change, const Edition& to, const Answers& answers) {
    Carried carried{combined(change.from, answers), change.from, change.kind, change.kind != ChangeKind::Kept};
    auto& answer = carried.answer;
    answer.criterion = criterion.number;
    answer.version = 0;
    const auto is_unknown = [&](const std::string& key) {
        return std::none_of(criterion.branches.begin(), criterion.branches.end(), [&](const Branch& b) { return b.key == key; });
    };
    answer.branches.erase(std::remove_if(answer.branches.begin(), answer.branches.end(), is_unknown), answer.branches.end());
    if (auto tidy = checked(answer, criterion, to)) {
        answer = std::move(*tidy);
        return carried;
    }
    carried.needs_second_look = true;
    answer.state = AnswerState::Unknown;
    if (!answer.reason.empty()) answer.note = cut(answer.note.empty() ? answer.reason : answer.note + "\n" + answer.reason);
    if (auto tidy = checked(answer, criterion, to)) answer = std::move(*tidy);
    else answer = Answer{criterion.number, AnswerState::Unknown, {}, {}, {}, {}, {}, 0, {}, {}};
    return carried;
}

} // namespace

Carry carry_answers(const EditionMap& map, const Edition& to, int star, const Answers& answers) {
    Carry carry;
    std::map<std::string, const Change*> by_target;
    std::set<std::string> placed;
    for (const auto& change : map.changes())
        for (const auto& number : change.to) by_target[number] = &change;
    for (const Criterion* criterion : to.criteria_for(star)) {
        const Change& change = *by_target.at(criterion->number);
        const bool is_answered =
            std::any_of(change.from.begin(), change.from.end(), [&](const auto& number) { return has_answer(answers, number); });
        if (!is_answered) {
            carry.unanswered.push_back(criterion->number);
            continue;
        }
        carry.carried.push_back(carried_to(*criterion, change, to, answers));
        placed.insert(change.from.begin(), change.from.end());
    }
    for (const auto& [number, answer] : answers)
        if (!placed.contains(number)) carry.left_behind.push_back(number);
    return carry;
}

Carry renew_answers(const Edition& edition, int star, const Answers& answers) {
    Carry carry;
    for (const Criterion* criterion : edition.criteria_for(star)) {
        const Change same{ChangeKind::Kept, {criterion->number}, {criterion->number}, {}};
        if (!has_answer(answers, criterion->number)) {
            carry.unanswered.push_back(criterion->number);
            continue;
        }
        carry.carried.push_back(carried_to(*criterion, same, edition, answers));
        carry.carried.back().needs_second_look = true;
    }
    return carry;
}

Answers counted(Answers answers, const std::vector<std::string>& awaiting) {
    for (const auto& number : awaiting)
        if (const auto found = answers.find(number); found != answers.end()) found->second.state = AnswerState::Unknown;
    return answers;
}

} // namespace hoshirube
