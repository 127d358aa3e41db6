#pragma once

#include "base/day.h"
#include "base/result.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace hoshirube {

// A token bucket for each caller, in memory: `burst` at once, then one each `refill_seconds`.
//
// Cost     at most kMaxCallers buckets of about 100 bytes; full ones are forgotten first, then the oldest.
// Threads  may be called from any.
class RateLimit {
public:
    RateLimit(int burst, int refill_seconds) : burst_(burst), refill_seconds_(refill_seconds) {}

    // Takes one from the caller's bucket.
    // Errors   Unavailable `rate.limited` {seconds}: so long until there is one again.
    Result<Done> take(const std::string& caller, Instant now);

    // Puts back what was taken: for limits that count failures only.
    void give_back(const std::string& caller, Instant now);

    static constexpr std::size_t kMaxCallers = 10'000;

private:
    struct Bucket {
        double left;
        Instant at;
    };
    double left_in(const Bucket&, Instant now) const;
    void make_room(Instant now);

    int burst_, refill_seconds_;
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;
};

// What counts as one caller: an IPv4 address, or the /64 network of an IPv6 address, which is one subscriber.
std::string caller_of(const std::string& address);

} // namespace hoshirube
