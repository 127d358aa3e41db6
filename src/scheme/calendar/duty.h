#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scheme/assessment/assessment.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube {

// What a star, once registered, goes on asking for: by the cadences and parameters of its criteria.
enum class DutyKind { // Published by name: never rename.
    Renewal,          // Of the star itself, by its last valid day.
    Yearly,
    Monthly,
    Retention, // To see that records reach back as many months as the criterion names.
    Update,    // Within so many days of the release of an urgent update.
    Occasion,  // When something happens: somebody joins or leaves, a contract ends.
    Evidence,  // Proof grows older than the catalogue suggests.
    Planned,   // What an open assessment says will be done by a day.
};
std::string_view to_text(DutyKind);

// What was noted about a duty: that it was done on a day, or that its occasion arose.
struct DutyNote {
    enum class What { Done, Arose }; // Stored by name: never rename.
    std::string id, organisation_id;
    std::string duty; // Its key.
    What what;
    Day on;
    std::string settles; // Of Done: the id of the Arose that it answers; empty otherwise.
    std::string note;
    std::vector<std::string> evidence; // Ids.
    std::string noted_by;
    Instant noted_at;
    std::optional<Instant> taken_back_at = {}; // Then it counts for nothing.
};
std::string_view to_text(DutyNote::What);
Result<DutyNote::What> parse_duty_note(std::string_view text); // Invalid `duty.note_unknown`.

struct Duty {
    std::string key; // Stable: notes and calendar entries hang on it. "yearly/3-1-1-4"
    DutyKind kind;
    std::string criterion;          // Empty for a renewal.
    std::string occasion = {};      // Of Occasion: the cadence's name, "on_joining".
    std::optional<Day> due_on = {}; // The last day in time, inclusive; none: when its occasion arises.
    std::optional<Day> since = {};  // The day it is counted from.
    std::string arose = {};         // The note that says that its occasion arose.
    std::string owner = {};         // Of Planned: who does it.
    std::string subject = {};       // The assessment or certificate it is about, for kinds that have one.
};

// --- The last day in time, inclusive, of what was last done (or began) on a day ------------------------------------------------
//
// Source   ours, after the catalogue's cadences; docs/rules.md#duties

// Example  done 2026-10-06 → 2027-10-05; done 2028-02-29 → 2029-02-28, as for the validity of a star.
Day yearly_due(Day done_on);
// Once in each calendar month: the last day of the month after.
// Example  done 2026-10-06 or 2026-10-31 → 2026-11-30.
Day monthly_due(Day done_on);
// Note     A day that the month does not have counts as the first of the next: done 2026-08-31, six months → 2027-02-28.
Day due_after_months(Day done_on, int months);
// The day of release is not counted: released 2026-10-01, 14 days → 2026-10-15.
Day update_due(Day released_on, int days);

// Proof that stands behind a criterion: the latest day for which a file speaks.
using ProofDays = std::map<std::string, Day>; // By criterion number.

// The duties of a firm whose star was registered on `registered_on`: those that recur, each with its next day, and those whose
// occasion is open. In the order of the criteria.
std::vector<Duty> duties_of(const std::vector<const Criterion*>& criteria, Day registered_on, const ProofDays&,
                            const std::vector<DutyNote>& notes);

// When it is due, seen from a day.
enum class Due { Overdue, ThisMonth, Later, OnOccasion };
std::string_view to_text(Due);
Due due_seen_from(const std::optional<Day>& due_on, Day today);

// Whether "done" can be noted here: renewals and plans are done where they stand.
bool can_be_noted(DutyKind);

// What a person is reminded of on a day, sooner first; empty: nothing is said that day. Something is said a week before a duty is due, the
// day before and on its last day, and on Mondays while something is overdue; then everything overdue or due within a week is named.
// Proof that grows old is no occasion for a mail: its days are our suggestion.
std::vector<Duty> to_remind_of(const std::vector<Duty>&, Day today);

} // namespace hoshirube
