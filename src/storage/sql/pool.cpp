#include "storage/sql/pool.h"

#include <algorithm>
#include <chrono>

namespace hoshirube::sql {

namespace {

constexpr std::chrono::seconds kPatience{10};

} // namespace

bool Pool::wait_for_turn(std::unique_lock<std::mutex>& lock) {
    const auto ticket = next_ticket_++;
    waiting_.push_back(ticket);
    const bool is_served = given_back_.wait_for(lock, kPatience, [&] { return waiting_.front() == ticket && lent_ < at_most_; });
    waiting_.erase(std::find(waiting_.begin(), waiting_.end(), ticket));
    given_back_.notify_all(); // The next in line may find another connection free.
    return is_served;
}

Result<Pool::Loan> Pool::borrow() {
    {
        std::unique_lock lock(mutex_);
        if (!wait_for_turn(lock)) return unavailable("storage.busy", "no connection came free");
        ++lent_;
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back()); // The last used: its caches are warm.
            idle_.pop_back();
            return Loan(*this, std::move(connection));
        }
    }
    auto opened = open_();
    if (opened) return Loan(*this, std::move(*opened));
    take_back(nullptr);
    return std::move(opened.error());
}

void Pool::take_back(std::unique_ptr<Connection> connection) {
    if (connection) connection->rollback();
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (connection && connection->is_sound()) idle_.push_back(std::move(connection));
    }
    given_back_.notify_all();
}

void Pool::drop_idle() {
    std::vector<std::unique_ptr<Connection>> dropped;
    const std::lock_guard lock(mutex_);
    dropped.swap(idle_);
}

Result<Pool::Loan> Pool::begin(Connection::Mode mode) {
    {
        auto loan = TRY(borrow());
        const auto begun = loan->begin(mode);
        if (begun) return loan;
        if (begun.error().key != "storage.unreachable") return begun.error();
    }
    drop_idle();
    auto loan = TRY(borrow());
    TRY(loan->begin(mode));
    return loan;
}

} // namespace hoshirube::sql
