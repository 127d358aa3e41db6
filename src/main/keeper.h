#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>

#include "main/cosigner.h"
#include "main/house.h"

namespace hoshirube {

// The line that a job of the server leaves in the diagnostics when it fails: JSON, on one line whatever it says.
std::string job_line(std::string_view job, const Error&);

// What a running server does by itself: brings the ledgers up to the events, asks witnesses, anchors, forgets what is old.
// Nothing that was answered waits for it; it is there for what a crash or another process left.
class Keeper {
public:
    using WriteLine = std::function<void(std::string_view)>;
    Keeper(House& house, std::unique_ptr<ledger::Policy> witnesses, WriteLine write_line);
    ~Keeper(); // Stops.

    // Before the first request: everything must fit together, also with what the witnesses saw.
    // Errors   as ledger::Sequencer::run() and Cosigner::check_start(); Conflict `ledger.not_right` after an I/O error.
    enum class Before { Usual, AfterIoError };
    Result<Done> start(Before);

private:
    void run();
    void every_hour();
    void report(std::string_view job, const Error&);

    House& house_;
    std::unique_ptr<ledger::Policy> witnesses_; // Null: none are asked.
    WriteLine write_line_;
    std::unique_ptr<Cosigner> cosigner_;
    std::atomic<bool> is_stopping_ = false;
    std::thread thread_;
};

} // namespace hoshirube
