#include "main/keeper.h"

#include <chrono>

#include <malloc.h>

#include <nlohmann/json.hpp>

#include "app/ledger/ledger.h"
#include "app/network/network_desk.h"

namespace hoshirube {

namespace {

constexpr std::int64_t kKeepSeconds = 7 * 24 * 3600; // A client that repeats a request does so within a week.
constexpr int kSettleSeconds = 2, kWitnessSeconds = 3, kPrivateSeconds = 60, kHourSeconds = 3600;

} // namespace

std::string job_line(std::string_view job, const Error& error) {
    Json line{{"at", system_now().iso8601()}, {"job", job}, {"error", error.key}};
    for (const auto& [name, value] : error.params) line[name] = value;
    if (!error.detail.empty()) line["detail"] = error.detail;
    return line.dump(-1, ' ', true, Json::error_handler_t::replace); // ASCII: nothing in it ends the line.
}

Keeper::Keeper(House& house, std::unique_ptr<ledger::Policy> witnesses, WriteLine write_line)
    : house_(house), witnesses_(std::move(witnesses)), write_line_(std::move(write_line)) {
    if (witnesses_) cosigner_ = std::make_unique<Cosigner>(house_.world(), *witnesses_);
}

Keeper::~Keeper() {
    is_stopping_ = true;
    if (thread_.joinable()) thread_.join();
}

Result<Done> Keeper::start(Before before) {
    auto& world = house_.world();
    if (before == Before::AfterIoError) {
        const auto found = TRY(verify_everything(world));
        if (!found["is_right"].get<bool>()) return conflict("ledger.not_right");
        TRY(house_.forget_io_error());
    }
    if (cosigner_) TRY(cosigner_->check_start());
    for (const auto* name : {kPublicLedger, kPrivateLedger}) static_cast<void>(TRY(sequence_ledger(world, name)));
    thread_ = std::thread([this] { run(); });
    return Done{};
}

void Keeper::run() {
    using namespace std::chrono_literals;
    auto& world = house_.world();
    for (std::int64_t tick = 0; !is_stopping_; ++tick) { // Five ticks a second, so that stopping never takes long.
        const auto is_time = [&](int seconds) { return tick % (std::int64_t{5} * seconds) == 0; };
        if (is_time(kSettleSeconds))
            if (const auto done = settle(world); !done) report("settle", done.error());
        if (cosigner_ && is_time(kWitnessSeconds))
            if (const auto done = cosigner_->round(); !done) report("cosign", done.error());
        if (is_time(kPrivateSeconds))
            if (const auto done = sequence_ledger(world, kPrivateLedger); !done) report("sequence", done.error());
        if (is_time(kHourSeconds)) every_hour();
        std::this_thread::sleep_for(200ms);
    }
}

void Keeper::every_hour() {
    if (const auto done = anchor_private_ledger(house_.world(), system_now()); !done) report("anchor", done.error());
    if (const auto done = publish_snapshot(house_.world(), system_now()); !done) report("snapshot", done.error());
    if (const auto done = house_.storage().forget_old(system_now().plus_seconds(-kKeepSeconds)); !done)
        report("forget_old", done.error());
    house_.world().networks->let_go_unused();
    malloc_trim(0);
}

void Keeper::report(std::string_view job, const Error& error) { write_line_(job_line(job, error)); }

} // namespace hoshirube
