#pragma once

#include <string>

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

// A star in the register. Its last valid day is fixed at registration: a later change of the rules does not move it.
// A certificate never becomes valid again: renewal registers a new one.
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
};

// What the register says of a certificate on a day: valid through its last valid day, inclusive.
std::string_view certificate_state(const Certificate&, Day today); // "valid" or "expired".

} // namespace hoshirube
