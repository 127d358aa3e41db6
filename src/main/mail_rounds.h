#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "app/calendar/remind.h"
#include "main/config.h"

namespace hoshirube {

SendMail mailer_of(const Config&);

// What a running server sends by itself: after eight in the morning in Tokyo, the day's reminders, tried again every ten minutes. Does
// nothing where no mail server was named.
class MailRounds {
public:
    using WriteLine = std::function<void(std::string_view)>;
    MailRounds(World&, const Config&, WriteLine);
    ~MailRounds(); // Stops; waits for a mail that is on its way.

private:
    void run();

    World& world_;
    const Config& config_;
    WriteLine write_line_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool is_stopping_ = false;
    std::thread thread_;
};

} // namespace hoshirube
