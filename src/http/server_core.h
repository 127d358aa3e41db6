#pragma once

// Only server.cpp and connection.cpp include this: Asio and Beast stay between the two.

#include "http/head.h"
#include "http/server.h"
#include "http/wire.h"

#include <atomic>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace hoshirube {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using tcp = asio::ip::tcp;

struct Connection {
    Wire stream;
    beast::flat_buffer buffer;
    std::string address;
    bool is_idle = true;
    bool is_greeted = false; // Speaks TLS by now.
    bool is_new = true;      // Its first request is still to come.

    std::string_view received() const {
        const auto bytes = buffer.cdata();
        return {static_cast<const char*>(bytes.data()), bytes.size()};
    }
};

// One request and what became of it.
struct Exchange {
    Request request;
    Response response;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    bool is_last = false;    // The connection ends after the answer.
    bool is_answered = true; // Otherwise the client went away or was too slow.
    bool has_unread_body = false;
};

enum class HeadOutcome { Closed, TooLarge, Malformed, Complete };

using HeadParser = beast::http::request_parser<beast::http::empty_body>;

// What the I/O thread works on. Every member function but listen() and stop() runs on it.
struct Server::Core {
    Core(ServerOptions o, const Pipeline& p)
        : options(std::move(o)), pipeline(p), pool(static_cast<std::size_t>(options.workers)), random(std::random_device{}()),
          acceptor(io) {}

    ServerOptions options;
    const Pipeline& pipeline;
    std::unordered_set<Connection*> connections;                   // Of the I/O thread.
    std::unordered_map<std::string, std::size_t> connections_from; // By caller_of(); of the I/O thread.
    std::atomic<std::uint64_t> open = 0, accepted = 0, refused_full = 0, refused_address = 0, failed_handshakes = 0;
    bool is_stopping = false; // Of the I/O thread.
    std::mutex mutex;
    std::condition_variable emptied;
    bool is_empty = false;                // Guarded by `mutex`: stopping, and no connection is left.
    std::atomic<bool> is_leaving = false; // What waits in line for the long pool is refused, not begun.
    asio::thread_pool pool, long_pool{1}; // The second for what computes for seconds: it waits in line without holding a worker.
    std::mt19937_64 random;
    asio::io_context io{1}; // After everything its coroutines refer to.
    tcp::acceptor acceptor;
    std::thread io_thread;

    Result<Done> listen();
    void stop();
    void note_if_empty();

    bool has_room(const std::string& caller);
    void turn_away(tcp::socket&) const;
    asio::awaitable<void> accept();
    asio::awaitable<void> serve(tcp::socket socket, std::string address);
    asio::awaitable<bool> greet(Connection&);
    asio::awaitable<void> take_leave(Connection&);
    asio::awaitable<bool> serve_one(Connection&);
    asio::awaitable<HeadOutcome> read_head(Connection&, HeadScan&);
    asio::awaitable<void> handle(Connection&, Exchange&, HeadParser&);
    asio::awaitable<void> read_json(Connection&, Exchange&, HeadParser&, std::int64_t max_bytes);
    asio::awaitable<void> read_file(Connection&, Exchange&, HeadParser&, std::int64_t max_bytes);
    // Errors   `bad_field` where fields came after the last chunk.
    template <typename Parser>
    static error_code check_trailer(const Exchange&, const Parser&);
    asio::awaitable<error_code> pump(Connection&, beast::http::request_parser<beast::http::buffer_body>&, SpoolFile&,
                                     std::optional<Error>&);
    asio::awaitable<bool> write(Connection&, Exchange&);
    asio::awaitable<bool> write_file(Connection&, Exchange&, std::string head);
    asio::awaitable<void> drain(Connection&);
    std::optional<Error> take_head(Connection&, const HeadScan&, HeadParser&, Exchange&);
    std::optional<Error> check_framing(const HeadParser&, const Request&) const;

    // A look at whether what is kept in memory is up to date, for all who asked before it began.
    struct Look {
        explicit Look(asio::io_context& io) : done(io, asio::steady_timer::time_point::max()) {}
        asio::steady_timer done; // Cancelled then.
        bool is_up_to_date = false;
    };
    std::shared_ptr<Look> next_look; // Of the I/O thread; shared with those who wait for it. Null: nobody does.
    bool is_looking = false;
    asio::awaitable<bool> looked();
    asio::awaitable<void> keep_looking();

    // Runs `work` on a worker while the I/O thread goes on, and comes back to the I/O thread with its result.
    template <typename Work>
    asio::awaitable<std::invoke_result_t<Work>> on_worker(Work work) {
        return on_worker_of(pool, std::move(work));
    }
    template <typename Work>
    asio::awaitable<std::invoke_result_t<Work>> on_worker_of(asio::thread_pool& workers, Work work) {
        co_await asio::post(asio::bind_executor(workers, asio::use_awaitable));
        auto result = work();
        co_await asio::post(asio::bind_executor(io, asio::use_awaitable));
        co_return result;
    }
};

} // namespace hoshirube
