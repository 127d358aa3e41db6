#pragma once

#include <map>
#include <mutex>

#include "app/ports.h"

namespace hoshirube {

// Outbound over libcurl. One connection a request; proxies of the environment are not used: the address checked is the address asked.
//
// Threads  may be called from any.
class CurlOutbound final : public Outbound {
public:
    CurlOutbound();
    Result<std::string> get(const Provider&, const std::string& url, int max_age_seconds) override;
    Result<std::string> redeem(const Provider&, const std::string& url, const std::string& form) override;

private:
    struct Kept {
        std::string body;
        std::int64_t at_seconds; // Of a clock that never goes back.
    };
    std::mutex mutex_;
    std::map<std::string, Kept> kept_; // By URL: two for each provider.
};

} // namespace hoshirube
