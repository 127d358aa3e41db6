#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "scheme/assessment/assessment.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube {

// The last day, inclusive, on which a star registered on `registered_on` is valid.
//
// Rule     A ★3 lives one year, a ★4 three years; the number of years is data of the edition's level.
// Source   docs/rules.md#validity
// Example  ★3 registered 2026-10-06 is valid through 2027-10-05.
// Note     29 February plus one year counts as 1 March, so the last day is 28 February.
Day last_valid_day(const Level& level, Day registered_on);

// From this day on a firm is offered to renew: until the last valid day, that day included, kRenewalOfferedDays are left. It may begin
// earlier.
//
// Source   ours; docs/rules.md#renewal
inline constexpr int kRenewalOfferedDays = 90;
Day renewal_offered_from(Day last_valid_day);

// What the operator did to a star after it was registered.
struct Standing {
    enum class Kind { Granted, Suspended, Withdrawn }; // Stored by name: never rename.
    Kind kind = Kind::Granted;
    std::optional<Day> since_on{}; // Day of the latest act; none: nothing was done since registration.
    std::optional<Day> until_on{}; // Last day of a suspension, inclusive; none: until it is lifted.
    bool operator==(const Standing&) const = default;
};
bool is_suspended(const Standing&, Day today);
std::string_view to_text(Standing::Kind);
Result<Standing::Kind> parse_standing(std::string_view text); // Invalid `standing.unknown`.

// A star in the register. Its last valid day is fixed at registration: a later change of the rules does not move it.
// An expired or withdrawn certificate never becomes valid again: renewal registers a new one.
struct Certificate {
    std::string id;
    std::int64_t number;         // Our own running number. The scheme's format is open: see official_number.
    std::string official_number; // As given by the scheme's operator, typed in; empty until known.
    std::string assessment_id, organisation_id, corporate_number, legal_name, legal_name_en;
    int star;
    std::string edition;
    Scope scope;
    Day registered_on, last_valid_day;
    std::string seal; // SHA-256 of the declared form.
    std::string registered_by;
    Standing standing{};
};

// What the register says of a certificate on a day: valid through its last valid day, inclusive, unless it is suspended on that day.
// One that was withdrawn stays so; one that was suspended is valid again after the suspension's last day.
std::string_view certificate_state(const Certificate&, Day today); // "valid", "expired", "suspended" or "withdrawn".

// The day on which that state began.
Day state_since(const Certificate&, Day today);

} // namespace hoshirube
