#pragma once

#include "http/metrics.h"
#include "http/pipeline.h"

namespace hoshirube {

// What is served at the address for monitoring, and nowhere else: GET /metrics. What it refers to must outlive it.
class MetricsSite {
public:
    MetricsSite(const Metrics& metrics, Metrics::Read read, const Texts& texts, SiteOptions options);
    MetricsSite(const MetricsSite&) = delete;
    MetricsSite& operator=(const MetricsSite&) = delete;

    const Pipeline& pipeline() const { return pipeline_; }

private:
    Assets assets_;
    Pipeline pipeline_;
};

} // namespace hoshirube
