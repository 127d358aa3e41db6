#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "app/act.h"

namespace hoshirube {

// Who has which assessment open just now. Kept in the memory of this process only: it is no record, nobody can look it up
// later, and where several processes serve one database each knows its own visitors.
class Presence {
public:
    struct Visit {
        std::string person_id, name;
        std::string window;    // Names one of the person's windows; empty: all the same.
        std::string criterion; // Empty: the assessment as a whole.
        Instant at;
    };

    // Notes a visit, forgets those older than kPresenceFresh_seconds, and answers the other people's, latest first: each person once.
    // Cost     some microseconds; one lock for all assessments.
    std::vector<Visit> note(const std::string& assessment_id, Visit);

    // The window was closed: the others no longer see it.
    void leave(const std::string& assessment_id, const std::string& person_id, const std::string& window);
    // The person signed out: wherever they were, they are no longer. A window of another session says so again by itself.
    void forget(const std::string& person_id);

private:
    using Visits = std::map<std::pair<std::string, std::string>, Visit>; // By person, then window.
    void forget_old(Instant now);

    std::mutex mutex_;
    std::map<std::string, Visits> visits_; // By assessment.
    Instant swept_{0};
};

// A page says so each ten seconds; two may be lost before the others no longer see it.
inline constexpr int kPresenceFresh_seconds = 30;
// Of one person on one assessment; the one that was silent longest makes room.
inline constexpr std::size_t kWindowsOfOne = 8;

// What a page says of itself.
struct PresenceFields {
    std::string criterion, window;
};

// Tells the others that the viewer has a criterion (or, empty, the assessment) open, and answers who else has:
// {"others": [{"name", "criterion"}]}. Names are those the same people see beside answers and remarks already.
//
// Errors   NotFound `assessment.not_found`; NotFound `criterion.unknown` {criterion}; Invalid `text.*` at visit.
Result<Json> presence_json(World&, Presence&, const Viewer&, const std::string& assessment_id, const PresenceFields&);

} // namespace hoshirube
