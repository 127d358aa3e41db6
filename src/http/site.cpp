#include "http/site.h"

#include "app/account/account.h"
#include "app/account/service_account.h"
#include "http/routes.h"

namespace hoshirube {

namespace {

Router all_routes(World& world, Desk& desk) {
    Router router;
    router.add(session_routes(desk));
    router.add(factor_routes(desk));
    router.add(provider_routes(desk));
    router.add(service_routes(world));
    router.add(organisation_routes(world));
    router.add(assessment_routes(world));
    router.add(presence_routes(desk));
    router.add(exchange_routes(world));
    router.add(evidence_routes(world));
    router.add(review_routes(world));
    router.add(declaration_routes(world));
    router.add(register_routes(world));
    router.add(report_routes(desk));
    router.add(paper_routes(desk));
    router.add(follow_routes(world));
    router.add(network_routes(world));
    router.add(catalogue_routes(desk));
    router.add(operator_routes(world));
    router.add(certificate_routes(world));
    router.add(ledger_routes(world));
    router.add(grant_routes(world));
    router.add(audit_routes(world));
    router.add(calendar_routes(world));
    router.add(health_routes(desk));
    router.add(plain_page_routes(desk));
    router.add(register_page_routes(world));
    router.add(verify_page_routes(desk));
    return router;
}

SessionOf session_of(World& world) {
    return [&world](const std::string& token, Instant now, Use use) -> Result<std::optional<Entered>> {
        if (token.starts_with(kTokenPrefix)) {
            auto program = TRY(find_service(world, token, now));
            if (!program) return std::optional<Entered>();
            return std::optional<Entered>(Entered{std::move(*program), {}});
        }
        auto session = TRY(find_session(world, token, now, use));
        if (!session) return std::optional<Entered>();
        Actor actor{session->person_id, {Credential::Kind::Session, session->proved_at, {}}};
        return std::optional<Entered>(Entered{std::move(actor), std::move(session)});
    };
}

SiteOptions with_look(SiteOptions options, World& world) {
    options.look = [&world] { return world.roll.look(world.database); };
    return options;
}

} // namespace

Site::Site(World& world, std::vector<Asset> assets, SiteOptions options)
    : assets_(std::move(assets)), desk_{world, assets_, sign_ins_, prints_, presence_, options.version, options.ready},
      pipeline_(all_routes(world, desk_), assets_, world.texts, session_of(world), with_look(std::move(options), world)) {}

} // namespace hoshirube
