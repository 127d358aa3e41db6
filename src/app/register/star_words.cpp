#include "app/register/star_words.h"

namespace hoshirube {

std::string StarWords::say(std::string_view key, Error::Params params) const {
    const auto& c = star_.certificate;
    params.insert(params.end(), {{"star", std::to_string(c.star)},
                                 {"number", std::to_string(c.number)},
                                 {"corporate_number", c.corporate_number},
                                 {"from", day(c.registered_on)},
                                 {"to", day(c.last_valid_day)},
                                 {"since", day(state_since(c, star_.as_of))},
                                 {"as_of", day(star_.as_of)},
                                 {"edition", c.edition},
                                 {"link", star_.link}});
    return texts_.text(star_.language, key, params);
}

std::string StarWords::firm() const {
    const auto& c = star_.certificate;
    return is_english() && !c.legal_name_en.empty() ? c.legal_name_en : c.legal_name;
}

std::string StarWords::scope() const {
    const auto& scope = star_.certificate.scope;
    const auto& described = is_english() && !scope.description_en.empty() ? scope.description_en : scope.description;
    const auto kind = say("public.scope." + scope.kind);
    return described.empty() ? kind : kind + say("report.colon") + described;
}

std::string StarWords::stars() const {
    std::string row;
    for (int i = 0; i < star_.certificate.star; ++i) row += "★";
    return row;
}

} // namespace hoshirube
