#include "scheme/certificate/certificate.h"

namespace hoshirube {

Day last_valid_day(const Level& level, Day registered_on) { return registered_on.plus_years(level.validity_years).previous(); }

Day renewal_offered_from(Day last_valid_day) { return last_valid_day.plus_days(1 - kRenewalOfferedDays); }

namespace {

constexpr std::pair<Standing::Kind, std::string_view> kStandings[] = {
    {Standing::Kind::Granted, "granted"}, {Standing::Kind::Suspended, "suspended"}, {Standing::Kind::Withdrawn, "withdrawn"}};

} // namespace

bool is_suspended(const Standing& standing, Day today) {
    return standing.kind == Standing::Kind::Suspended && (!standing.until_on || today <= *standing.until_on);
}

std::string_view to_text(Standing::Kind kind) {
    for (const auto& [known, text] : kStandings)
        if (known == kind) return text;
    CHECK(false);
}

Result<Standing::Kind> parse_standing(std::string_view text) {
    for (const auto& [kind, known] : kStandings)
        if (known == text) return kind;
    return invalid("standing.unknown");
}

std::string_view certificate_state(const Certificate& c, Day today) {
    if (c.standing.kind == Standing::Kind::Withdrawn) return "withdrawn";
    if (c.last_valid_day < today) return "expired";
    return is_suspended(c.standing, today) ? "suspended" : "valid";
}

Day state_since(const Certificate& c, Day today) {
    const auto& standing = c.standing;
    const auto since = standing.since_on.value_or(c.registered_on);
    if (standing.kind == Standing::Kind::Withdrawn) return since;
    if (c.last_valid_day < today) return c.last_valid_day.plus_days(1);
    const bool has_ended = standing.kind == Standing::Kind::Suspended && !is_suspended(standing, today);
    return has_ended ? standing.until_on->plus_days(1) : since;
}

} // namespace hoshirube
