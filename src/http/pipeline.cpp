#include "http/pipeline.h"

#include "base/hash.h"
#include "http/compress.h"
#include "http/cookie.h"
#include "http/head.h"
#include "http/origin.h"
#include "http/pages/plain_pages.h"
#include "http/problem.h"

#include <chrono>
#include <exception>
#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

constexpr std::size_t kMinGzipBytes = 1024;

Instant system_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

bool is_api(const Request& request) {
    return request.raw_target.starts_with("/api/") || (request.route && request.route->pattern.starts_with("/api/"));
}

std::string_view path_of(const Request& request) {
    const std::string_view raw = request.target.raw;
    return raw.substr(0, raw.find('?'));
}

// What the address asks for goes before all: a link to a paper or a calendar carries the language of the page it stands on. Then pages
// follow what the reader chose last, then the browser; the API follows the header.
Language language_of(const Request& request) {
    const auto asked = request.query_text_or_empty("lang");
    if (!asked.empty()) return parse_language(asked);
    if (is_api(request)) return preferred_language(request.header("Accept-Language"));
    const auto chosen = cookie_value(request.header("Cookie"), kLanguageCookie);
    if (!chosen.empty()) return parse_language(chosen);
    return preferred_language(request.header("Accept-Language"));
}

// The last hop is the one our own proxy saw.
std::string forwarded_address(const Request& request) {
    const auto hops = list_elements(request.header("X-Forwarded-For"));
    return hops.empty() ? request.address : std::string(hops.back());
}

Result<Done> check_media_type(const Request& request) {
    const std::string_view wanted = request.route->body == Body::JsonObject ? "application/json" : "application/octet-stream";
    const auto given = request.header("Content-Type");
    auto type = given.substr(0, given.find(';'));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    if (!equal_ignoring_case(type, wanted))
        return invalid("body.media_type", "Content-Type", {{"expected", std::string(wanted)}});
    return Done{};
}

bool has_token(const Request& request) { return !request.header("Authorization").empty(); }

// A token comes in this header alone, a session in its cookie alone: neither can be passed off as the other.
Result<std::string> token_of(const Request& request) {
    constexpr std::string_view kBearer = "Bearer ";
    const auto given = request.header("Authorization");
    if (!given.empty()) {
        const bool is_token = given.size() > kBearer.size() && equal_ignoring_case(given.substr(0, kBearer.size()), kBearer) &&
                              given.substr(kBearer.size()).starts_with(kTokenPrefix);
        if (!is_token) return forbidden("token.unknown");
        return std::string(given.substr(kBearer.size()));
    }
    auto session = std::string(cookie_value(request.header("Cookie"), session_cookie_name(request.is_secure)));
    if (session.starts_with(kTokenPrefix)) session.clear();
    return session;
}

Error body_too_large(std::int64_t max_bytes) {
    return invalid("body.too_large", {}, {{"max", std::to_string(max_bytes / 1024) + " KB"}});
}

} // namespace

SessionOf nobody() {
    return [](const std::string&, Instant, Use) -> Result<std::optional<Entered>> { return std::optional<Entered>(); };
}

Pipeline::Pipeline(Router router, const Assets& assets, const Texts& texts, SessionOf session_of, SiteOptions options)
    : router_(std::move(router)), assets_(assets), texts_(texts), session_of_(std::move(session_of)),
      options_(std::move(options)) {
    if (!options_.clock) options_.clock = system_now;
}

Result<Done> Pipeline::read_head(Request& request) const {
    if (request.raw_target.size() > kMaxTargetBytes) return invalid("request.target_too_long");
    request.target = TRY(parse_target(request.raw_target));
    if (request.headers.count("Host") != 1 || request.header("Host").empty()) return invalid("request.host", "Host");
    for (const std::string_view name : {"Content-Type", "Origin", "Sec-Fetch-Site", "Idempotency-Key", "Cookie", "Authorization"})
        if (request.headers.count(name) > 1) return invalid("request.header_twice", name, {{"name", std::string(name)}});
    request.is_secure = request.is_secure || options_.secure_cookies;
    if (options_.behind_proxy) {
        request.is_secure = request.is_secure || request.header("X-Forwarded-Proto") == "https";
        request.address = forwarded_address(request);
    }
    return Done{};
}

Result<Done> Pipeline::check_write(const Request& request, std::int64_t content_length) const {
    const Route& route = *request.route;
    // No session, so no browser can be made to misuse one.
    const bool is_for_programs = is_public(route.act) && route.body == Body::Text;
    // With a token the cookie counts for nothing: no browser sends one by itself.
    if (is_write(request.method) && !is_for_programs && !has_token(request)) TRY(check_same_origin(request));
    if (route.body == Body::None) {
        if (content_length != 0) return invalid("body.unexpected");
    } else if (route.body != Body::Text) {
        TRY(check_media_type(request));
    }
    if (route.key == Key::Needed) TRY(check_idempotency_key(request));
    return Done{};
}

Pipeline::Admission Pipeline::admit(Request& request, std::int64_t content_length) const {
    const auto head = read_head(request);
    request.language = language_of(request);
    if (!head) return {refuse(head.error(), request)};
    const bool is_read = request.method == Method::Get || request.method == Method::Head;
    const Asset* asset = assets_.find(path_of(request));
    if (asset && is_read && content_length == 0)
        return {finish(request, respond_with(*asset, request.header("Accept-Encoding")))};
    const auto found = asset ? Result<Done>(invalid("route.method", {}, {{"allowed", "GET, HEAD"}})) : router_.find(request);
    if (!found) return {refuse(found.error(), request)};
    const auto fit = check_write(request, content_length);
    if (!fit) return {refuse(fit.error(), request)};
    const Body body = request.route->body;
    const auto own_limit = request.route->max_file_bytes;
    const bool is_unasked = body == Body::JsonObject && is_public(request.route->act);
    const bool is_short = body == Body::JsonObject || (body == Body::Text && own_limit == 0);
    const auto max_bytes = is_unasked ? kMaxPublicJsonBytes : is_short ? std::int64_t{kMaxJsonBytes} : own_limit;
    if (content_length > max_bytes) return {refuse(body_too_large(max_bytes), request)};
    return {std::nullopt, body, max_bytes};
}

std::optional<Response> Pipeline::refuse_unread(Request& request) const {
    auto allowed = sign_in(request);
    if (allowed && request.route->before_file) allowed = request.route->before_file(request);
    if (allowed) return std::nullopt;
    note_refusal(request, allowed.error());
    return refuse(allowed.error(), request);
}

Result<Done> Pipeline::sign_in(Request& request) const {
    auto token = token_of(request);
    if (is_public(request.route->act)) {
        if (token && !has_token(request)) request.session_token = std::move(*token);
        return Done{};
    }
    request.session_token = TRY(std::move(token));
    if (request.session_token.empty()) return forbidden("session.missing");
    const auto use = request.header("Hoshirube-Idle").empty() ? Use::Counts : Use::IsIdle;
    auto entered = TRY(session_of_(request.session_token, request.now, use));
    if (!entered) return forbidden(has_token(request) ? "token.unknown" : "session.missing");
    request.session = std::move(entered->session);
    request.person_id = std::move(entered->actor.id);
    request.credential = std::move(entered->actor.credential);
    // A program is told at the door, whatever it asks about.
    if (lacks_scope(request.credential, request.route->act)) {
        auto refused = forbidden("token.scope_missing");
        refused.rule = "T1.scope";
        return refused;
    }
    return Done{};
}

Response Pipeline::run(Request& request) const {
    const auto signed_in = sign_in(request);
    if (!signed_in) {
        note_refusal(request, signed_in.error());
        return refuse(signed_in.error(), request);
    }
    Json json;
    if (request.route->body == Body::JsonObject) {
        auto parsed = parse_json(request.body);
        if (!parsed) return refuse(parsed.error(), request);
        json = std::move(*parsed);
        request.json = &json;
    }
    auto response = request.route->handler(request);
    request.json = nullptr;
    if (response) return std::move(*response);
    note_refusal(request, response.error());
    return refuse(response.error(), request);
}

// What access refused, and what is not there for the actor: the database may have hidden it before access was asked.
void Pipeline::note_refusal(const Request& request, const Error& error) const {
    if (!options_.refused || request.person_id.empty()) return;
    std::string object_id;
    for (const std::string_view name : {"assessment", "evidence", "organisation"})
        for (const auto& [known, value] : request.parameters)
            if (known == name && object_id.empty()) object_id = value;
    const bool is_absent = error.code == ErrorCode::NotFound && error.key.ends_with(".not_found") && !object_id.empty();
    if (error.rule.empty() && !is_absent) return;
    options_.refused({request.person_id, request.route->act, object_id, error.rule.empty() ? "default.deny" : error.rule});
}

// Our code throws nothing; what a library throws ends here, as our fault.
Response Pipeline::answer(Request& request) const {
    try {
        return finish(request, run(request));
    } catch (const std::exception& exception) { return refuse(internal(exception.what()), request); }
}

bool Pipeline::is_long(const Request& request) const {
    return request.route && request.route->is_long && request.route->is_long(request);
}

bool Pipeline::may_answer_from_memory(const Request& request) const {
    return options_.look && request.route && request.route->from_memory && is_public(request.route->act);
}

bool Pipeline::look() const {
    try {
        const auto looked = options_.look();
        return looked && *looked; // An error: the handler meets it too, and says it.
    } catch (const std::exception&) { return false; }
}

Response Pipeline::answer_from_memory(Request& request) const {
    try {
        auto response = request.route->from_memory(request);
        return response ? finish(request, std::move(*response)) : refuse(response.error(), request);
    } catch (const std::exception& exception) { return refuse(internal(exception.what()), request); }
}

Response Pipeline::refuse(const Error& error, const Request& request) const {
    const Reader reader{texts_, request.language, request.id};
    if (is_api(request) || request.target.raw.empty()) return problem(error, reader);
    Response response = error_page(error, reader, request);
    if (status_of(error) == 405)
        for (const auto& [name, value] : error.params)
            if (name == "allowed") response.headers.add("Allow", value);
    return response;
}

Response Pipeline::refuse_plain(Request& request) const {
    const auto head = read_head(request);
    request.language = language_of(request);
    if (!head) return refuse(head.error(), request);
    const auto there = "https://" + std::string(request.header("Host")) + request.raw_target;
    return refuse(invalid("request.https_needed", {}, {{"url", there}}), request);
}

Response Pipeline::finish(const Request& request, Response response) const {
    const bool is_fresh = response.status == 200 && response.caching != Caching::NoStore;
    if (is_fresh) {
        if (response.etag.empty()) response.etag = "W/\"" + sha256_hex(response.content()).substr(0, 32) + "\"";
        response.headers.add("Vary", request.route && response.caching == Caching::Revalidate
                                         ? "Accept-Encoding, Accept-Language, Cookie"
                                         : "Accept-Encoding");
        if (names_etag(request.header("If-None-Match"), response.etag)) {
            response.status = 304;
            response.content_type.clear();
            response.body.clear();
            response.fixed = {};
            response.file.reset();
            response.is_gzip = false;
            return response;
        }
    }
    const bool is_worth_it =
        !response.is_gzip && response.content().size() > kMinGzipBytes && is_compressible(response.content_type);
    if (is_worth_it && accepts_gzip(request.header("Accept-Encoding"))) {
        response.body = gzip(response.content(), response.caching == Caching::NoStore ? 1 : 6);
        response.fixed = {};
        response.is_gzip = true;
    }
    return response;
}

void Pipeline::finished(const Request& request, const Response& response, double milliseconds) const {
    if (options_.metrics) options_.metrics->finished(request, response, milliseconds);
    if (options_.diagnostics) options_.diagnostics(diagnostic_line(request, response, milliseconds));
}

} // namespace hoshirube
