#pragma once

// Only server_core.h and tls.cpp include this: Asio, Beast and OpenSSL stay behind it.

#include "http/tls.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>

namespace hoshirube {

struct Tls::Context {
    boost::asio::ssl::context ssl{boost::asio::ssl::context::tls_server};
    Instant expires_at{0};
};

// What a connection reads from and writes to: a socket, or TLS over it. An asynchronous stream as Asio and Beast know them.
class Wire {
public:
    using executor_type = boost::beast::tcp_stream::executor_type;

    explicit Wire(boost::asio::ip::tcp::socket socket) : plain_(std::move(socket)) {}

    executor_type get_executor() noexcept { return plain_.get_executor(); }
    boost::asio::ip::tcp::socket& socket() { return plain_.socket(); }
    void expires_after(std::chrono::steady_clock::duration time) { plain_.expires_after(time); }
    void cancel() { plain_.cancel(); }
    bool is_secure() const { return secure_ != nullptr; }

    template <typename Token>
    auto async_handshake(std::shared_ptr<Tls::Context> context, Token&& token) {
        context_ = std::move(context);
        secure_ = std::make_unique<Secure>(plain_, context_->ssl);
        return secure_->async_handshake(boost::asio::ssl::stream_base::server, std::forward<Token>(token));
    }

    template <typename Token>
    auto async_goodbye(Token&& token) {
        return secure_->async_shutdown(std::forward<Token>(token));
    }

    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        if (secure_) return secure_->async_read_some(buffers, std::forward<Token>(token));
        return plain_.async_read_some(buffers, std::forward<Token>(token));
    }

    template <typename Buffers, typename Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        if (secure_) return secure_->async_write_some(buffers, std::forward<Token>(token));
        return plain_.async_write_some(buffers, std::forward<Token>(token));
    }

private:
    using Secure = boost::beast::ssl_stream<boost::beast::tcp_stream&>;
    boost::beast::tcp_stream plain_;
    std::shared_ptr<Tls::Context> context_;
    std::unique_ptr<Secure> secure_; // Null: plain.
};

} // namespace hoshirube
