#pragma once

#include "app/assessment/presence.h"
#include "http/asset.h"
#include "http/pipeline.h"
#include "http/prints.h"
#include "http/sign_in_limits.h"

#include <string>
#include <vector>

namespace hoshirube {

// What handlers need beside the use-cases.
struct Desk {
    World& world;
    const Assets& assets;
    SignInLimits& sign_ins;
    Prints& prints;
    Presence& presence;
    std::string version;
    std::function<Result<Done>()> ready; // Empty: always.
};

// The whole product over HTTP: every route of docs/openapi.yaml, the public pages, and the browser UI.
//
// `assets` must hold "/index.html" (the UI), "/public.css", "/favicon.svg", "/robots.txt",
// "/api/v1/openapi.yaml" and
// "/catalogue/start.json" (the words of the ten-minute start);
// their bytes and `world` must outlive the site. The site must stay where it is.
class Site {
public:
    Site(World& world, std::vector<Asset> assets, SiteOptions options);
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    const Pipeline& pipeline() const { return pipeline_; }

private:
    Assets assets_;
    SignInLimits sign_ins_;
    Prints prints_;
    Presence presence_;
    Desk desk_;
    Pipeline pipeline_;
};

} // namespace hoshirube
