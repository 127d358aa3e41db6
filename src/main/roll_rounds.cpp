#include "main/roll_rounds.h"

#include <chrono>

#include <malloc.h>

#include "main/keeper.h"

namespace hoshirube {

namespace {

constexpr int kBetween = 10; // Ticks of 200 ms, so that stopping never takes long.

} // namespace

RollRounds::RollRounds(World& world, WriteLine write_line)
    : world_(world), write_line_(std::move(write_line)), thread_([this] { run(); }) {}

RollRounds::~RollRounds() {
    is_stopping_ = true;
    thread_.join();
}

void RollRounds::run() {
    using namespace std::chrono_literals;
    const auto report = [this](const Error& error) { write_line_(job_line("roll", error)); };
    for (int tick = 0; !is_stopping_; ++tick) {
        if (tick % kBetween == 0) {
            if (world_.roll.wants_loading()) {
                const auto loaded = world_.roll.load(world_.database, [this] { return is_stopping_.load(); });
                if (!loaded) report(loaded.error());
                malloc_trim(0); // Of the pages read.
            } else if (const auto looked = world_.roll.look(world_.database); !looked) report(looked.error());
        }
        std::this_thread::sleep_for(200ms);
    }
}

} // namespace hoshirube
