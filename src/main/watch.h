#pragma once

#include <atomic>

#include "http/metrics.h"
#include "http/server.h"

namespace hoshirube {

// What a running server knows about itself and the machine, for monitoring. What it refers to must outlive it.
//
// Threads  may be called from any.
class Watch {
public:
    Watch(std::string data_directory, const Tls* tls) : data_directory_(std::move(data_directory)), tls_(tls) {}

    void serving(const Server& server) { server_ = &server; } // Once it is there.
    void stopping() { is_stopping_ = true; }

    // Errors   Unavailable `server.stopping`, `storage.nearly_full` {left}.
    Result<Done> ready() const;

    std::vector<Metrics::Figure> figures() const;

private:
    std::string data_directory_;
    const Tls* tls_;
    std::atomic<const Server*> server_ = nullptr;
    std::atomic<bool> is_stopping_ = false;
};

// Below it saving is about to fail: a WAL and a large upload may need as much.
inline constexpr std::uint64_t kMinFreeBytes = 64ull << 20;

// What is free on the disk of `path` for who is not root; 0 where it cannot be told.
std::uint64_t free_bytes(const std::string& path);

} // namespace hoshirube
