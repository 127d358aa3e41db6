#pragma once

#include "http/request.h"
#include "http/response.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube {

// What a request of a route carries.
enum class Body {
    None,
    JsonObject, // application/json, at most kMaxJsonBytes, or kMaxPublicJsonBytes where it is public.
    Text,       // Of any type, at most kMaxJsonBytes or the route's `max_file_bytes`; for programs that know no session.
    File,       // application/octet-stream, at most the route's `max_file_bytes`, spooled to disk.
};
inline constexpr std::size_t kMaxJsonBytes = 1024 * 1024;
inline constexpr std::int64_t kMaxPublicJsonBytes = 64 * 1024; // Where nobody need be signed in.

// Whether a write needs an Idempotency-Key.
enum class Key { Needed, NotNeeded };

using Handler = std::function<Result<Response>(const Request&)>;

struct Route {
    Method method;
    std::string pattern; // "/api/v1/evidence/{evidence}"; a last segment "*" takes any number of segments.
    Permission act;      // What it does, as the access function knows it: docs/access.md.
    Body body;
    Key key;
    Handler handler;
    std::int64_t max_file_bytes = 0;
    std::function<Result<Done>(const Request&)> before_file = nullptr; // Asked before a file is read.
    // Instead of `handler` while what is kept in memory is up to date: asks neither disk nor database. A public read only.
    Handler from_memory = nullptr;
    // Whether this request may compute for seconds: such ones take turns, so that they never hold all workers. Empty: never.
    std::function<bool(const Request&)> is_long = nullptr;
};

// Each names the act that its use-case asks the access function for; what is not open to the public needs a session.
Route get(std::string pattern, Permission act, Handler handler);
Route write(Method method, std::string pattern, Permission act, Body body, Handler handler); // With a key.

// Binds a handler written as a function to what it works on; `subject` must outlive the route.
template <typename Subject>
Handler bind(Result<Response> (*handler)(Subject&, const Request&), Subject& subject) {
    return [handler, &subject](const Request& request) { return handler(subject, request); };
}

// All routes. Finding one compares each pattern in turn: a microsecond for a hundred.
class Router {
public:
    void add(std::vector<Route> routes);

    // Sets `request.route` and `request.parameters`.
    // Errors   NotFound `route.not_found`; Invalid `route.method` {allowed} when the path takes other
    // methods.
    Result<Done> find(Request& request) const;

    const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> patterns_; // Of each route, in segments.
};

} // namespace hoshirube
