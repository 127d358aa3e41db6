#include "http/response.h"

#include "http/target.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

namespace hoshirube {

namespace {

// Nothing inline, nothing from elsewhere; and nobody shows our pages inside theirs.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
// Read inside a page of ours: no scripts at all.
constexpr std::string_view kInnerPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
constexpr std::string_view kDownloadPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";

std::string_view reason(int status) {
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Other";
    }
}

std::string_view cache_control(Caching caching) {
    switch (caching) {
    case Caching::NoStore: return "no-store";
    case Caching::Revalidate: return "no-cache";
    case Caching::Brief: return "public, max-age=2"; // Takes a crowd off the disk, too short to hide anything.
    case Caching::Immutable: return "public, max-age=31536000, immutable";
    }
    return "no-store";
}

// A value can never end its line, whatever went into it.
void add(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    for (const char c : value)
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
    out.append("\r\n");
}

std::string http_date(Instant now) {
    const auto seconds = static_cast<std::time_t>(now.milliseconds() / 1000);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 40> text{};
    // The process never calls setlocale(), so the names are English.
    const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    return std::string(text.data(), size);
}

void add_protections(std::string& out, const Response& response, bool is_secure) {
    add(out, "Content-Security-Policy", response.is_download ? kDownloadPolicy : response.is_inner ? kInnerPolicy : kPolicy);
    add(out, "X-Content-Type-Options", "nosniff");
    add(out, "Referrer-Policy", "no-referrer");
    add(out, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    add(out, "Cross-Origin-Opener-Policy", "same-origin");
    add(out, "Cross-Origin-Resource-Policy", "same-origin");
    if (is_secure) add(out, "Strict-Transport-Security", "max-age=31536000");
}

} // namespace

Response Response::json(int status, const Json& value) {
    return json_text(status, value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Response Response::json_text(int status, std::string text) {
    Response response;
    response.status = status;
    response.content_type = kJson;
    response.body = std::move(text);
    return response;
}

Response Response::receipt(int status, const Receipt& receipt) {
    std::string text = "{\"id\":";
    append_json_string(text, receipt.id);
    text.append(",\"version\":").append(std::to_string(receipt.version)).append("}");
    return json_text(status, std::move(text));
}

Response Response::html(int status, std::string text) {
    Response response;
    response.status = status;
    response.content_type = kHtml;
    response.body = std::move(text);
    response.caching = Caching::Revalidate;
    return response;
}

Response Response::empty(int status) {
    Response response;
    response.status = status;
    return response;
}

Response Response::redirect(std::string location) {
    Response response = empty(303);
    response.headers.add("Location", location);
    return response;
}

std::string headers_of(const Response& response, const Writing& writing) {
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
    out.reserve(1024);
    out.append(reason(response.status)).append("\r\n");
    add(out, "Date", http_date(writing.now));
    if (!response.content_type.empty()) add(out, "Content-Type", response.content_type);
    if (response.status != 204 && response.status != 304) add(out, "Content-Length", std::to_string(response.size_bytes()));
    if (response.is_gzip) add(out, "Content-Encoding", "gzip");
    add(out, "Cache-Control", cache_control(response.caching));
    if (!response.etag.empty()) add(out, "ETag", response.etag);
    if (!writing.request_id.empty()) add(out, "X-Request-Id", writing.request_id);
    for (const auto& [name, value] : response.headers.all()) add(out, name, value);
    add_protections(out, response, writing.is_secure);
    if (writing.is_last) add(out, "Connection", "close");
    return out.append("\r\n");
}

std::string attachment(std::string_view plain_name, const std::string& file_name) {
    const auto ending = file_name.substr(std::min(file_name.rfind('.'), file_name.size()));
    const bool is_plain =
        ending.find_first_not_of(".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ending.npos;
    return "attachment; filename=\"" + std::string(plain_name) + (is_plain ? ending : std::string()) + "\"; filename*=UTF-8''" +
           percent_encoded(file_name);
}

} // namespace hoshirube
