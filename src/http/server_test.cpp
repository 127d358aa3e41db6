#include "http/server.h"
#include "support/http_client.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <thread>

namespace hoshirube {
namespace {

using test::Answer;
using test::HttpClient;

// A content of so many bytes; a broken one fails before its last piece.
class Made final : public Content {
public:
    Made(std::int64_t size, bool is_broken) : size_(size), left_(size), is_broken_(is_broken) {}
    std::int64_t size_bytes() const override { return size_; }
    Result<std::string> next() override {
        std::string piece(static_cast<std::size_t>(std::min<std::int64_t>(left_, 64 * 1024)), 'm');
        left_ -= static_cast<std::int64_t>(piece.size());
        if (left_ == 0 && is_broken_ && !piece.empty()) return conflict("evidence.content_changed");
        handed_out += static_cast<std::int64_t>(piece.size());
        return piece;
    }
    static inline std::atomic<std::int64_t> handed_out{0};

private:
    std::int64_t size_, left_;
    bool is_broken_;
};

// A real server on a free port with a few routes of its own.
class ServerTest : public testing::Test {
protected:
    ServerTest() {
        std::ifstream file(SOURCE_DIR "/texts/errors.http.json");
        std::ifstream core(SOURCE_DIR "/texts/core.json");
        const std::string http_texts{std::istreambuf_iterator<char>(file), {}},
            core_texts{std::istreambuf_iterator<char>(core), {}};
        const std::string_view both[] = {http_texts, core_texts};
        texts_ = *Texts::load(both);
        spool_ = (std::filesystem::temp_directory_path() / ("hoshirube-http-" + std::to_string(::getpid()))).string();
        SiteOptions site_options;
        site_options.diagnostics = [this](std::string_view line) {
            const std::lock_guard lock(mutex_);
            lines_.emplace_back(line);
        };
        // What is committed by the time a look begins is what it finds: a number that other threads count up.
        site_options.look = []() -> Result<bool> {
            const auto found = committed.load();
            ++looks;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            seen = std::max(seen.load(), found);
            return !is_look_refused;
        };
        pipeline_.emplace(routes(), assets_, texts_, session_of, std::move(site_options));
        ServerOptions options;
        options.port = 0;
        options.incoming_directory = spool_;
        options.head_timeout = options.body_timeout = std::chrono::seconds(1);
        options.idle_timeout = options.write_timeout = std::chrono::seconds(2);
        options.max_connections = 50;
        options.max_connections_per_address = 40;
        server_ = std::move(*Server::start(options, *pipeline_));
    }
    ~ServerTest() override {
        server_.reset();
        std::filesystem::remove_all(spool_);
    }

    Answer ask(const std::string& bytes) {
        HttpClient client(server_->port());
        client.send(bytes);
        return client.receive();
    }

    static std::string post(const std::string& path, const std::string& body, const std::string& more = {},
                            const std::string& type = "application/json") {
        return "POST " + path +
               " HTTP/1.1\r\nHost: h\r\nOrigin: http://h\r\nCookie: "
               "hoshirube_session=good\r\nContent-Type: " +
               type + "\r\nIdempotency-Key: k\r\n" + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    static std::string file(const std::string& body, const std::string& more = {}) {
        return post("/api/v1/files", body, more, "application/octet-stream");
    }
    static std::string key_of(const Answer& answer) {
        const auto json = parse_json(answer.body);
        return json ? json->value("key", "") : "unreadable: " + answer.body;
    }
    std::size_t files_in_spool() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(spool_), {}));
    }

    std::vector<std::string> diagnostics() {
        const std::lock_guard lock(mutex_);
        return lines_;
    }

    std::unique_ptr<Server> server_;
    static inline std::atomic<int> slow_running{0};
    static inline std::atomic<int> committed{0}, seen{0}, looks{0};
    static inline std::atomic<bool> is_look_refused{false};
    static inline std::atomic<int> long_running{0}, long_asked{0}, most_at_once{0};
    static inline std::atomic<bool> may_end{false};

private:
    static Route turned(std::string pattern) {
        Route route = get(std::move(pattern), Permission::ReadPublic, [](const Request&) -> Result<Response> {
            const int now = ++long_running;
            if (now > most_at_once) most_at_once = now;
            for (int i = 0; i < 4000 && !may_end; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
            --long_running;
            return Response::json(200, 1);
        });
        route.is_long = [](const Request&) {
            ++long_asked;
            return true;
        };
        return route;
    }
    static Result<std::optional<Entered>> session_of(const std::string& token, Instant now, Use) {
        if (token != "good") return std::optional<Entered>();
        const Session session{"s1", {}, "p1", {}, {}, Proof::Password, now, now, now};
        return std::optional<Entered>(Entered{{"p1", {Credential::Kind::Session, now, {}}}, session});
    }

    static Router routes() {
        Router router;
        Route files =
            write(Method::Post, "/api/v1/files", Permission::UseAccount, Body::File, [](const Request& r) -> Result<Response> {
                return Response::json(201,
                                      {{"sha256", r.upload.sha256}, {"size", r.upload.size_bytes}, {"key", r.act().fingerprint}});
            });
        files.max_file_bytes = 300'000;
        files.before_file = [](const Request& r) -> Result<Done> {
            if (r.query_text_or_empty("for") == "others") return not_found("route.not_found");
            return Done{};
        };
        Route kept = get("/api/v1/kept", Permission::ReadPublic, [](const Request&) -> Result<Response> {
            return Response::json(200, {{"from", "database"}});
        });
        kept.from_memory = [](const Request&) -> Result<Response> {
            return Response::json(200, {{"from", "memory"}, {"seen", seen.load()}});
        };
        router.add({
            kept,
            get("/api/v1/ping", Permission::ReadPublic,
                [](const Request&) -> Result<Response> {
                    return Response::json(200, {{"ok", true}});
                }),
            get("/api/v1/mine", Permission::UseAccount,
                [](const Request& r) -> Result<Response> { return Response::json(200, r.person_id); }),
            write(Method::Post, "/api/v1/echo", Permission::UseAccount, Body::JsonObject,
                  [](const Request& r) -> Result<Response> { return Response::json(201, *r.json); }),
            get("/api/v1/big", Permission::ReadPublic,
                [](const Request&) -> Result<Response> {
                    Response response = Response::json(200, std::string(200'000, 'x'));
                    response.caching = Caching::Revalidate;
                    return response;
                }),
            get("/api/v1/slow", Permission::ReadPublic,
                [](const Request&) -> Result<Response> {
                    ++slow_running;
                    std::this_thread::sleep_for(std::chrono::milliseconds(300));
                    return Response::json(200, 1);
                }),
            turned("/api/v1/long"),
            get("/api/v1/throws", Permission::ReadPublic,
                [](const Request&) -> Result<Response> { throw std::runtime_error("secret"); }),
            get("/api/v1/made/{size}", Permission::ReadPublic,
                [](const Request& r) -> Result<Response> {
                    Response response;
                    response.content_type = "application/octet-stream";
                    const bool is_broken = !r.query_text_or_empty("broken").empty();
                    response.file = std::make_unique<Made>(std::stoll(r.path_text("size")), is_broken);
                    return response;
                }),
            std::move(files),
        });
        return router;
    }

    Texts texts_ = *Texts::load({});
    Assets assets_{{make_asset("/assets/a-1.js", "let a;", {}, true)}};
    std::string spool_;
    std::optional<Pipeline> pipeline_;
    std::mutex mutex_;
    std::vector<std::string> lines_;
};

TEST_F(ServerTest, AnswersFromMemoryWhatWasCommittedWhenItWasAskedAndLooksOnceForMany) {
    constexpr int kCallers = 20, kRounds = 10;
    looks = 0;
    std::atomic<int> stale = 0, wrong = 0;
    std::vector<std::thread> callers;
    for (int n = 0; n < kCallers; ++n)
        callers.emplace_back([&] {
            HttpClient client(server_->port());
            for (int round = 0; round < kRounds; ++round) {
                const int mine = ++committed; // An act that was answered before this question.
                client.send("GET /api/v1/kept HTTP/1.1\r\nHost: h\r\n\r\n");
                const auto answer = client.receive();
                const auto json = parse_json(answer.body);
                if (answer.status != 200 || !json || json->value("from", "") != "memory") ++wrong;
                else if (json->value("seen", 0) < mine) ++stale;
            }
        });
    for (auto& caller : callers) caller.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(stale, 0);
    EXPECT_LT(looks, kCallers * kRounds / 2) << "who asks at one time shares a look";
}

TEST_F(ServerTest, AsksTheDatabaseWhereMemoryIsNotUpToDate) {
    is_look_refused = true;
    const auto answer = ask("GET /api/v1/kept HTTP/1.1\r\nHost: h\r\n\r\n");
    is_look_refused = false;
    EXPECT_EQ(answer.body, R"({"from":"database"})");
}

TEST_F(ServerTest, AnswersSeveralRequestsOnOneConnectionInOrder) {
    HttpClient client(server_->port());
    const std::string one = "GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n", two = "GET /nowhere HTTP/1.1\r\nHost: h\r\n\r\n";
    std::string many;
    for (int i = 0; i < 100; ++i) many += one + two;
    client.send(many);
    for (int i = 0; i < 100; ++i) {
        ASSERT_EQ(client.receive().status, 200) << i;
        ASSERT_EQ(client.receive().status, 404) << i;
    }
}

TEST_F(ServerTest, PutsItsProtectionsOnEveryAnswer) {
    for (const auto* path : {"/api/v1/ping", "/nowhere", "/assets/a-1.js", "/api/v1/mine"}) {
        const auto answer = ask(std::string("GET ") + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_NE(answer.header("Content-Security-Policy").find("default-src 'none'"), std::string::npos) << path;
        EXPECT_EQ(answer.header("Content-Security-Policy").find("unsafe"), std::string::npos) << path;
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << path;
        EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer") << path;
        EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin") << path;
        EXPECT_EQ(answer.header("Cross-Origin-Resource-Policy"), "same-origin") << path;
    }
    EXPECT_EQ(ask("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n").header("Cache-Control"), "no-store");
    EXPECT_NE(ask("GET /assets/a-1.js HTTP/1.1\r\nHost: h\r\n\r\n").header("Cache-Control").find("immutable"), std::string::npos);
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
    HttpClient client(server_->port());
    client.send("HEAD /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\nGET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto head = client.receive(HttpClient::To::Head);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("Content-Length"), "11");
    EXPECT_EQ(client.receive().body, "{\"ok\":true}");
}

TEST_F(ServerTest, NamesTheMethodsAnAddressTakes) {
    const auto answer = ask("DELETE /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("Allow"), "GET, HEAD");
    EXPECT_EQ(ask("BREW /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n").status, 405);
    EXPECT_EQ(ask("POST /assets/a-1.js HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").status, 405);
}

TEST_F(ServerTest, SaysNotModifiedAndCompresses) {
    const auto first = ask("GET /api/v1/big HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n");
    EXPECT_EQ(first.header("Content-Encoding"), "gzip");
    EXPECT_LT(first.body.size(), 2'000u);
    const auto again = ask("GET /api/v1/big HTTP/1.1\r\nHost: h\r\nIf-None-Match: " + first.header("ETag") + "\r\n\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(ask("GET /api/v1/big HTTP/1.1\r\nHost: h\r\n\r\n").body.size(), 200'002u);
}

TEST_F(ServerTest, RefusesMalformedRequestsWithAnAnswerAndCloses) {
    struct Case {
        std::string bytes;
        int status;
        const char* why;
    };
    const std::string get = "GET /api/v1/ping HTTP/1.1\r\n", rest = "\r\n\r\n";
    const std::string to = "POST /api/v1/echo HTTP/1.1\r\nHost: h\r\n";
    const Case cases[] = {
        {get + "Host: h\r\n folded" + rest, 400, "folded header"},
        {get + "X: y" + rest, 400, "no Host"},
        {get + "Host: h\r\nHost: i" + rest, 400, "two Hosts"},
        {get + "Host : h" + rest, 400, "blank before the colon"},
        {get + "Host: h\nX: y" + rest, 400, "bare line feed"},
        {"GET /\xe6\x98\x9f HTTP/1.1\r\nHost: h" + rest, 400, "raw bytes in the target"},
        {"GET /api/../etc HTTP/1.1\r\nHost: h" + rest, 400, "dots in the path"},
        {"GET / HTTP/2.0\r\nHost: h" + rest, 505, "another version"},
        {"\x16\x03\x01\x02\x00\x01\x00\n" + rest, 400, "TLS on the plain port"},
        {to + "Transfer-Encoding: gzip" + rest, 501, "unknown transfer encoding"},
        {to + "Transfer-Encoding: xchunked" + rest, 501, "nearly chunked"},
        {to + "Transfer-Encoding: chunked, chunked" + rest, 501, "chunked twice"},
        {to + "Transfer-Encoding: chunked\r\nContent-Length: 5" + rest + "0\r\n\r\n", 400, "length and chunks"},
        {to + "Content-Length: 5\r\nContent-Length: 6" + rest + "12345", 400, "two lengths"},
        {to + "Content-Length: 5\r\nContent-Length: 5" + rest + "12345", 400, "the same length twice"},
        {to + "Content-Length: -1" + rest, 400, "negative length"},
        {to + "Content-Length: +5" + rest + "12345", 400, "signed length"},
        {to + "Content-Length: 5, 5" + rest + "12345", 400, "list of lengths"},
        {"POST /api/v1/echo HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked" + rest + "0\r\n\r\n", 400, "chunks in HTTP/1.0"},
        {get + "Host: h\r\nExpect: miracles" + rest, 417, "unknown expectation"},
        {get + "Host: h\r\nX: " + std::string(20'000, 'a') + rest, 431, "large head"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.why);
        HttpClient client(server_->port());
        client.send(c.bytes);
        EXPECT_EQ(client.receive().status, c.status);
        EXPECT_EQ(client.receive().status, 0) << "one request, two answers";
    }
    std::string fields;
    for (int i = 0; i < 150; ++i) fields += "X" + std::to_string(i) + ": y\r\n";
    EXPECT_EQ(ask(get + "Host: h\r\n" + fields + "\r\n").status, 431);
    EXPECT_EQ(ask("GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n").status, 414);
}

TEST_F(ServerTest, NeverReadsASmuggledRequestFromABody) {
    HttpClient client(server_->port());
    client.send("POST /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 44\r\n\r\nGET /api/v1/ping "
                "HTTP/1.1\r\nHost: smuggled\r\n\r\n");
    EXPECT_EQ(client.receive().status, 404);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, AsksWritersForTypeKeyOriginAndSession) {
    EXPECT_EQ(ask(post("/api/v1/echo", "{}")).status, 201);
    EXPECT_EQ(ask(post("/api/v1/echo", "{}", "", "text/plain")).status, 415);
    EXPECT_EQ(ask(post("/api/v1/echo", "{}", "", "application/x-www-form-urlencoded")).status, 415);
    EXPECT_EQ(ask(post("/api/v1/echo", "{}", "Sec-Fetch-Site: cross-site\r\n")).status, 403);
    EXPECT_EQ(ask(post("/api/v1/echo", "{}", "Sec-Fetch-Site: same-site\r\n")).status, 403);
    EXPECT_EQ(ask(post("/api/v1/echo", "{}", "Idempotency-Key: again\r\n")).status, 400);
    const auto without = [](std::string text, const std::string& line) { return text.erase(text.find(line), line.size()); };
    EXPECT_EQ(key_of(ask(without(post("/api/v1/echo", "{}"), "Idempotency-Key: k\r\n"))), "idempotency.key_missing");
    EXPECT_EQ(key_of(ask(without(post("/api/v1/echo", "{}"), "Origin: http://h\r\n"))), "request.other_origin");
    EXPECT_EQ(key_of(ask(without(post("/api/v1/echo", "{}"), "Cookie: hoshirube_session=good\r\n"))), "session.missing");
    auto foreign = post("/api/v1/echo", "{}");
    foreign.replace(foreign.find("http://h\r\n"), 8, "http://evil");
    EXPECT_EQ(key_of(ask(foreign)), "request.other_origin");
}

TEST_F(ServerTest, LimitsAJsonBodyToOneMebibyte) {
    EXPECT_EQ(key_of(ask(post("/api/v1/echo", "\"" + std::string(1024 * 1024, 'x') + "\""))), "body.too_large");
    HttpClient chunks(server_->port());
    auto head = post("/api/v1/echo", "");
    head.replace(head.find("Content-Length: 0"), 17, "Transfer-Encoding: chunked");
    chunks.send(head);
    for (int i = 0; i < 20; ++i) chunks.send("10000\r\n" + std::string(0x10000, ' ') + "\r\n");
    EXPECT_EQ(chunks.receive().status, 413);
    EXPECT_EQ(key_of(ask(post("/api/v1/echo", "{"))), "json.malformed");
    EXPECT_EQ(key_of(ask(post("/api/v1/echo", ""))), "json.malformed");
}

TEST_F(ServerTest, TakesAChunkedBody) {
    auto head = post("/api/v1/echo", "");
    head.replace(head.find("Content-Length: 0"), 17, "Transfer-Encoding: chunked");
    EXPECT_EQ(ask(head + "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n").body, "{\"a\":1}");
    EXPECT_EQ(ask(head + "zz\r\n").status, 400);
}

TEST_F(ServerTest, HoldsUpLittleOfWhatIsNoBody) {
    for (const auto& [path, type] :
         {std::pair("/api/v1/echo", "application/json"), std::pair("/api/v1/files", "application/octet-stream")}) {
        auto head = post(path, "", "", type);
        head.replace(head.find("Content-Length: 0"), 17, "Transfer-Encoding: chunked");
        EXPECT_EQ(ask(head + "2;" + std::string(200'000, 'a')).status, 400) << path << ": a chunk's extension without end";
        EXPECT_EQ(ask(head + "2\r\n{}\r\n0\r\nA: " + std::string(200'000, 'a')).status, 400) << path << ": a trailer without end";
    }
}

TEST_F(ServerTest, RefusesWhatOthersCouldReadDifferentlyInChunks) {
    for (const auto& [path, type] :
         {std::pair("/api/v1/echo", "application/json"), std::pair("/api/v1/files", "application/octet-stream")}) {
        auto head = post(path, "", "", type);
        head.replace(head.find("Content-Length: 0"), 17, "Transfer-Encoding: chunked");
        EXPECT_EQ(ask(head + "2\r\n{}\r\n0\r\n\r\n").status, 201) << path << ": plain chunks";
        const std::pair<const char*, const char*> kOdd[] = {
            {"2\r\n{}\r\n0\r\nX: 1\r\n\r\n", "a trailer field"},
            {"2\r\n{}\r\n0\r\nX: 1\r\n folded\r\n\r\n", "a folded trailer field"},
            {"2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n", "framing in a trailer"},
            {"2\r\n{}\r\n0\r\n folded\r\n\r\n", "a fold without a field"},
            {"2\r\n{}\r\n0\nX: 1\n\n", "line feeds alone"},
            {"2\n{}\n0\n\n", "line feeds alone between chunks"},
            {"2;x=1\r\n{}\r\n0\r\n\r\n", "an extension"},
            {"2\r\n{}\r\n0;x\r\n\r\n", "an extension of the last chunk"},
            {"0x2\r\n{}\r\n0\r\n\r\n", "a size with a prefix"},
            {"+2\r\n{}\r\n0\r\n\r\n", "a size with a sign"},
            {" 2\r\n{}\r\n0\r\n\r\n", "a blank before the size"},
            {"2 \r\n{}\r\n0\r\n\r\n", "a blank after the size"},
            {"10000000000000002\r\n{}\r\n0\r\n\r\n", "a size beyond 64 bits"},
            {"-1\r\n{}\r\n0\r\n\r\n", "a negative size"},
            {"2\r\n{}X\r\n0\r\n\r\n", "a chunk longer than its size"},
        };
        for (const auto& [body, why] : kOdd) {
            HttpClient client(server_->port());
            client.send(head + body + "GET /api/v1/ping HTTP/1.1\r\nHost: smuggled\r\n\r\n");
            EXPECT_EQ(client.receive().status / 100, 4) << path << ": " << why;
            EXPECT_TRUE(client.is_closed()) << path << ": " << why << ": nothing behind it is read as a request";
        }
    }
}

TEST_F(ServerTest, ReadsALongBodyOnlyFromWhoMaySendIt) {
    auto head = post("/api/v1/echo", "");
    head.replace(head.find("Content-Length: 0"), 17, "Content-Length: 1000000");
    head.replace(head.find("=good"), 5, "=evil");
    EXPECT_EQ(key_of(ask(head)), "session.missing") << "before a byte of the body came";
    head.replace(head.find("Content-Length: 1000000"), 23, "Transfer-Encoding: chunked");
    EXPECT_EQ(key_of(ask(head)), "session.missing");
}

TEST_F(ServerTest, SpoolsAFileToDiskAndLeavesNothingBehind) {
    const std::string bytes(250'000, 'y');
    const auto answer = ask(file(bytes));
    ASSERT_EQ(answer.status, 201);
    EXPECT_EQ((*parse_json(answer.body))["sha256"], sha256_hex(bytes));
    EXPECT_EQ((*parse_json(answer.body))["size"], 250'000);
    EXPECT_EQ(files_in_spool(), 0u);
}

TEST_F(ServerTest, SendsAFileAsItIsRead) {
    HttpClient client(server_->port());
    for (const std::size_t size : {1u, 65'536u, 1'000'000u}) {
        client.send("GET /api/v1/made/" + std::to_string(size) + " HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n");
        EXPECT_EQ(client.receive().body, std::string(size, 'm'));
    }
    client.send("HEAD /api/v1/made/70000 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.receive(HttpClient::To::Head).header("Content-Length"), "70000");
    client.send("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.receive().status, 200) << "the connection goes on";
}

TEST_F(ServerTest, BreaksOffAFileThatTurnsOutChanged) {
    HttpClient client(server_->port());
    client.send("GET /api/v1/made/200000?broken=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.receive().status, 0) << "fewer bytes than announced, then the end";
    for (int i = 0; i < 200 && diagnostics().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ASSERT_EQ(diagnostics().size(), 1u);
    EXPECT_NE(diagnostics()[0].find("evidence.content_changed"), std::string::npos);
}

TEST_F(ServerTest, ReadsNoMoreOfAFileThanItsReaderTakes) {
    constexpr std::int64_t kSize = 64 << 20; // More than the buffers of both sockets.
    Made::handed_out = 0;
    HttpClient client(server_->port());
    client.send("GET /api/v1/made/" + std::to_string(kSize) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    std::int64_t before = -1;
    for (int i = 0; i < 100 && (before != Made::handed_out || before == 0); ++i) {
        before = Made::handed_out;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_LT(Made::handed_out, kSize / 2);
    EXPECT_EQ(client.receive().body.size(), static_cast<std::size_t>(kSize));
}

TEST_F(ServerTest, RefusesAFileBeforeItIsSent) {
    HttpClient client(server_->port());
    client.send("POST /api/v1/files?for=others HTTP/1.1\r\nHost: h\r\nOrigin: http://h\r\nCookie: "
                "hoshirube_session=good\r\nIdempotency-Key: k\r\n"
                "Content-Type: application/octet-stream\r\nContent-Length: 200000\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.receive().status, 404);
    EXPECT_EQ(key_of(ask(file(std::string(300'001, 'y')))), "body.too_large");
    EXPECT_EQ(files_in_spool(), 0u);
}

TEST_F(ServerTest, SaysContinueToThoseWhoWait) {
    HttpClient client(server_->port());
    const auto whole = file("abc", "Expect: 100-continue\r\n");
    client.send(whole.substr(0, whole.size() - 3));
    EXPECT_EQ(client.receive().status, 100);
    client.send("abc");
    EXPECT_EQ(client.receive().status, 201);
}

TEST_F(ServerTest, DropsAFileThatBreaksOff) {
    {
        HttpClient client(server_->port());
        const auto whole = file(std::string(200'000, 'y'));
        client.send(whole.substr(0, 100'000));
    }
    for (int i = 0; i < 200 && diagnostics().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(diagnostics().size(), 1u);
    EXPECT_EQ(files_in_spool(), 0u);
}

TEST_F(ServerTest, EndsSlowConnections) {
    HttpClient head(server_->port()), body(server_->port());
    head.send("GET /api/v1/ping HTTP/1.1\r\nHost:");
    const auto whole = post("/api/v1/echo", "{\"a\":1}");
    body.send(whole.substr(0, whole.size() - 3));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(head.is_closed());
    EXPECT_TRUE(body.is_closed());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(ServerTest, KeepsItsFaultsToItself) {
    const auto answer = ask("GET /api/v1/throws HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
    const auto reference = (*parse_json(answer.body))["reference"].get<std::string>();
    for (int i = 0; i < 200 && diagnostics().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    ASSERT_EQ(diagnostics().size(), 1u);
    EXPECT_NE(diagnostics()[0].find("secret"), std::string::npos);
    EXPECT_NE(diagnostics()[0].find(reference), std::string::npos);
}

TEST_F(ServerTest, DoesNotLetOneSlowHandlerHoldOthersUp) {
    HttpClient slow(server_->port());
    slow.send("GET /api/v1/slow HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(ask("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(250));
    EXPECT_EQ(slow.receive().status, 200);
}

TEST_F(ServerTest, LetsWhatTakesLongTakeTurnsWithoutHoldingOthersUp) {
    may_end = false;
    long_running = most_at_once = 0;
    std::vector<std::unique_ptr<HttpClient>> long_ones;
    for (int i = 0; i < 6; ++i) {
        long_ones.push_back(std::make_unique<HttpClient>(server_->port()));
        long_ones.back()->send("GET /api/v1/long HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    while (long_running == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    EXPECT_EQ(ask("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n").status, 200)
        << "more of them than workers, none of which is held";
    may_end = true;
    for (auto& one : long_ones) EXPECT_EQ(one->receive().status, 200);
    EXPECT_EQ(most_at_once, 1);
}

TEST_F(ServerTest, RefusesWhatWaitsForItsTurnWhenItStops) {
    may_end = false;
    long_running = long_asked = 0;
    HttpClient begun(server_->port()), waiting(server_->port());
    begun.send("GET /api/v1/long HTTP/1.1\r\nHost: h\r\n\r\n");
    while (long_running == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    waiting.send("GET /api/v1/long HTTP/1.1\r\nHost: h\r\n\r\n");
    while (long_asked < 2) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::thread stopping([&] { server_->stop(); });
    while (HttpClient(server_->port()).is_open()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    may_end = true;
    EXPECT_EQ(begun.receive().status, 200);
    const auto refused = waiting.receive();
    EXPECT_EQ(refused.status, 503);
    EXPECT_NE(refused.body.find("server.stopping"), std::string::npos);
    stopping.join();
}

TEST_F(ServerTest, FinishesWhatRunsWhenItStops) {
    HttpClient busy(server_->port()), idle(server_->port());
    idle.send("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(idle.receive().status, 200);
    const int before = slow_running;
    busy.send("GET /api/v1/slow HTTP/1.1\r\nHost: h\r\n\r\n");
    while (slow_running == before) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const auto start = std::chrono::steady_clock::now();
    server_->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    const auto answer = busy.receive();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_TRUE(idle.is_closed());
    EXPECT_FALSE(HttpClient(server_->port()).is_open());
}

TEST_F(ServerTest, EndsConnectionsThatReadTooSlowly) {
    HttpClient slow(server_->port());
    slow.send("GET /api/v1/made/" + std::to_string(64 << 20) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    for (int i = 0; i < 1000 && diagnostics().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(diagnostics().size(), 1u) << "it ended while its reader read nothing";
    for (int i = 0; i < 100 && server_->counts().open > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(server_->counts().open, 0u);
}

TEST_F(ServerTest, EndsConnectionsThatSayNothing) {
    HttpClient silent(server_->port()), kept(server_->port());
    kept.send("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(kept.receive().status, 200);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(silent.is_closed());
    EXPECT_TRUE(kept.is_closed());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(ServerTest, LeavesRoomForOthersBesideOneAddress) {
    std::vector<std::unique_ptr<HttpClient>> held;
    for (int i = 0; i < 45; ++i) {
        held.push_back(std::make_unique<HttpClient>(server_->port()));
        held.back()->send("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
        ASSERT_EQ(held.back()->receive().status, i < 40 ? 200 : 503) << i;
    }
    EXPECT_EQ(server_->counts().refused_address, 5u);
    HttpClient other(server_->port(), "127.0.0.2");
    other.send("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(other.receive().status, 200) << "another address is served";
    held.clear();
    for (int i = 0; i < 100 && server_->counts().open > 1; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(ask("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n").status, 200) << "and this one again";
}

TEST_F(ServerTest, TellsEachAnswersNumber) {
    const auto answer = ask("GET /api/v1/none HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto number = answer.header("X-Request-Id");
    EXPECT_EQ(number.size(), 16u);
    EXPECT_EQ((*parse_json(answer.body))["request"], number);
    for (int i = 0; i < 200 && diagnostics().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_NE(diagnostics().at(0).find(number), std::string::npos);
    const auto own = ask("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\nX-Request-Id: mine\r\n\r\n");
    EXPECT_NE(own.header("X-Request-Id"), "mine") << "nobody writes into our diagnostics";
}

TEST_F(ServerTest, HoldsNoMoreConnectionsThanItMay) {
    std::vector<std::unique_ptr<HttpClient>> held;
    for (int i = 0; i < 50; ++i) {
        held.push_back(std::make_unique<HttpClient>(server_->port(), i % 2 == 0 ? "127.0.0.1" : "127.0.0.2"));
        held.back()->send("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n");
        ASSERT_EQ(held.back()->receive().status, 200);
    }
    EXPECT_EQ(HttpClient(server_->port()).receive().status, 503);
    held.pop_back();
    for (int i = 0; i < 100; ++i) {
        if (ask("GET /api/v1/ping HTTP/1.1\r\nHost: h\r\n\r\n").status == 200) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL() << "a place that became free is not given again";
}

} // namespace
} // namespace hoshirube
