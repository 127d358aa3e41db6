#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/act.h"

namespace hoshirube {

// Who has which assessment open just now. Kept in the memory of this process only: it is no record, nobody can look it up
// later, and where several processes serve one database each knows its own visitors.
class Presence {
public:
    struct Visit {
        std::string person_id, name;
        std::string criterion; // Empty: the assessment as a whole.
        Instant at;
    };

    // Notes a visit, forgets those older than kFresh_seconds, and answers the other people's, latest first.
    // Cost     some microseconds; one lock for all assessments.
    std::vector<Visit> note(const std::string& assessment_id, Visit);

private:
    void forget_old(Instant now);

    std::mutex mutex_;
    std::map<std::string, std::map<std::string, Visit>> visits_; // By assessment, then person.
    Instant swept_{0};
};

// A page says so each ten seconds; two may be lost before the others no longer see it.
inline constexpr int kPresenceFresh_seconds = 30;

// Tells the others that the viewer has `criterion` (or, empty, the assessment) open, and answers who else has:
// {"others": [{"name", "criterion"}]}. Names are those the same people see beside answers and remarks already.
//
// Errors   NotFound `assessment.not_found`; NotFound `criterion.unknown` {criterion}.
Result<Json> presence_json(World&, Presence&, const Viewer&, const std::string& assessment_id, const std::string& criterion);

} // namespace hoshirube
