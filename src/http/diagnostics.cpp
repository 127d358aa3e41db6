#include "http/diagnostics.h"

#include "base/hash.h"
#include "http/router.h"

#include <array>
#include <cstdio>

namespace hoshirube {

namespace {

constexpr std::size_t kMaxValueBytes = 4096;

// As a JSON string that stays on one line everywhere: U+2028 and U+2029 end lines for some readers.
void append_value(std::string& out, std::string_view value) {
    std::string quoted;
    append_json_string(quoted, value.substr(0, kMaxValueBytes));
    for (const auto& [bytes, escape] : {std::pair{"\xe2\x80\xa8", "\\u2028"}, std::pair{"\xe2\x80\xa9", "\\u2029"}})
        for (auto at = quoted.find(bytes); at != quoted.npos; at = quoted.find(bytes, at)) quoted.replace(at, 3, escape);
    out += quoted;
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(",\"").append(name).append("\":");
    append_value(out, value);
    if (value.size() > kMaxValueBytes)
        out.append(",\"").append(name).append("_sha256\":\"").append(sha256_hex(value)).append("\"");
}

} // namespace

std::string diagnostic_line(const Request& request, const Response& response, double milliseconds) {
    std::array<char, 32> ms{};
    std::snprintf(ms.data(), ms.size(), "%.3f", milliseconds);
    std::string out = "{\"at\":\"" + request.now.iso8601() + "\"";
    append_field(out, "request", request.id);
    append_field(out, "method", to_text(request.method));
    append_field(out, "route", request.route ? std::string_view(request.route->pattern) : std::string_view("-"));
    out.append(",\"status\":").append(std::to_string(response.status));
    out.append(",\"ms\":").append(ms.data());
    out.append(",\"bytes\":").append(std::to_string(response.size_bytes()));
    if (!response.error_key.empty()) append_field(out, "key", response.error_key);
    if (!response.detail.empty()) append_field(out, "detail", response.detail);
    return out.append("}");
}

} // namespace hoshirube
