#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "app/ports.h"

namespace hoshirube {

// Where clamd listens: "unix:/run/clamav/clamd.ctl" or "tcp:127.0.0.1:3310".
struct ClamdPlace {
    std::string socket_path; // Empty: over TCP.
    std::string host;
    std::uint16_t port = 0;
};
// Errors   Invalid `clamd.place_malformed` {given}. A host is an IP address: nothing is looked up.
Result<ClamdPlace> parse_clamd_place(const std::string& given);

// What clamd says about a stream: the name of what it found, or empty.
// Errors   Unavailable `scanner.unreachable` for anything that is neither "stream: OK" nor "stream: NAME FOUND".
Result<std::optional<std::string>> parse_clamd_answer(std::string_view answer);

// Hands files to a clamd beside us, each over a connection of its own (INSTREAM).
//
// Errors   scan: Unavailable `scanner.unreachable`, also for a file larger than clamd takes; it is reported once a minute at most.
// Cost     the file is read once; `patience` for each piece sent and for the answer.
// Threads  may be called from any.
// Source   clamd(8), "INSTREAM"
class Clamd final : public Scanner {
public:
    using Report = std::function<void(const Error&)>;
    Clamd(ClamdPlace place, Report report, std::chrono::seconds patience = std::chrono::seconds(30));
    Result<std::optional<std::string>> scan(const std::string& path) override;
    // Whether it answers: PING, PONG.
    Result<Done> ping();

private:
    Result<std::optional<std::string>> ask(const std::string& path);

    ClamdPlace place_;
    Report report_;
    std::chrono::seconds patience_;
    std::atomic<std::int64_t> reported_at_ = 0; // Seconds of a steady clock.
};

} // namespace hoshirube
