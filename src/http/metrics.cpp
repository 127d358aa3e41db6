#include "http/metrics.h"

#include "http/router.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hoshirube {

namespace {

std::string number(double value) {
    if (std::isnan(value)) return "NaN";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.15g", value);
    return text.data();
}

void head(std::string& out, const std::string& name, const std::string& kind, const std::string& help) {
    out += "# HELP " + name + " " + help + "\n# TYPE " + name + " " + kind + "\n";
}

// Routes are our own words; what could end a label's value is left out all the same.
std::string label(std::string_view value) {
    std::string out;
    for (const char c : value)
        if (c != '"' && c != '\\' && c != '\n') out += c;
    return out;
}

} // namespace

void Metrics::finished(const Request& request, const Response& response, double milliseconds) {
    const std::string route(request.route ? std::string_view(request.route->pattern) : std::string_view("-"));
    const double seconds = milliseconds / 1000;
    const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
    const std::lock_guard lock(mutex_);
    ++requests_[{route, to_text(request.method), response.status}];
    ++took_[static_cast<std::size_t>(bucket)];
    seconds_ += seconds;
    bytes_ += response.size_bytes();
}

std::string Metrics::text(const Read& read) const {
    std::string out;
    for (const auto& figure : read()) {
        head(out, figure.name, figure.kind, figure.help);
        out += figure.name + " " + number(figure.value) + "\n";
    }
    const std::lock_guard lock(mutex_);
    head(out, "hoshirube_requests_total", "counter", "Answered requests by route, method and status.");
    for (const auto& [key, count] : requests_) {
        const auto& [route, method, status] = key;
        out += "hoshirube_requests_total{route=\"" + label(route) + "\",method=\"" + label(method) + "\",status=\"" +
               std::to_string(status) + "\"} " + std::to_string(count) + "\n";
    }
    head(out, "hoshirube_request_seconds", "histogram", "From the end of the head to the end of the answer.");
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < took_.size(); ++i) {
        below += took_[i];
        const auto bound = i < kBounds.size() ? number(kBounds[i]) : std::string("+Inf");
        out += "hoshirube_request_seconds_bucket{le=\"" + bound + "\"} " + std::to_string(below) + "\n";
    }
    out += "hoshirube_request_seconds_sum " + number(seconds_) + "\n";
    out += "hoshirube_request_seconds_count " + std::to_string(below) + "\n";
    head(out, "hoshirube_answer_bytes_total", "counter", "Bytes of content sent.");
    return out + "hoshirube_answer_bytes_total " + std::to_string(bytes_) + "\n";
}

} // namespace hoshirube
