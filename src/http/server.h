#pragma once

#include "base/result.h"
#include "http/pipeline.h"
#include "http/tls.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace hoshirube {

struct ServerOptions {
    std::string address = "127.0.0.1"; // An IP address, version 4 or 6.
    std::uint16_t port = 8080;         // 0: any free one; see Server::port().
    std::string incoming_directory;    // Where uploads are spooled; on the same file system as the vault.
    int workers = 3; // Threads that run handlers: one may wait for the disk while others answer. One more runs long ones.
    const Tls* tls = nullptr; // Null: plain http. Must outlive the server.
    std::size_t max_connections = 12'000;
    // From one caller_of() an address; 0: any number. Generous, since a whole office may stand behind one address.
    std::size_t max_connections_per_address = 2'000;
    std::chrono::seconds head_timeout{10};  // From the first byte to the end of the head.
    std::chrono::seconds idle_timeout{60};  // Between two requests of one connection.
    std::chrono::seconds body_timeout{30};  // For a JSON body as a whole; for a file, between two pieces.
    std::chrono::seconds write_timeout{30}; // Between two pieces of 64 KiB.
    std::chrono::seconds stop_timeout{10};  // For running requests when the server stops.
};

// An HTTP/1.1 server on one address: one thread for all connections, and a few workers for the handlers.
//
// Errors   start: Unavailable `server.address_in_use` {address}; Invalid `server.address` {address};
// Internal. Cost     an idle connection takes about 5 kB; no thread. Threads  start, stop and the destructor
// belong to one thread; `pipeline` must outlive the server.
class Server {
public:
    static Result<std::unique_ptr<Server>> start(ServerOptions options, const Pipeline& pipeline);
    ~Server(); // Stops.

    std::uint16_t port() const; // The one it listens on.

    struct Counts {
        std::uint64_t open, accepted, refused_full, refused_address, failed_handshakes;
    };
    Counts counts() const; // Since the start; may be called from any thread.

    // Accepts nothing new, closes what is idle, lets running requests finish, then returns.
    void stop();

private:
    struct Core;
    explicit Server(std::unique_ptr<Core> core);
    std::unique_ptr<Core> core_;
};

} // namespace hoshirube
