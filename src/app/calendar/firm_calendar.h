#pragma once

#include "app/act.h"

namespace hoshirube {

// A star of a firm as it stands on a day.
struct DatedStar {
    Assessment assessment;
    Certificate certificate;
    std::string_view state; // As certificate_state() says.
};

// What is due at a firm on a day, from its stars, its open assessments and what was noted.
struct FirmCalendar {
    Organisation organisation;
    Day today;
    bool has_star = false;
    std::vector<Duty> duties;    // By the day they are due; those that wait for their occasion last.
    std::vector<DutyNote> notes; // Newest first; none that was taken back.
    std::map<std::string, const Criterion*> criteria;
    std::vector<DatedStar> stars = {}; // The newest of each star and part, in whatever state.

    std::string title_of(const Duty&, Language) const; // Of its criterion; empty where it has none.
};

// Rule     The duties are those of the stars that are valid, or suspended: of the newest of each star and part. One that expired within
//          the last year and was not renewed is still due for renewal, and asks for nothing else.
// Source   docs/rules.md#duties
Result<FirmCalendar> load_firm_calendar(World&, Transaction&, const Organisation&, Day today);

} // namespace hoshirube
