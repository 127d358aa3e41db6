#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/register/certificate_json.h"

namespace hoshirube {

Json certificate_json(const Certificate& c, Day today) {
    const bool has_end = certificate_state(c, today) == "suspended" && c.standing.until_on;
    return Json{{"number", c.number},
                {"official_number", c.official_number},
                {"star", c.star},
                {"edition", c.edition},
                {"scope", scope_json(c.scope)},
                {"registered_on", c.registered_on.iso8601()},
                {"last_valid_day", c.last_valid_day.iso8601()},
                {"renewal_due_on", c.last_valid_day.plus_days(1).iso8601()},
                {"state", certificate_state(c, today)},
                {"state_since", state_since(c, today).iso8601()},
                {"suspended_until", has_end ? Json(c.standing.until_on->iso8601()) : Json()},
                {"seal_code", seal_code(c.seal)}};
}

Json statement_json(const Texts& texts, Language language, const Edition& edition, const Level& level,
                    const Organisation& organisation) {
    const bool english = language == Language::English;
    const Error::Params params{{"star", std::to_string(level.star)},
                               {"criteria", std::to_string(edition.criteria_for(level.star).size())},
                               {"edition", edition.id()},
                               {"edition_title", english ? edition.fields().title.en : edition.fields().title.ja},
                               {"years", std::to_string(level.validity_years)}};
    const auto say = [&](std::string_view key) { return texts.text(language, key, params); };
    Json says =
        Json::array({say("statement.says." + level.assurance), say("statement.says.criteria"), say("statement.says.period")});
    Json does_not = Json::array({say("statement.not.guarantee"), say("statement.not.approval"), say("statement.not.scope"),
                                 say("statement.not.ot"), say("statement.not.official")});
    if (organisation.is_invented) does_not.insert(does_not.begin(), say("statement.not.invented"));
    return Json{{"says", std::move(says)}, {"does_not_say", std::move(does_not)}};
}

} // namespace hoshirube
