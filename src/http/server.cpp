#include "http/server.h"

#include "http/rate_limit.h"
#include "http/server_core.h"

namespace hoshirube {

namespace {

constexpr std::chrono::milliseconds kAcceptPause{100}; // After a failed accept, say without file descriptors.
constexpr std::string_view kBusy =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// An IPv4 caller of a listener for both kinds comes as "::ffff:192.0.2.1".
std::string text_of(const asio::ip::address& address) {
    if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address.to_string();
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
}

} // namespace

bool Server::Core::has_room(const std::string& caller) {
    if (connections.size() >= options.max_connections) {
        ++refused_full;
        return false;
    }
    const auto from = connections_from.find(caller);
    const bool is_one_too_many = options.max_connections_per_address > 0 && from != connections_from.end() &&
                                 from->second >= options.max_connections_per_address;
    if (is_one_too_many) ++refused_address;
    return !is_one_too_many;
}

void Server::Core::turn_away(tcp::socket& socket) const {
    if (options.tls) return; // Before the handshake there is no language to say it in.
    error_code error;
    socket.non_blocking(true, error);
    socket.write_some(asio::buffer(kBusy), error);
}

asio::awaitable<void> Server::Core::accept() {
    asio::steady_timer pause(io);
    while (!is_stopping) {
        error_code error;
        auto socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (is_stopping) co_return;
        if (error) {
            pause.expires_after(kAcceptPause);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        const auto peer = socket.remote_endpoint(error);
        auto address = error ? std::string() : text_of(peer.address());
        if (has_room(caller_of(address))) asio::co_spawn(io, serve(std::move(socket), std::move(address)), asio::detached);
        else turn_away(socket);
    }
}

Result<Done> Server::Core::listen() {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) return invalid("server.address", {}, {{"address", options.address}});
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (error) {
        auto refusal = unavailable("server.address_in_use", error.message());
        refusal.params = {{"address", options.address + ":" + std::to_string(options.port)}};
        return refusal;
    }
    acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return internal("listen: " + error.message());
    asio::co_spawn(io, accept(), asio::detached);
    io_thread = std::thread([this] { io.run(); });
    return Done{};
}

void Server::Core::note_if_empty() {
    if (!is_stopping || !connections.empty()) return;
    const std::lock_guard lock(mutex);
    is_empty = true;
    emptied.notify_all();
}

void Server::Core::stop() {
    if (!io_thread.joinable()) return;
    is_leaving = true;
    asio::post(io, [this] {
        error_code error;
        is_stopping = true;
        acceptor.close(error);
        for (auto* connection : connections)
            if (connection->is_idle) connection->stream.cancel();
        note_if_empty();
    });
    {
        std::unique_lock lock(mutex);
        emptied.wait_for(lock, options.stop_timeout, [&] { return is_empty; });
    }
    long_pool.join();
    pool.join(); // A handler that still runs comes to its end; its answer goes nowhere.
    io.stop();
    io_thread.join();
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, const Pipeline& pipeline) {
    CHECK(options.workers > 0);
    TRY(prepare_spool(options.incoming_directory));
    auto core = std::make_unique<Core>(std::move(options), pipeline);
    TRY(core->listen());
    return std::unique_ptr<Server>(new Server(std::move(core)));
}

Server::Server(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Server::~Server() { stop(); }

std::uint16_t Server::port() const {
    boost::system::error_code error;
    return core_->acceptor.local_endpoint(error).port();
}

Server::Counts Server::counts() const {
    return {core_->open, core_->accepted, core_->refused_full, core_->refused_address, core_->failed_handshakes};
}

void Server::stop() { core_->stop(); }

} // namespace hoshirube
