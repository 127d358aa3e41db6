#include "http/witness_site.h"

namespace hoshirube {

namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";

using Outcome = ledger::Witness::Outcome;

// Source   https://c2sp.org/tlog-witness@v1.0.0
int status_of_outcome(Outcome outcome) {
    switch (outcome) {
    case Outcome::Cosigned: return 200;
    case Outcome::Malformed: return 400;
    case Outcome::NotSigned: return 403;
    case Outcome::UnknownLog: return 404;
    case Outcome::OtherSize: return 409;
    case Outcome::Inconsistent: return 422;
    }
    CHECK(false);
}

Response plain(int status, std::string_view type, std::string body) {
    Response response;
    response.status = status;
    response.content_type = type;
    response.body = std::move(body);
    return response;
}

Result<Response> add_checkpoint(WitnessSite::Desk& desk, const Request& request) {
    const auto answer =
        TRY(desk.witness.add_checkpoint(request.body, static_cast<std::uint64_t>(request.now.milliseconds() / 1000)));
    return plain(status_of_outcome(answer.outcome), answer.outcome == Outcome::OtherSize ? "text/x.tlog.size" : kText,
                 answer.text);
}

Result<Response> get_latest(WitnessSite::Desk& desk, const Request& request) {
    auto note = TRY(desk.witness.latest(request.path_text("origin")));
    if (!note) return not_found("ledger.not_found");
    return plain(200, kText, std::move(*note));
}

Result<Response> get_key(WitnessSite::Desk& desk, const Request&) { return plain(200, kText, ledger::to_text(desk.key) + "\n"); }

Router routes_of(WitnessSite::Desk& desk) {
    Router router;
    router.add(
        {Route{Method::Post, "/add-checkpoint", Permission::ReadPublic, Body::Text, Key::NotNeeded, bind(add_checkpoint, desk)},
         get("/key", Permission::ReadPublic, bind(get_key, desk)),
         get("/{origin}/checkpoint", Permission::ReadPublic, bind(get_latest, desk))});
    return router;
}

} // namespace

WitnessSite::WitnessSite(ledger::Witness& witness, const ledger::VerifierKey& key, const Texts& texts, SiteOptions options)
    : assets_({}), desk_{witness, key}, pipeline_(routes_of(desk_), assets_, texts, nobody(), std::move(options)) {}

} // namespace hoshirube
