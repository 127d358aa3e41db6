#include "http/rate_limit.h"

#include "base/hash.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cmath>

namespace hoshirube {

double RateLimit::left_in(const Bucket& bucket, Instant now) const {
    const auto passed_ms = std::max<std::int64_t>(now.milliseconds() - bucket.at.milliseconds(), 0);
    const double refilled = static_cast<double>(passed_ms) / 1000.0 / refill_seconds_;
    return std::min<double>(burst_, bucket.left + refilled);
}

void RateLimit::make_room(Instant now) {
    if (buckets_.size() < kMaxCallers) return;
    std::erase_if(buckets_, [&](const auto& entry) { return left_in(entry.second, now) >= burst_; });
    if (buckets_.size() < kMaxCallers) return;
    buckets_.erase(std::min_element(buckets_.begin(), buckets_.end(),
                                    [](const auto& a, const auto& b) { return a.second.at < b.second.at; }));
}

Result<Done> RateLimit::take(const std::string& caller, Instant now) {
    const std::lock_guard lock(mutex_);
    auto found = buckets_.find(caller);
    if (found == buckets_.end()) {
        make_room(now);
        found = buckets_.emplace(caller, Bucket{static_cast<double>(burst_), now}).first;
    }
    auto& bucket = found->second;
    bucket = {left_in(bucket, now), now};
    if (bucket.left < 1) {
        const auto seconds = static_cast<int>(std::ceil((1 - bucket.left) * refill_seconds_));
        return Error{ErrorCode::Unavailable, "rate.limited", {{"seconds", std::to_string(std::max(seconds, 1))}}, {}, {}};
    }
    bucket.left -= 1;
    return Done{};
}

void RateLimit::give_back(const std::string& caller, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = buckets_.find(caller);
    if (found == buckets_.end()) return;
    found->second = {std::min<double>(burst_, left_in(found->second, now) + 1), now};
}

std::string caller_of(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
    constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) { // An IPv4 caller of a listener for both: "::ffff:192.0.2.1".
        std::array<char, INET_ADDRSTRLEN> text{};
        inet_ntop(AF_INET, bytes.data() + kMapped.size(), text.data(), text.size());
        return text.data();
    }
    return to_hex({reinterpret_cast<const char*>(bytes.data()), 8});
}

} // namespace hoshirube
