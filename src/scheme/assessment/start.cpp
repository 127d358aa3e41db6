#include "scheme/assessment/start.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/text.h"

namespace hoshirube {

namespace {

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

Error wrong_answer(std::string_view key, const std::string& step) { return invalid(key, step, {{"step", step.substr(0, 60)}}); }

Result<std::string> checked_number(const std::string& step, const std::string& typed) {
    auto digits = typed.size() > 40 ? std::string("x") : folded_digits(typed);
    if (digits == "unknown" || digits.empty()) return std::string("unknown");
    if (digits.size() > 6 || digits.find_first_not_of("0123456789") != digits.npos)
        return wrong_answer("start.number_expected", step);
    return digits;
}

} // namespace

Result<StartGuide> StartGuide::parse(std::string_view start_json) {
    const Json json = TRY(parse_json(start_json));
    StartGuide guide;
    try {
        for (const Json& step : json.at("steps")) {
            Step one{step.at("key"), step.at("kind"), {}};
            for (const Json& option : step.value("options", Json::array())) one.options.push_back(option.at("key"));
            guide.steps_.push_back(std::move(one));
        }
        for (const auto& [name, fact] : json.at("facts").items())
            guide.facts_[name] = {fact.at("step"), fact.at("yes"), fact.at("no")};
        for (const Json& turn : json.at("order"))
            guide.order_.push_back({turn.at("requirement"), {turn.at("ja"), turn.at("en")}});
        for (const Json& lift : json.at("lift"))
            guide.lifts_.push_back({lift.at("fact"), lift.at("is") == "yes" ? Fact::Yes : Fact::No, lift.at("requirements")});
    } catch (const Json::exception& error) {
        return invalid("catalogue.malformed", {}, {{"what", std::string("start.json: ") + error.what()}});
    }
    return guide;
}

Result<Profile> StartGuide::checked(Profile typed) const {
    for (auto& [key, value] : typed) {
        const auto step = std::find_if(steps_.begin(), steps_.end(), [&key = key](const Step& s) { return s.key == key; });
        if (step == steps_.end()) return wrong_answer("start.step_unknown", key);
        if (step->kind == "text") value = TRY(clean_text(key, value, 100));
        else if (step->kind == "number") value = TRY(checked_number(key, value));
        else if (!contains(step->options, value)) return wrong_answer("start.option_unknown", key);
    }
    return typed;
}

Fact StartGuide::fact(const Profile& profile, std::string_view name) const {
    const auto source = facts_.find(name);
    if (source == facts_.end()) return Fact::Unknown;
    const auto answer = profile.find(source->second.step);
    if (answer == profile.end()) return Fact::Unknown;
    if (contains(source->second.yes, answer->second)) return Fact::Yes;
    if (contains(source->second.no, answer->second)) return Fact::No;
    return Fact::Unknown;
}

std::vector<StartGuide::Turn> StartGuide::order(const Profile& profile) const {
    auto turns = order_;
    auto place = turns.begin() + (turns.empty() ? 0 : 1);
    for (const Lift& lift : lifts_) {
        if (fact(profile, lift.fact) != lift.is) continue;
        for (const auto& requirement : lift.requirements) {
            const auto found = std::find_if(place, turns.end(), [&](const Turn& t) { return t.requirement == requirement; });
            if (found == turns.end()) continue;
            std::rotate(place, found, found + 1);
            ++place;
        }
    }
    return turns;
}

bool applies(const Criterion& criterion, const StartGuide& guide, const Profile& profile) {
    return !criterion.condition || guide.fact(profile, criterion.condition->fact) != Fact::No;
}

std::string first_step(const CriterionWords& words) { return trimmed(words.todo.substr(0, words.todo.find('\n'))); }

std::vector<NextThing> next_things(const std::vector<const Criterion*>& criteria, const Answers& answers, const StartGuide& guide,
                                   const Profile& profile, std::size_t limit) {
    std::vector<NextThing> next;
    for (const auto& turn : guide.order(profile))
        for (const Criterion* c : criteria) {
            if (next.size() == limit) return next;
            if (c->requirement != turn.requirement || !applies(*c, guide, profile)) continue;
            const auto answer = answers.find(c->number);
            const auto state = answer == answers.end() ? AnswerState::Unknown : answer->second.state;
            if (state == AnswerState::Met || state == AnswerState::NotApplicable) continue;
            next.push_back({c, turn.reason});
        }
    return next;
}

} // namespace hoshirube
