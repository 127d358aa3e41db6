#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/sql/connection.h"

namespace hoshirube::sql {

// A few connections, opened as they are needed and lent to one transaction each. Who asks first is served first.
class Pool {
public:
    using Open = std::function<Result<std::unique_ptr<Connection>>()>;
    Pool(std::size_t at_most, Open open) : at_most_(at_most), open_(std::move(open)) {}

    // A connection on loan, given back on destruction.
    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<Connection> connection) : pool_(&pool), connection_(std::move(connection)) {}
        Loan(Loan&&) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        ~Loan() {
            if (connection_) pool_->take_back(std::move(connection_));
        }
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

    private:
        Pool* pool_;
        std::unique_ptr<Connection> connection_;
    };

    // Lends a connection on which a transaction has begun. When the server has gone away since the last loan, all idle
    // connections are dropped and a new one is tried, so that a restart of the server is not felt.
    //
    // Errors   Unavailable `storage.busy` when none came back in time, `storage.unreachable`.
    Result<Loan> begin(Connection::Mode mode);
    // The same without a transaction, for migrations.
    Result<Loan> borrow();

private:
    friend class Loan;
    void take_back(std::unique_ptr<Connection> connection);
    bool wait_for_turn(std::unique_lock<std::mutex>& lock);
    void drop_idle();

    const std::size_t at_most_;
    const Open open_;
    std::mutex mutex_;
    std::condition_variable given_back_;
    std::deque<std::uint64_t> waiting_;
    std::uint64_t next_ticket_ = 0;
    std::size_t lent_ = 0;
    std::vector<std::unique_ptr<Connection>> idle_;
};

} // namespace hoshirube::sql
