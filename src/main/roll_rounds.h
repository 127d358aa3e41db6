#pragma once

#include <functional>
#include <string_view>
#include <thread>

#include "app/act.h"

namespace hoshirube {

// Loads the register's roll once the server answers, looks after it every two seconds so that the first question after a quiet night
// waits for nothing, and loads it anew where that pays.
class RollRounds {
public:
    using WriteLine = std::function<void(std::string_view)>;
    RollRounds(World&, WriteLine);
    ~RollRounds(); // Stops.

private:
    void run();

    World& world_;
    WriteLine write_line_;
    std::atomic<bool> is_stopping_ = false;
    std::thread thread_;
};

} // namespace hoshirube
