#pragma once

#include <map>
#include <mutex>

#include "app/act.h"

namespace hoshirube {

// Refused acts on their way to the audit. They are counted here and written now and then, so that neither the time of an answer nor
// the disk tells or suffers: a flood of refusals becomes a number.
//
// Threads  all functions may run at once.
class Refusals {
public:
    // `object_id` as it was asked for; whether it is there, and whose, is looked up when it is written. Quick: memory only.
    void note(const std::string& actor_id, Permission, const std::string& object_id, std::string_view rule, Instant now);

    // Writes what was noted since: for each actor, act, thing, rule and day one row with a count. What was asked of things that do not
    // exist is nobody's and is dropped.
    // Bounds   kMostRows rows for an actor and day; what comes after is counted in one row without a thing.
    Result<Done> write(World&);

    static constexpr std::size_t kMostHeld = 2000; // Between two writes; what comes after is counted without its thing.
    static constexpr int kMostRows = 200;

private:
    std::mutex mutex_;
    std::map<std::string, Refusal> held_;
};

} // namespace hoshirube
