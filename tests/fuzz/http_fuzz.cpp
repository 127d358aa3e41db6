// What a stranger's bytes can reach before a handler: the end of the head, the target, cookies and the other
// headers that we read ourselves, the choice of a route, and the escaping of what is shown again.
#include "base/network_address.h"
#include "fuzz.h"
#include "http/cookie.h"
#include "http/device.h"
#include "http/fields.h"
#include "http/form_data.h"
#include "http/head.h"
#include "http/headers.h"
#include "http/pages/markup.h"
#include "http/router.h"
#include "http/target.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace hoshirube;

namespace {

Router some_routes() {
    const auto nothing = [](const Request&) -> Result<Response> { return Response::empty(204); };
    Router router;
    router.add({get("/", Permission::ReadPublic, nothing), get("/register/{number}", Permission::ReadPublic, nothing),
                get("/app/*", Permission::ReadPublic, nothing), get("/api/v1/{a}/x/{b}", Permission::ReadPublic, nothing)});
    return router;
}

// A head is found once: more bytes after it change nothing, and no shorter text has one.
void check_head(std::string_view bytes) {
    const auto scan = scan_head(bytes);
    if (scan.state != HeadScan::State::Complete) return;
    CHECK(scan.size <= bytes.size());
    CHECK(scan_head(bytes.substr(0, scan.size)).size == scan.size);
    CHECK(scan_head(bytes.substr(0, scan.size - 1)).state != HeadScan::State::Complete);
    CHECK(bytes.substr(0, scan.size).find("\r\n ") == bytes.npos);
}

// Every segment that comes through is text of one level; encoded again it means the same.
void check_target(std::string_view bytes) {
    auto target = parse_target(bytes);
    if (!target) return;
    std::string again = "/";
    for (const auto& segment : target->segments) {
        CHECK(!segment.empty() && segment != "." && segment != "..");
        CHECK(segment.find_first_of(std::string_view("/\\\0\r\n", 5)) == segment.npos);
        again += percent_encoded(segment) + "/";
    }
    CHECK(parse_target(again)->segments == target->segments);
    static const Router kRouter = some_routes();
    Request request;
    request.method = Method::Get;
    request.target = std::move(*target);
    CHECK(!kRouter.find(request) || request.route);
}

// What a browser was told to keep comes back among others as it was said, and is told for no script and for our pages alone.
void check_cookies(std::string_view bytes) {
    CHECK(cookie_value(bytes, "hoshirube_session").find(';') == bytes.npos);
    if (bytes.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.=") != bytes.npos) return;
    for (const bool is_secure : {false, true}) {
        const Instant now(0), in_an_hour(3'600'000);
        const std::pair<std::string_view, std::string> kept[] = {
            {session_cookie_name(is_secure), session_cookie(bytes, is_secure, in_an_hour, now)},
            {provider_cookie_name(is_secure), provider_cookie(bytes, is_secure)},
            {device_cookie_name(is_secure), device_cookie(bytes, is_secure)},
            {kLanguageCookie, language_cookie(bytes, is_secure)},
        };
        for (const auto& [name, set] : kept) {
            CHECK(set.ends_with("; Secure") == is_secure && set.find("; HttpOnly") != set.npos &&
                  set.find("; SameSite=Lax") != set.npos);
            CHECK(cookie_value("a=b; " + set.substr(0, set.find(';')) + "; c=d", name) == bytes);
        }
        CHECK(ended_session_cookie(is_secure).find("Max-Age=0") != std::string::npos);
        CHECK(ended_provider_cookie(is_secure).find("Max-Age=0") != std::string::npos);
        CHECK(session_cookie("t", is_secure, now, in_an_hour).find("Max-Age=0") != std::string::npos);
    }
}

void check_headers(std::string_view bytes) {
    check_cookies(bytes);
    Headers headers;
    headers.add("a", bytes);
    headers.add("B", bytes);
    headers.add("b", "c");
    CHECK(headers.get("A") == bytes && headers.get("b") == bytes &&
          headers.get(bytes).size() <= std::max<std::size_t>(bytes.size(), 1));
    CHECK(headers.count("b") == 2 && headers.get("c").empty());
    for (const auto element : list_elements(bytes)) CHECK(!element.empty() && element.find(',') == element.npos);
    preferred_language(bytes);
    accepts_gzip(bytes);
    names_etag(bytes, "W/\"a\"");
    CHECK(escaped(bytes).find_first_of("<>\"'") == std::string::npos);
    Response response = Response::empty(204);
    response.headers.add("X", bytes);
    const auto head = headers_of(response, {false, false, Instant(0)});
    CHECK(scan_head("GET / HTTP/1.1\r\n" + head.substr(head.find("\r\n") + 2)).size == head.size() - head.find("\r\n") + 14);
}

// Who somebody seems to be is told in words of ours, and where in the first half of an address; an address inside is never one outside.
void check_caller(std::string_view bytes) {
    const auto words = device_words(bytes);
    CHECK(words.size() <= 20 && words.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz, ") == words.npos);
    const std::string address(bytes);
    const auto network = network_of(address);
    CHECK(network.empty() || network.ends_with("/24") || network.ends_with("/48"));
    const bool is_outside = is_public_address(address), is_here = is_loopback_address(address);
    CHECK(!(is_outside && is_here) && (!(is_outside || is_here) || !network.empty()));
}

// A form is cut into parts that lie in it, one after the other.
void check_form(std::string_view bytes) {
    const auto parts = parse_form_data("multipart/form-data; boundary=b", bytes);
    if (!parts) return;
    const char* last = bytes.data();
    CHECK(parts->size() <= kMaxFormParts);
    for (const auto& part : *parts) {
        CHECK(last <= part.content.data() && part.content.data() + part.content.size() <= bytes.data() + bytes.size());
        CHECK(part.content.find("\r\n--b") == part.content.npos);
        last = part.content.data() + part.content.size();
        CHECK(last >= form_text(*parts, part.name).data() + form_text(*parts, part.name).size()); // The first of that name.
    }
    static_cast<void>(parse_form_data(bytes, bytes));
}

// The members of a body, each asked for as everything that a handler may want.
void check_fields(std::string_view bytes) {
    const auto json = parse_json(bytes);
    auto fields = json ? Fields::of("at", *json) : Result<Fields>(json.error());
    if (!fields) return;
    for (const char* name : {"a", "b", "c"}) {
        const bool is_text = !!fields->text(name), is_number = !!fields->integer(name), is_list = !!fields->texts(name);
        const bool is_map = !!fields->text_map(name), is_yes_or_no = !!fields->yes_or_no(name);
        CHECK(is_text + is_number + is_list + is_map + is_yes_or_no <= (fields->has(name) ? 1 : 0));
        CHECK(!!fields->text_or_empty(name) == (is_text || !fields->has(name)));
        CHECK(!!fields->texts_or_none(name) == (is_list || !fields->has(name)));
        CHECK(!!fields->yes_or_no(name, true) == (is_yes_or_no || !fields->has(name)));
        if (auto inner = fields->object(name)) CHECK(!inner->text("a") || inner->has("a"));
    }
    const bool has_others = std::any_of(json->items().begin(), json->items().end(),
                                        [](const auto& one) { return one.key() != "a" && one.key() != "b" && one.key() != "c"; });
    CHECK(!!fields->check_nothing_else() != has_others);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = test::as_text(data, size);
    check_head(bytes);
    check_target(bytes);
    check_headers(bytes);
    check_caller(bytes);
    check_form(bytes);
    check_fields(bytes);
    return 0;
}
