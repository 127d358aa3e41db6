#include "scheme/assessment/self_check.h"

namespace hoshirube {

namespace {

constexpr std::size_t kNextThings = 5;

AnswerState state_in(const Answers& answers, const std::string& number) {
    const auto found = answers.find(number);
    return found == answers.end() ? AnswerState::Unknown : found->second.state;
}

Profile sound_part(const Profile& profile, const StartGuide& guide, std::vector<Error>& errors) {
    Profile sound;
    for (const auto& [step, value] : profile) {
        auto one = guide.checked({{step, value}});
        if (one) sound.merge(*one);
        else errors.push_back(std::move(one.error()));
    }
    return sound;
}

} // namespace

std::vector<std::string> seems_not_applicable(const std::vector<const Criterion*>& criteria, const Answers& answers,
                                              const StartGuide& guide, const Profile& profile) {
    std::vector<std::string> numbers;
    for (const Criterion* c : criteria)
        if (state_in(answers, c->number) == AnswerState::Unknown && !applies(*c, guide, profile)) numbers.push_back(c->number);
    return numbers;
}

Judgement judge(const SelfCheck& check, const Edition& edition, const StartGuide& guide) {
    Judgement judgement{};
    const auto criteria = edition.criteria_for(check.star);
    for (const Criterion* c : criteria) {
        const auto typed = check.answers.find(c->number);
        if (typed == check.answers.end()) continue;
        auto tidy = checked(typed->second, *c, edition);
        if (tidy) judgement.answers.emplace(c->number, std::move(*tidy));
        else judgement.unfinished.push_back({c->number, std::move(tidy.error())});
    }
    const auto profile = sound_part(check.profile, guide, judgement.profile_errors);
    judgement.progress = progress(criteria, judgement.answers);
    judgement.by_category = progress_by_category(criteria, judgement.answers);
    for (const Criterion* c : criteria)
        if (const auto state = state_in(judgement.answers, c->number);
            state != AnswerState::Met && state != AnswerState::NotApplicable)
            judgement.left.push_back(c->number);
    judgement.seems_not_applicable = seems_not_applicable(criteria, judgement.answers, guide, profile);
    judgement.next = next_things(criteria, judgement.answers, guide, profile, kNextThings);
    return judgement;
}

} // namespace hoshirube
