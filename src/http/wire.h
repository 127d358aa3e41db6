#pragma once

// Only server_core.h and tls.cpp include this: Asio, Beast and OpenSSL stay behind it.

#include "http/tls.h"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <cerrno>
#include <memory>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string>
#include <sys/socket.h>

namespace hoshirube {

struct Tls::Context {
    struct Free {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
        void operator()(SSL* one) const { SSL_free(one); }
    };
    std::unique_ptr<SSL_CTX, Free> ssl;
    Instant expires_at{0};
};

// What a connection reads from and writes to: a socket, or TLS over it. An asynchronous stream as Asio and Beast know them.
//
// OpenSSL works on the socket itself and we wait for it: Asio's own TLS stream keeps four buffers of 17 kB for every connection, idle
// ones too. One operation runs at a time.
class Wire {
public:
    using error_code = boost::system::error_code;
    using Socket = boost::asio::ip::tcp::socket;
    using executor_type = boost::beast::tcp_stream::executor_type;

    explicit Wire(Socket socket) : plain_(std::move(socket)), timer_(plain_.get_executor()) {}
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    executor_type get_executor() noexcept { return plain_.get_executor(); }
    Socket& socket() { return plain_.socket(); }
    bool is_secure() const { return secure_ != nullptr; }
    void cancel() { plain_.cancel(); }
    void expires_after(std::chrono::steady_clock::duration time) {
        if (is_secure()) deadline_ = std::chrono::steady_clock::now() + time;
        else plain_.expires_after(time);
    }

    // From now on TLS is spoken. Errors   bad_alloc where there is no memory for it.
    void secure(const Tls::Context& context) {
        secure_.reset(SSL_new(context.ssl.get()));
        error_code error;
        plain_.socket().native_non_blocking(true, error);
        if (!secure_ || error || SSL_set_fd(secure_.get(), plain_.socket().native_handle()) != 1) throw std::bad_alloc();
    }

    // What was to be TLS is not: from now on as it was before secure().
    void give_up_security() { secure_.reset(); }

    // The first byte that came over a secured connection, left where it is. Completed with an error_code and its value.
    template <typename Token>
    auto async_peek(Token&& token) {
        return run(Step{Step::Kind::Peek, {}, {}, {}}, std::forward<Token>(token));
    }
    // Completed with an error_code and 1.
    template <typename Token>
    auto async_handshake(Token&& token) {
        return run(Step{Step::Kind::Handshake, {}, {}, {}}, std::forward<Token>(token));
    }
    // Tells the other side that nothing was cut off; its answer is not waited for. Completed with an error_code and a number.
    template <typename Token>
    auto async_goodbye(Token&& token) {
        return run(Step{Step::Kind::Goodbye, {}, {}, {}}, std::forward<Token>(token));
    }

    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        if (!secure_) return plain_.async_read_some(buffers, std::forward<Token>(token));
        const boost::asio::mutable_buffer into = first_of<boost::asio::mutable_buffer>(buffers);
        return run(Step{Step::Kind::Read, into, {}, {}}, std::forward<Token>(token));
    }

    template <typename Buffers, typename Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        if (!secure_) return plain_.async_write_some(buffers, std::forward<Token>(token));
        Step step{Step::Kind::Write, {}, first_of<boost::asio::const_buffer>(buffers), {}};
        if (step.from.size() < kJoined && boost::asio::buffer_size(buffers) > step.from.size()) step.join(buffers);
        return run(std::move(step), std::forward<Token>(token));
    }

private:
    static constexpr std::size_t kJoined = 16 * 1024; // One record: a head goes out with what follows it.

    template <typename Buffer, typename Buffers>
    static Buffer first_of(const Buffers& buffers) {
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != boost::asio::buffer_sequence_end(buffers); ++at)
            if (Buffer one = *at; one.size() > 0) return one;
        return {};
    }

    struct Step {
        enum class Kind { Peek, Handshake, Read, Write, Goodbye };
        Kind kind;
        boost::asio::mutable_buffer into;
        boost::asio::const_buffer from;
        std::string joined; // Instead of `from`, where it is not empty.

        template <typename Buffers>
        void join(const Buffers& buffers) {
            joined.resize(std::min(boost::asio::buffer_size(buffers), kJoined));
            boost::asio::buffer_copy(boost::asio::buffer(joined), buffers);
        }
        bool is_nothing() const {
            return (kind == Kind::Read && into.size() == 0) || (kind == Kind::Write && joined.empty() && from.size() == 0);
        }
        int take(SSL* ssl) {
            const auto size = [](std::size_t bytes) { return static_cast<int>(std::min<std::size_t>(bytes, 1 << 30)); };
            switch (kind) {
            case Kind::Handshake: return SSL_accept(ssl);
            case Kind::Read: return SSL_read(ssl, into.data(), size(into.size()));
            case Kind::Write:
                return joined.empty() ? SSL_write(ssl, from.data(), size(from.size()))
                                      : SSL_write(ssl, joined.data(), size(joined.size()));
            case Kind::Peek:
            case Kind::Goodbye: break;
            }
            const int said = SSL_shutdown(ssl);
            return said == 0 ? 1 : said;
        }
    };

    // One step, tried until the socket is ready for it, the time is over, or it fails.
    struct Run {
        Wire& wire;
        Step step;
        enum class At { Start, Waiting, Finished } at = At::Start;
        error_code error{};
        std::size_t count = 0;

        template <typename Self>
        void operator()(Self& self, error_code waited = {}) {
            if (at == At::Finished) return self.complete(error, count);
            const bool is_first = at == At::Start;
            if (at == At::Waiting) {
                wire.timer_.cancel();
                if (waited) return self.complete(wire.is_late_ ? error_code(boost::beast::error::timeout) : waited, 0);
            }
            if (!step.is_nothing()) {
                const auto wanted = attempt();
                if (wanted) return wire.wait(*wanted, self, at);
            }
            if (!is_first) return self.complete(error, count);
            at = At::Finished; // Never before the caller is ready for it.
            const auto executor = wire.get_executor();
            boost::asio::post(executor, std::move(self));
        }

        // What has to be waited for; empty when it is done or failed.
        std::optional<Socket::wait_type> attempt() {
            if (step.kind == Step::Kind::Peek) return peek();
            ERR_clear_error();
            const int result = step.take(wire.secure_.get());
            if (result > 0) {
                count = static_cast<std::size_t>(result);
                return std::nullopt;
            }
            switch (SSL_get_error(wire.secure_.get(), result)) {
            case SSL_ERROR_WANT_READ: return Socket::wait_read;
            case SSL_ERROR_WANT_WRITE: return Socket::wait_write;
            case SSL_ERROR_ZERO_RETURN: error = boost::asio::error::eof; break;
            default: error = boost::asio::error::connection_reset; break;
            }
            return std::nullopt;
        }

        std::optional<Socket::wait_type> peek() {
            unsigned char first = 0;
            const auto got = ::recv(wire.plain_.socket().native_handle(), &first, 1, MSG_PEEK);
            if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return Socket::wait_read;
            if (got == 1) count = first;
            else if (got == 0) error = boost::asio::error::eof;
            else error = boost::asio::error::connection_reset;
            return std::nullopt;
        }
    };

    template <typename Token>
    auto run(Step step, Token&& token) {
        return boost::asio::async_compose<Token, void(error_code, std::size_t)>(Run{*this, std::move(step)}, token, plain_);
    }

    template <typename Self>
    void wait(Socket::wait_type readiness, Self& self, Run::At& at) {
        at = Run::At::Waiting;
        is_late_ = false;
        timer_.expires_at(deadline_);
        timer_.async_wait([this, alive = std::weak_ptr<int>(alive_)](error_code error) {
            if (error || alive.expired()) return; // Called off; or called too late to be, and the connection is gone.
            is_late_ = true;
            plain_.cancel();
        });
        plain_.socket().async_wait(readiness, std::move(self));
    }

    boost::beast::tcp_stream plain_;
    std::unique_ptr<SSL, Tls::Context::Free> secure_; // Null: plain.
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point deadline_{};
    bool is_late_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

} // namespace hoshirube
