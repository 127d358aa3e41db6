#include "http/origin.h"

namespace hoshirube {

namespace {

std::string_view host_of(const Request& request) {
    return request.target.authority.empty() ? request.header("Host") : std::string_view(request.target.authority);
}

bool is_ours(std::string_view origin, const Request& request) {
    const auto host = host_of(request);
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (scheme == "http://" && request.is_secure) continue;
        if (origin.substr(0, scheme.size()) == scheme) return equal_ignoring_case(origin.substr(scheme.size()), host);
    }
    return false;
}

} // namespace

Result<Done> check_same_origin(const Request& request) {
    const auto site = request.header("Sec-Fetch-Site"), origin = request.header("Origin");
    const bool is_site_ours = site.empty() || site == "same-origin";
    const bool is_origin_ours = origin.empty() || is_ours(origin, request);
    if ((site.empty() && origin.empty()) || !is_site_ours || !is_origin_ours) return forbidden("request.other_origin");
    return Done{};
}

PageOrigin page_origin(const Request& request) {
    const std::string host(host_of(request));
    const auto colon = host.rfind(':');
    const bool has_port = colon != host.npos && host.find(']', colon) == host.npos;
    return {(request.is_secure ? "https://" : "http://") + host, has_port ? host.substr(0, colon) : host};
}

} // namespace hoshirube
