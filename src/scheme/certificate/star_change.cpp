#include "scheme/certificate/star_change.h"

namespace hoshirube {

namespace {

constexpr std::pair<StarAct, std::string_view> kActs[] = {
    {StarAct::Suspend, "suspend"}, {StarAct::Resume, "resume"}, {StarAct::Withdraw, "withdraw"}};
constexpr std::pair<StarChange::State, std::string_view> kStates[] = {
    {StarChange::State::Waiting, "waiting"}, {StarChange::State::Done, "done"}, {StarChange::State::Dropped, "dropped"}};

bool is_open_to(StarAct act, std::string_view state) {
    switch (act) {
    case StarAct::Suspend: return state == "valid" || state == "suspended";
    case StarAct::Resume: return state == "suspended";
    case StarAct::Withdraw: return state != "withdrawn";
    }
    return false;
}

} // namespace

std::string_view to_text(StarAct act) {
    for (const auto& [known, text] : kActs)
        if (known == act) return text;
    CHECK(false);
}

Result<StarAct> parse_star_act(std::string_view text) {
    for (const auto& [act, known] : kActs)
        if (known == text) return act;
    return invalid("star_change.act_unknown", "act", {{"given", std::string(text.substr(0, 40))}});
}

std::string_view to_text(StarChange::State state) {
    for (const auto& [known, text] : kStates)
        if (known == state) return text;
    CHECK(false);
}

Result<StarChange::State> parse_star_change_state(std::string_view text) {
    for (const auto& [state, known] : kStates)
        if (known == text) return state;
    return invalid("star_change.state_unknown");
}

Result<Standing> standing_after(const Certificate& c, StarAct act, const std::optional<Day>& until_on, Day today) {
    const auto state = certificate_state(c, today);
    if (!is_open_to(act, state))
        return conflict("star_change.not_in_state", {{"act", std::string(to_text(act))}, {"state", std::string(state)}});
    if (until_on && act != StarAct::Suspend) return invalid("star_change.until_alone", "until_on");
    if (until_on && (*until_on < today || c.last_valid_day < *until_on))
        return invalid("star_change.until", "until_on", {{"last", c.last_valid_day.iso8601()}});
    switch (act) {
    case StarAct::Suspend: return Standing{Standing::Kind::Suspended, today, until_on};
    case StarAct::Resume: return Standing{Standing::Kind::Granted, today, {}};
    case StarAct::Withdraw: return Standing{Standing::Kind::Withdrawn, today, {}};
    }
    CHECK(false);
}

} // namespace hoshirube
