#include "http/metrics_site.h"

namespace hoshirube {

namespace {

Router routes_of(const Metrics& metrics, Metrics::Read read) {
    Router router;
    router.add({get("/metrics", Permission::ReadPublic, [&metrics, read = std::move(read)](const Request&) -> Result<Response> {
        Response response;
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        response.body = metrics.text(read);
        return response;
    })});
    return router;
}

} // namespace

MetricsSite::MetricsSite(const Metrics& metrics, Metrics::Read read, const Texts& texts, SiteOptions options)
    : assets_({}), pipeline_(routes_of(metrics, std::move(read)), assets_, texts, nobody(), std::move(options)) {}

} // namespace hoshirube
