#pragma once

#include "http/request.h"
#include "http/response.h"

#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

namespace hoshirube {

// What is counted while the server runs, told in the text format of Prometheus. No address, no person, no value of a path: only routes
// as they are declared.
//
// Source   https://prometheus.io/docs/instrumenting/exposition_formats/ (text, version 0.0.4)
// Threads  may be called from any.
class Metrics {
public:
    void finished(const Request&, const Response&, double milliseconds);

    // A figure read when somebody asks, such as the memory in use. `kind`: "gauge" or "counter".
    struct Figure {
        std::string name, kind, help;
        double value;
    };
    using Read = std::function<std::vector<Figure>()>;
    std::string text(const Read&) const;

private:
    static constexpr std::array kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0}; // Seconds.
    using Key = std::tuple<std::string, std::string_view, int>; // Route, method, status.

    mutable std::mutex mutex_;
    std::map<Key, std::uint64_t> requests_;
    std::array<std::uint64_t, kBounds.size() + 1> took_{};
    double seconds_ = 0;
    std::uint64_t bytes_ = 0;
};

} // namespace hoshirube
