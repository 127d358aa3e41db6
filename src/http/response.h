#pragma once

#include "app/ports.h"
#include "base/json.h"
#include "http/headers.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace hoshirube {

// How long others may keep an answer.
enum class Caching {
    NoStore,    // What belongs to one person.
    Revalidate, // Public: ask each time whether it changed (ETag).
    Brief,      // Public and always changing: for two seconds.
    Immutable,  // Its name changes with its content.
};

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";
inline constexpr std::string_view kHtml = "text/html; charset=utf-8";

// What goes back. The headers that every answer carries are added when it is written; see headers_of().
struct Response {
    int status = 200;
    std::string content_type; // Empty: no content.
    std::string body;
    std::string_view fixed;        // Instead of `body`: bytes that live as long as the process.
    std::unique_ptr<Content> file; // Instead of both: sent on as it is read.
    Headers headers;
    Caching caching = Caching::NoStore;
    std::string etag;
    bool is_gzip = false;
    bool is_download = false;      // Foreign content: sandboxed.
    bool is_inner = false;         // A page that pages of ours may show inside themselves.
    std::string error_key, detail; // For the diagnostics only.

    std::string_view content() const { return fixed.data() ? fixed : std::string_view(body); } // Empty for a file.
    std::uint64_t size_bytes() const { return file ? static_cast<std::uint64_t>(file->size_bytes()) : content().size(); }

    static Response json(int status, const Json& value);
    static Response json_text(int status, std::string text);
    static Response receipt(int status, const Receipt&);
    static Response html(int status, std::string text);
    static Response empty(int status);
    static Response redirect(std::string location);
};

// The status line and all headers, with the empty line. `is_secure`: came over https; `is_last`: the
// connection closes.
//
// Source   https://owasp.org/www-project-secure-headers/; ASVS 5.0.0 V3.4
struct Writing {
    bool is_secure, is_last;
    Instant now;
    std::string_view request_id{};
};
std::string headers_of(const Response&, const Writing&);

// Content-Disposition of a file to keep, as RFC 6266 with the encoding of RFC 8187: `plain_name` with the file's ending for old readers,
// the real name beside it.
std::string attachment(std::string_view plain_name, const std::string& file_name);

} // namespace hoshirube
