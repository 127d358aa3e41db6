#include "http/router.h"

#include <optional>

namespace hoshirube {

namespace {

using Parameters = std::vector<std::pair<std::string_view, std::string>>;

bool is_parameter(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

std::optional<Parameters> match(const std::vector<std::string>& pattern, const std::vector<std::string>& segments) {
    const bool is_open = !pattern.empty() && pattern.back() == "*";
    const std::size_t fixed = pattern.size() - (is_open ? 1 : 0);
    if (is_open ? segments.size() < fixed : segments.size() != fixed) return std::nullopt;
    Parameters parameters;
    for (std::size_t i = 0; i < fixed; ++i) {
        const std::string_view wanted = pattern[i];
        if (is_parameter(wanted)) parameters.emplace_back(wanted.substr(1, wanted.size() - 2), segments[i]);
        else if (wanted != segments[i]) return std::nullopt;
    }
    return parameters;
}

bool serves(const Route& route, Method method) {
    return route.method == method || (route.method == Method::Get && method == Method::Head);
}

void add_method(std::string& allowed, Method method) {
    if (!allowed.empty()) allowed += ", ";
    allowed += to_text(method);
    if (method == Method::Get) allowed += ", HEAD";
}

} // namespace

Route get(std::string pattern, Permission act, Handler handler) {
    return {Method::Get, std::move(pattern), act, Body::None, Key::NotNeeded, std::move(handler)};
}

Route write(Method method, std::string pattern, Permission act, Body body, Handler handler) {
    return {method, std::move(pattern), act, body, Key::Needed, std::move(handler)};
}

void Router::add(std::vector<Route> routes) {
    for (auto& route : routes) {
        std::vector<std::string> segments;
        for (std::size_t at = 1; at < route.pattern.size();) {
            const auto slash = std::min(route.pattern.find('/', at), route.pattern.size());
            segments.push_back(route.pattern.substr(at, slash - at));
            at = slash + 1;
        }
        patterns_.push_back(std::move(segments));
        routes_.push_back(std::move(route));
    }
}

Result<Done> Router::find(Request& request) const {
    std::string allowed;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        auto parameters = match(patterns_[i], request.target.segments);
        if (!parameters) continue;
        if (serves(routes_[i], request.method)) {
            request.route = &routes_[i];
            request.parameters = std::move(*parameters);
            return Done{};
        }
        add_method(allowed, routes_[i].method);
    }
    if (allowed.empty()) return not_found("route.not_found");
    return invalid("route.method", {}, {{"allowed", allowed}});
}

} // namespace hoshirube
