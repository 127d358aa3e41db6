#include "main/mail_rounds.h"

#include <chrono>

#include "main/house.h"

namespace hoshirube {

namespace {

constexpr std::chrono::minutes kBetween{10};
constexpr std::int64_t kEight_ms = 8 * 3'600'000, kDay_ms = 24 * 3'600'000, kTokyo_ms = 9 * 3'600'000;

bool is_after_eight(Instant now) { return (now.milliseconds() + kTokyo_ms) % kDay_ms >= kEight_ms; }

} // namespace

SendMail mailer_of(const Config& config) {
    return [&config](const Mail& mail) { return send_mail(config.smtp, mail.from, mail.to, written(mail, system_now())); };
}

MailRounds::MailRounds(World& world, const Config& config, WriteLine write_line)
    : world_(world), config_(config), write_line_(std::move(write_line)) {
    if (!config.smtp.url.empty()) thread_ = std::thread([this] { run(); });
}

MailRounds::~MailRounds() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void MailRounds::run() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        lock.unlock();
        if (is_after_eight(system_now())) {
            const auto round = send_reminders(world_, mailer_of(config_), config_.mail_from, system_now());
            const auto key = round ? std::string("mail.not_sent") : round.error().key;
            if (!round || round->failed > 0) write_line_("{\"job\":\"send_reminders\",\"error\":\"" + key + "\"}");
        }
        lock.lock();
        wake_.wait_for(lock, kBetween, [this] { return is_stopping_; });
    }
}

} // namespace hoshirube
