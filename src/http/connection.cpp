#include "http/rate_limit.h"
#include "http/server_core.h"

#include <array>

namespace hoshirube {

namespace {

namespace http = beast::http;

constexpr std::size_t kPieceBytes = 64 * 1024; // Of files coming in and answers going out.
constexpr std::size_t kMaxUnparsedBytes =
    2 * kPieceBytes;                              // What framing, such as a chunk's extension, may hold up: no body needs more.
constexpr std::int64_t kUnaskedBytes = 16 * 1024; // A longer body is read only for whoever may send one.
constexpr std::size_t kFirstReadBytes = 1024;     // All that an idle connection keeps ready.
constexpr std::size_t kKeptBufferBytes = 4096;    // A larger buffer is given back after the request.
constexpr std::size_t kMaxDrainBytes = 64 << 20;  // Of a body nobody wants: its sender shall still read our answer.
constexpr std::chrono::seconds kDrainTimeout{5}, kGoodbyeTimeout{1};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::size_t to_size(std::int64_t bytes) { return static_cast<std::size_t>(bytes); }

} // namespace

// --- From the first byte to the answer ---

asio::awaitable<HeadOutcome> Server::Core::read_head(Connection& c, HeadScan& scan) {
    error_code error;
    bool has_begun = false;
    c.stream.expires_after(c.is_new ? options.head_timeout : options.idle_timeout);
    for (;;) {
        scan = scan_head(c.received());
        if (scan.state == HeadScan::State::Malformed) co_return HeadOutcome::Malformed;
        const bool is_complete = scan.state == HeadScan::State::Complete;
        if ((is_complete ? scan.size : c.buffer.size()) > kMaxHeadBytes) co_return HeadOutcome::TooLarge;
        if (is_complete) co_return HeadOutcome::Complete;
        c.is_idle = c.buffer.size() == 0;
        if (!c.is_idle && !has_begun) {
            has_begun = true;
            c.stream.expires_after(options.head_timeout);
        }
        const auto space = c.buffer.prepare(kFirstReadBytes);
        const auto count = co_await c.stream.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
        c.is_idle = false;
        if (error) co_return HeadOutcome::Closed;
        c.buffer.commit(count);
    }
}

std::optional<Error> Server::Core::take_head(Connection& c, const HeadScan& scan, HeadParser& parser, Exchange& exchange) {
    parser.header_limit(kMaxHeadBytes + 1);
    parser.body_limit(boost::none); // Each route has its own: the pipeline looks at the announced length.
    error_code error;
    parser.put(asio::buffer(c.received().substr(scan.skip, scan.size - scan.skip)), error);
    if (error == http::error::bad_version) return invalid("request.version");
    if (error || !parser.is_header_done()) return invalid("request.malformed");
    auto& request = exchange.request;
    request.method = parse_method(parser.get().method_string());
    request.raw_target = parser.get().target();
    for (const auto& field : parser.get()) request.headers.add(field.name_string(), field.value());
    c.buffer.consume(scan.size);
    exchange.is_last = !parser.keep_alive();
    return check_framing(parser, request);
}

// Where a proxy in front and we could disagree about where this request ends, it is refused.
std::optional<Error> Server::Core::check_framing(const HeadParser& parser, const Request& request) const {
    if (request.headers.all().size() > kMaxHeaderFields) return invalid("request.head_too_large");
    const auto encodings = request.headers.count("Transfer-Encoding"), lengths = request.headers.count("Content-Length");
    const bool is_list = request.header("Content-Length").find_first_not_of("0123456789") != std::string_view::npos;
    if (lengths > 1 || is_list || (lengths > 0 && encodings > 0)) return invalid("request.malformed");
    if (encodings > 0) {
        const bool is_chunked = encodings == 1 && equal_ignoring_case(request.header("Transfer-Encoding"), "chunked");
        if (parser.get().version() != 11) return invalid("request.malformed");
        if (!is_chunked) return invalid("request.transfer_encoding");
    }
    const auto expectation = request.header("Expect");
    if (!expectation.empty() && !equal_ignoring_case(expectation, "100-continue")) return invalid("request.expectation");
    return std::nullopt;
}

asio::awaitable<bool> Server::Core::serve_one(Connection& c) {
    HeadScan scan{};
    const auto outcome = co_await read_head(c, scan);
    c.is_new = false;
    if (outcome == HeadOutcome::Closed) co_return false;
    Exchange exchange;
    auto& request = exchange.request;
    const auto number = random();
    request.id = to_hex({reinterpret_cast<const char*>(&number), sizeof number});
    request.now = pipeline.now();
    request.address = c.address;
    request.is_secure = c.stream.is_secure();
    std::optional<Error> refusal;
    HeadParser parser;
    if (outcome != HeadOutcome::Complete)
        refusal = invalid(outcome == HeadOutcome::TooLarge ? "request.head_too_large" : "request.malformed");
    else refusal = take_head(c, scan, parser, exchange);
    const bool is_misplaced = options.tls && !request.is_secure; // Plain http where https is spoken: nothing else is answered.
    if (refusal || is_misplaced) {
        exchange.response = refusal ? pipeline.refuse(*refusal, request) : pipeline.refuse_plain(request);
        exchange.has_unread_body = true;
    } else {
        co_await handle(c, exchange, parser);
    }
    bool is_written = false;
    if (exchange.is_answered) is_written = co_await write(c, exchange);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - exchange.started;
    pipeline.finished(request, exchange.response, taken.count());
    if (is_written && exchange.has_unread_body) co_await drain(c);
    co_return is_written && !exchange.is_last && !exchange.has_unread_body;
}

asio::awaitable<void> Server::Core::handle(Connection& c, Exchange& exchange, HeadParser& parser) {
    const auto announced = parser.content_length();
    const std::int64_t length = parser.chunked() ? -1 : announced ? static_cast<std::int64_t>(*announced) : 0;
    auto admission = pipeline.admit(exchange.request, length);
    if (admission.answer) {
        exchange.response = std::move(*admission.answer);
        exchange.has_unread_body = length != 0;
        if (exchange.response.status == 400) exchange.is_last = true; // Whoever writes such heads is not to be trusted on.
        co_return;
    }
    if (admission.body == Body::JsonObject && (length < 0 || length > kUnaskedBytes)) {
        const auto refuse = [&] { return pipeline.refuse_unread(exchange.request); };
        if (auto refusal = co_await on_worker(refuse)) {
            exchange.response = std::move(*refusal);
            exchange.has_unread_body = true;
            co_return;
        }
    }
    if (admission.body == Body::JsonObject || admission.body == Body::Text)
        co_await read_json(c, exchange, parser, admission.max_bytes);
    if (admission.body == Body::File) {
        co_await read_file(c, exchange, parser,
                           admission.max_bytes); // Answers too, while the file lies there.
        co_return;
    }
    if (!exchange.is_answered || exchange.has_unread_body) co_return;
    if (pipeline.may_answer_from_memory(exchange.request) && co_await looked()) {
        exchange.response = pipeline.answer_from_memory(exchange.request);
        co_return;
    }
    const bool is_long = pipeline.is_long(exchange.request);
    const auto answer = [&] {
        if (is_long && is_leaving) return pipeline.refuse(unavailable("server.stopping"), exchange.request);
        return pipeline.answer(exchange.request);
    };
    exchange.response = co_await on_worker_of(is_long ? long_pool : pool, answer);
}

// Whoever comes while a look is under way waits for the next one: it begins after they came, so it sees all that was done by then. Many
// who ask at once cost one look.
asio::awaitable<bool> Server::Core::looked() {
    if (!next_look) next_look = std::make_shared<Look>(io);
    const auto mine = next_look;
    if (!is_looking) {
        is_looking = true;
        asio::co_spawn(io, keep_looking(), asio::detached);
    }
    error_code cancelled;
    co_await mine->done.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    co_return mine->is_up_to_date;
}

asio::awaitable<void> Server::Core::keep_looking() {
    const auto look = [this] { return pipeline.look(); };
    while (next_look) {
        const auto one = std::exchange(next_look, nullptr);
        one->is_up_to_date = co_await on_worker(look);
        one->done.cancel();
    }
    is_looking = false;
}

// --- Bodies ---

namespace {

Error body_error(error_code error, std::int64_t max_bytes) {
    if (error == http::error::body_limit)
        return invalid("body.too_large", {}, {{"max", std::to_string(max_bytes / 1024) + " KB"}});
    return invalid("body.malformed");
}

// Whether the connection still carries an answer after this error.
bool is_connected(error_code error) { return error.category() == make_error_code(http::error::body_limit).category(); }

bool wants_continue(const Exchange& exchange, const Connection& c) {
    return !exchange.request.header("Expect").empty() && c.buffer.size() == 0;
}

void fail(const Pipeline& pipeline, Exchange& exchange, error_code error, std::int64_t max_bytes) {
    exchange.is_answered = is_connected(error);
    exchange.has_unread_body = true;
    const auto refusal = exchange.is_answered ? body_error(error, max_bytes) : unavailable("request.timeout", error.message());
    exchange.response = pipeline.refuse(refusal, exchange.request);
}

} // namespace

// Chunk extensions and trailer fields are read by nobody here, and other programs differ in how they read them: refused, folded or not.
template <typename Parser>
error_code Server::Core::check_trailer(const Exchange& exchange, const Parser& parser) {
    const auto fields = static_cast<std::size_t>(std::distance(parser.get().begin(), parser.get().end()));
    return fields > exchange.request.headers.all().size() ? http::error::bad_field : error_code();
}

namespace {

// Called with each chunk's size; an error ends the reading.
void refuse_extension(std::uint64_t, std::string_view extensions, error_code& error) {
    if (!extensions.empty()) error = http::error::bad_chunk_extension;
}

} // namespace

asio::awaitable<void> Server::Core::read_json(Connection& c, Exchange& exchange, HeadParser& head, std::int64_t max_bytes) {
    error_code error;
    c.stream.expires_after(options.body_timeout);
    if (wants_continue(exchange, c))
        co_await asio::async_write(c.stream, asio::buffer(kContinue), asio::redirect_error(asio::use_awaitable, error));
    http::request_parser<http::string_body> parser(std::move(head));
    parser.body_limit(to_size(max_bytes));
    c.buffer.max_size(kMaxUnparsedBytes);
    c.buffer.reserve(kMaxHeadBytes);
    parser.on_chunk_header(refuse_extension);
    if (!error) co_await http::async_read(c.stream, c.buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    if (!error) error = check_trailer(exchange, parser);
    if (error) fail(pipeline, exchange, error, max_bytes);
    else exchange.request.body = std::move(parser.get().body());
}

asio::awaitable<error_code> Server::Core::pump(Connection& c, http::request_parser<http::buffer_body>& parser, SpoolFile& file,
                                               std::optional<Error>& disk_error) {
    const auto piece = std::make_unique<std::array<char, kPieceBytes>>();
    error_code error;
    while (!parser.is_done() && !disk_error) {
        parser.get().body().data = piece->data();
        parser.get().body().size = piece->size();
        c.stream.expires_after(options.body_timeout);
        co_await http::async_read(c.stream, c.buffer, parser, asio::redirect_error(asio::use_awaitable, error));
        if (error && error != http::error::need_buffer) co_return error;
        const std::string_view bytes(piece->data(), piece->size() - parser.get().body().size);
        const auto add = [&] { return file.add(bytes); };
        auto added = co_await on_worker(add);
        if (!added) disk_error = added.error();
    }
    co_return error_code();
}

asio::awaitable<void> Server::Core::read_file(Connection& c, Exchange& exchange, HeadParser& head, std::int64_t max_bytes) {
    const auto refuse = [&] { return pipeline.refuse_unread(exchange.request); };
    const auto answer = [&] { return pipeline.answer(exchange.request); };
    auto refusal = co_await on_worker(refuse);
    auto file = SpoolFile::create(options.incoming_directory);
    if (refusal || !file) {
        exchange.response = refusal ? std::move(*refusal) : pipeline.refuse(file.error(), exchange.request);
        exchange.has_unread_body = true;
        co_return;
    }
    error_code error;
    if (wants_continue(exchange, c))
        co_await asio::async_write(c.stream, asio::buffer(kContinue), asio::redirect_error(asio::use_awaitable, error));
    http::request_parser<http::buffer_body> parser(std::move(head));
    parser.body_limit(to_size(max_bytes));
    c.buffer.max_size(kMaxUnparsedBytes);
    c.buffer.reserve(kPieceBytes);
    std::optional<Error> disk_error;
    parser.on_chunk_header(refuse_extension);
    if (!error) error = co_await pump(c, parser, *file, disk_error);
    if (!error && !disk_error) error = check_trailer(exchange, parser);
    if (disk_error) {
        exchange.response = pipeline.refuse(*disk_error, exchange.request);
        exchange.has_unread_body = true;
    } else if (error) {
        fail(pipeline, exchange, error, max_bytes);
    } else {
        exchange.request.upload = file->finish();
        exchange.response = co_await on_worker(answer);
    }
}

// --- Going out ---

asio::awaitable<bool> Server::Core::write(Connection& c, Exchange& exchange) {
    const bool is_last = exchange.is_last || exchange.has_unread_body || is_stopping;
    exchange.is_last = is_last;
    auto head = headers_of(exchange.response, {exchange.request.is_secure, is_last, exchange.request.now, exchange.request.id});
    const bool has_body = exchange.request.method != Method::Head;
    if (has_body && exchange.response.file) co_return co_await write_file(c, exchange, std::move(head));
    std::string_view rest = has_body ? exchange.response.content() : std::string_view();
    error_code error;
    std::array<asio::const_buffer, 2> pieces{asio::buffer(head), asio::buffer(rest.substr(0, kPieceBytes))};
    for (;;) {
        c.stream.expires_after(options.write_timeout);
        co_await asio::async_write(c.stream, pieces, asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return false;
        rest.remove_prefix(std::min(rest.size(), kPieceBytes));
        if (rest.empty()) co_return true;
        pieces = {asio::buffer(rest.substr(0, kPieceBytes)), asio::const_buffer()};
    }
}

// A file goes out as its reader takes it: however slow that is, one piece is all that waits here.
asio::awaitable<bool> Server::Core::write_file(Connection& c, Exchange& exchange, std::string head) {
    auto& response = exchange.response;
    const auto next = [&response] { return response.file->next(); };
    error_code error;
    for (auto piece = std::move(head); !piece.empty();) {
        c.stream.expires_after(options.write_timeout);
        co_await asio::async_write(c.stream, asio::buffer(piece), asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return false;
        auto following = co_await on_worker(next);
        if (!following) { // Too late for another answer: it breaks off, short of the length that was announced.
            response.error_key = following.error().key;
            co_return false;
        }
        piece = std::move(*following);
    }
    co_return true;
}

// Closing with bytes unread would reset the connection, and the answer could be lost on its way.
asio::awaitable<void> Server::Core::drain(Connection& c) {
    error_code error;
    c.stream.socket().shutdown(tcp::socket::shutdown_send, error);
    c.stream.expires_after(kDrainTimeout);
    c.buffer.consume(c.buffer.size());
    const auto space = c.buffer.prepare(kFirstReadBytes * 8);
    for (std::size_t read = 0; read < kMaxDrainBytes && !error;)
        read += co_await c.stream.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
}

// --- One connection ---

asio::awaitable<bool> Server::Core::greet(Connection& c) {
    if (!options.tls) co_return true;
    error_code error;
    c.stream.secure(*options.tls->context());
    c.stream.expires_after(options.head_timeout);
    // A handshake begins with 22, plain http with the letter of a method: who speaks that is told where https is.
    const auto first = co_await c.stream.async_peek(asio::redirect_error(asio::use_awaitable, error));
    if (!error && first >= 'A' && first <= 'Z') {
        ++failed_handshakes;
        c.stream.give_up_security();
        co_return true;
    }
    if (!error) co_await c.stream.async_handshake(asio::redirect_error(asio::use_awaitable, error));
    c.is_greeted = !error;
    if (error) ++failed_handshakes;
    co_return !error;
}

// Tells the other side that nothing was cut off. It need not answer.
asio::awaitable<void> Server::Core::take_leave(Connection& c) {
    if (!c.is_greeted) co_return;
    error_code error;
    c.stream.expires_after(kGoodbyeTimeout);
    co_await c.stream.async_goodbye(asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<void> Server::Core::serve(tcp::socket socket, std::string address) {
    error_code error;
    socket.set_option(tcp::no_delay(true), error);
    Connection c{Wire(std::move(socket)), beast::flat_buffer(), std::move(address)};
    const auto caller = caller_of(c.address);
    connections.insert(&c);
    ++connections_from[caller];
    ++accepted;
    ++open;
    try {
        bool goes_on = co_await greet(c);
        while (goes_on && !is_stopping) {
            goes_on = co_await serve_one(c);
            if (c.buffer.capacity() > kKeptBufferBytes && c.buffer.size() == 0) c.buffer.shrink_to_fit();
        }
        co_await take_leave(c);
    } catch (const std::exception&) {
        // Out of memory, or a fault in a library: this connection ends, the others go on.
    }
    c.stream.socket().shutdown(tcp::socket::shutdown_both, error);
    connections.erase(&c);
    if (--connections_from[caller] == 0) connections_from.erase(caller);
    --open;
    note_if_empty();
}

} // namespace hoshirube
