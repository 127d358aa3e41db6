#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace hoshirube {

// The status lists as they are served, signed.
struct StatusLists {
    std::string token, revocation, suspension;
    std::int64_t issued_at;      // Seconds since 1970.
    std::int64_t through;        // The last public event they know of.
    std::string etag_of_content; // The same for all three; changes whenever they are made anew.
};

// The lists of this process, so that they are signed once and not for each reader.
//
// Threads  any.
class KeptStatus {
public:
    std::shared_ptr<const StatusLists> get() const {
        const std::lock_guard lock(mutex_);
        return lists_;
    }
    void keep(std::shared_ptr<const StatusLists> lists) {
        const std::lock_guard lock(mutex_);
        lists_ = std::move(lists);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const StatusLists> lists_;
};

} // namespace hoshirube
