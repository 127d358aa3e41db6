#include "http/client.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace hoshirube {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

struct Url {
    bool is_secure;
    std::string host, port, authority, target;
};

Result<Url> parse_url(const std::string& text) {
    const auto malformed = [&] { return invalid("fetch.url_malformed", {}, {{"url", text.substr(0, 200)}}); };
    const bool is_secure = text.starts_with("https://");
    if (!is_secure && !text.starts_with("http://")) return malformed();
    const auto rest = std::string_view(text).substr(is_secure ? 8 : 7);
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7f || c == '@' || c == '#')
            return malformed();
    const auto slash = std::min(rest.find('/'), rest.size());
    Url url{is_secure, {}, is_secure ? "443" : "80", std::string(rest.substr(0, slash)), std::string(rest.substr(slash))};
    if (url.target.empty()) url.target = "/";
    auto host = std::string_view(url.authority);
    const auto bracket = host.find(']'); // "[::1]:8080"
    const auto colon = host.rfind(':');
    if (colon != host.npos && (bracket == host.npos || colon > bracket)) {
        url.port = std::string(host.substr(colon + 1));
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    url.host = std::string(host);
    if (url.host.empty() || url.port.empty() || url.port.find_first_not_of("0123456789") != url.port.npos) return malformed();
    return url;
}

template <typename Stream>
asio::awaitable<Fetched> exchange(Stream& stream, const Url& url, const FetchRequest& asked) {
    http::request<http::string_body> request{asked.body.empty() ? http::verb::get : http::verb::post, url.target, 11};
    request.set(http::field::host, url.authority);
    request.set(http::field::user_agent, "hoshirube");
    request.set(http::field::connection, "close");
    if (!asked.body.empty()) {
        request.set(http::field::content_type, "text/plain; charset=utf-8");
        request.body() = asked.body;
        request.prepare_payload();
    }
    co_await http::async_write(stream, request, asio::use_awaitable);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(asked.max_bytes);
    co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
    co_return Fetched{static_cast<int>(parser.get().result_int()), std::move(parser.get().body())};
}

asio::awaitable<Fetched> ask(const Url& url, const FetchRequest& asked) {
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    const auto found = co_await resolver.async_resolve(url.host, url.port, asio::use_awaitable);
    beast::tcp_stream plain(executor);
    plain.expires_after(asked.timeout);
    co_await plain.async_connect(found, asio::use_awaitable);
    if (!url.is_secure) co_return co_await exchange(plain, url, asked);
    asio::ssl::context context(asio::ssl::context::tls_client);
    context.set_default_verify_paths();
    context.set_verify_mode(asio::ssl::verify_peer);
    beast::ssl_stream<beast::tcp_stream&> secure(plain, context);
    secure.set_verify_callback(asio::ssl::host_name_verification(url.host));
    if (!SSL_set_tlsext_host_name(secure.native_handle(), url.host.c_str()))
        throw boost::system::system_error(asio::error::no_memory);
    co_await secure.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_return co_await exchange(secure, url, asked);
}

Error failed(const std::string& url, const char* why) {
    auto error = unavailable("fetch.failed", why);
    error.params = {{"url", url}};
    return error;
}

} // namespace

Result<Fetched> fetch(const FetchRequest& asked) {
    const auto url = TRY(parse_url(asked.url));
    try {
        asio::io_context io{1};
        auto answer = asio::co_spawn(io, ask(url, asked), asio::use_future);
        io.run_for(asked.timeout + std::chrono::seconds(1)); // Looking a name up knows no time limit of its own.
        if (answer.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return failed(asked.url, "no answer in time");
        return answer.get();
    } catch (const std::exception& exception) { return failed(asked.url, exception.what()); }
}

} // namespace hoshirube
