#pragma once

#include "http/rate_limit.h"

#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace hoshirube {

// Pictures and PDFs, which cost 0.2 to 0.4 s of a core each: what is public is kept once it is made, and nobody has many made at once.
//
// Cost     at most kMaxKeptBytes; what was asked for longest ago is forgotten first.
// Threads  may be called from any.
class Prints {
public:
    // 30 at once, so that a page full of marks shows at once; then one each 3 seconds.
    // Errors   Unavailable `print.limited` {seconds}.
    Result<Done> take(const std::string& caller, Instant now);

    // What was made under `key`, which names everything it depends on, or what `make` makes now for `caller`.
    // Errors   as take() and `make`.
    Result<std::string> kept(const std::string& key, const std::string& caller, Instant now,
                             const std::function<Result<std::string>()>& make);

    static constexpr std::size_t kMaxKeptBytes = 8 << 20;

private:
    struct Print {
        std::string key, bytes;
    };
    std::optional<std::string> find(const std::string& key);
    void keep(const std::string& key, const std::string& bytes);

    RateLimit limit_{30, 3};
    std::mutex mutex_;
    std::list<Print> prints_; // Asked for last, first.
    std::unordered_map<std::string, std::list<Print>::iterator> by_key_;
    std::size_t bytes_ = 0;
};

} // namespace hoshirube
