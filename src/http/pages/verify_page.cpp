#include "http/pages/layout.h"
#include "http/routes.h"

namespace hoshirube {

namespace {

// GET /verify: the one public page with a script, since files are to be checked where they are and not here.
Result<Response> verify_page(Desk& desk, const Request& request) {
    const Page page(desk.world.texts, request);
    const auto main = fill(R"(<link rel="stylesheet" href="/verifier.css">
<h1>{title}</h1>
<noscript><p class="notice">{no_script}</p></noscript>
<div id="verifier"></div>
<p><a href="/verifier.html" download="hoshirube-verifier.html">{offline}</a></p>
<p><a href="/ledger/policy" download="star.policy">{policy}</a></p>
<p><a href="/status/list" download="star.status">{status}</a></p>
<script src="/verifier.js"></script>
)",
                           {{"title", page.text("verify.title")},
                            {"no_script", page.text("verify.page.no_script")},
                            {"offline", page.text("verify.page.offline")},
                            {"policy", page.text("verify.page.get_policy")},
                            {"status", page.text("verify.page.get_status")}});
    return page.response(200, page.text("verify.title"), main);
}

} // namespace

std::vector<Route> verify_page_routes(Desk& desk) { return {get("/verify", Permission::ReadPublic, bind(verify_page, desk))}; }

} // namespace hoshirube
