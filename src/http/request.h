#pragma once

#include "app/act.h"
#include "http/fields.h"
#include "http/headers.h"
#include "http/spool.h"
#include "http/target.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hoshirube {

enum class Method { Get, Head, Post, Put, Delete, Other };
std::string_view to_text(Method);
Method parse_method(std::string_view text);
inline bool is_write(Method m) { return m == Method::Post || m == Method::Put || m == Method::Delete; }

struct Route;

// One request, as far as it has been read. The server fills the head, the site adds route, person and body in
// turn; handlers see all of it.
struct Request {
    std::string id; // For the diagnostics, and the reference a person is told when the fault is ours.
    Method method = Method::Other;
    std::string raw_target; // As it came.
    Headers headers;
    std::string address; // Of the client.
    Instant now{0};

    Target target;
    const Route* route = nullptr;                                     // Null until found; and for assets.
    std::vector<std::pair<std::string_view, std::string>> parameters; // Of the path, by the names in the route's pattern.
    bool is_secure = false;                                           // Came over https.
    Language language = Language::Japanese;

    std::string person_id;          // Empty for the public.
    std::string session_token;      // As the cookie says; on a public route it may open nothing.
    std::optional<Session> session; // Of a signed-in person.
    Credential credential{};        // How the actor showed who they are.
    std::string body;               // As it came, unless the route takes a file:
    Spooled upload;
    const Json* json = nullptr; // The body read as JSON, where the route asks for it.

    std::string_view header(std::string_view name) const { return headers.get(name); }

    // A parameter of the route's pattern. The router has put it there.
    const std::string& path_text(std::string_view name) const;

    // Errors   Invalid `query.missing` {name}.
    Result<std::string> query_text(std::string_view name) const;
    std::string query_text_or_empty(std::string_view name) const;
    // Errors   Invalid `query.not_a_number` {name} unless it is one between `least` and `most`.
    struct Range {
        std::int64_t least, most;
    };
    Result<std::int64_t> query_integer(std::string_view name, std::int64_t otherwise, Range range) const;

    // An uploaded file, whole: for those that are small and read in one piece.
    Result<std::string> uploaded() const;

    // The members of the body, which must be an object.
    Result<Fields> fields() const;

    Viewer viewer() const { return {person_id, now, language, credential}; }
    // Its fingerprint is SHA-256 over method, path, query and body; an uploaded file stands there with its
    // own hash.
    Act act() const;
};

// Errors   Invalid `idempotency.key_missing`, `idempotency.key_malformed`.
Result<Done> check_idempotency_key(const Request&);

} // namespace hoshirube
