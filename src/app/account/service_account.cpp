#include "app/account/service_account.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/account/session.h"
#include "app/grant/receiver.h"
#include "base/hash.h"
#include "base/text.h"

namespace hoshirube {

namespace {

constexpr std::size_t kMostLive = 50;

std::string new_token() { return std::string(kTokenPrefix) + new_secret(); }

Result<Roles> roles_in(Transaction& transaction, const Act& act, const std::string& organisation_id) {
    if (act.actor_id == kKeeper) return Roles{Role::Applicant, Role::Buyer};
    Roles roles;
    for (const auto& view : TRY(transaction.accounts().memberships_of(act.actor_id)))
        if (view.membership.organisation_id == organisation_id && holds_on(view.membership, act.today()))
            roles.add(view.membership.role);
    return roles;
}

Result<ServiceAccount> service_in(Transaction& transaction, const std::string& organisation_id, const std::string& id) {
    auto service = TRY(transaction.services().get(id));
    if (service.organisation_id != organisation_id) return not_found("service.not_found");
    return service;
}

Json service_json(const ServiceAccount& s, const std::string& made_by_name, Instant now) {
    return Json{{"id", s.id},
                {"name", s.name},
                {"role", to_text(s.role)},
                {"scopes", s.scopes},
                {"made_by_name", made_by_name},
                {"made_at", s.made_at.iso8601()},
                {"last_day", s.last_day.iso8601()},
                {"last_used_at", s.last_used_at ? Json(s.last_used_at->iso8601()) : Json()},
                {"revoked_at", s.revoked_at ? Json(s.revoked_at->iso8601()) : Json()},
                {"is_live", is_live(s, now)}};
}

// Not through perform(): what it would remember for a repetition is the token.
Result<Json> committed(Transaction& transaction, const std::string& id, const std::string& token) {
    TRY(transaction.commit());
    return Json{{"id", id}, {"token", token}};
}

} // namespace

Result<Json> add_service(World& world, const Act& act, const std::string& organisation_id, const ServiceFields& fields) {
    const auto name = TRY(required_text("name", fields.name, 100));
    const auto role = TRY(parse_role(fields.role.empty() ? "applicant" : fields.role));
    auto scopes = TRY(read_scopes(fields.scopes));
    auto end = read_end(fields.last_day, act.today());
    if (!end) {
        end.error().field = "last_day";
        return end.error();
    }
    auto transaction = TRY(world.database.begin(Database::Mode::Write, act.actor_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, act, Permission::KeepServices, organisation));
    if (!may_give_service(TRY(roles_in(*transaction, act, organisation_id)), role))
        return invalid("service.role_not_yours", "role");
    const auto others = TRY(transaction->services().of_organisation(organisation_id));
    const auto live = std::count_if(others.begin(), others.end(), [&](const auto& one) { return is_live(one, act.now); });
    if (static_cast<std::size_t>(live) >= kMostLive) return conflict("service.too_many", {{"most", std::to_string(kMostLive)}});
    const auto token = new_token();
    const auto id = new_id();
    const ServiceAccount service{
        id, organisation.id, name, role, std::move(scopes), sha256_hex(token), act.actor_id, act.now, *end, {}, {}};
    // No sign-in name has no @: nobody ever signs in as it, and no invitation reaches it.
    TRY(transaction->accounts().add_person({id, "service-" + id, name, {}, "ja", act.now}));
    TRY(transaction->accounts().add_membership({id, organisation.id, role, act.today(), *end}));
    TRY(transaction->services().add(service));
    TRY(record(*transaction, act, "service.added", organisation.id, id,
               Json{{"role", to_text(role)}, {"scopes", service.scopes}, {"last_day", end->iso8601()}}));
    return committed(*transaction, id, token);
}

Result<Json> renew_service(World& world, const Act& act, const std::string& organisation_id, const std::string& id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Write, act.actor_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, act, Permission::KeepServices, organisation));
    auto service = TRY(service_in(*transaction, organisation_id, id));
    if (!is_live(service, act.now)) return conflict("service.over");
    const auto token = new_token();
    service.token_sha256 = sha256_hex(token);
    TRY(transaction->services().save(service));
    TRY(record(*transaction, act, "service.renewed", organisation.id, id, Json::object()));
    return committed(*transaction, id, token);
}

Result<Receipt> revoke_service(World& world, const Act& act, const std::string& organisation_id, const std::string& id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto organisation = TRY(transaction.organisations().get(organisation_id));
        TRY(require(world, transaction, act, Permission::KeepServices, organisation));
        auto service = TRY(service_in(transaction, organisation_id, id));
        if (!service.revoked_at) {
            service.revoked_at = act.now;
            TRY(transaction.services().save(service));
            TRY(record(transaction, act, "service.revoked", organisation.id, id, Json::object()));
        }
        return Receipt{id, 0};
    });
}

Result<Json> services_json(World& world, const Viewer& viewer, const std::string& organisation_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto organisation = TRY(transaction->organisations().get(organisation_id));
    TRY(require(world, *transaction, viewer, Permission::SeeServices, organisation));
    Json items = Json::array();
    for (const auto& service : TRY(transaction->services().of_organisation(organisation_id))) {
        const auto maker = transaction->accounts().get_person(service.made_by);
        items.push_back(service_json(service, maker ? maker->name : std::string(), viewer.now));
    }
    return Json{{"items", std::move(items)}, {"scopes", known_scopes()}};
}

Result<std::optional<Actor>> find_service(World& world, const std::string& token, Instant now) {
    if (!token.starts_with(kTokenPrefix)) return std::optional<Actor>();
    std::optional<ServiceAccount> service;
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, kPublic));
        service = TRY(transaction->services().find(sha256_hex(token)));
    }
    if (!service || !is_live(*service, now)) return std::optional<Actor>();
    if (!service->last_used_at || service->last_used_at->plus_seconds(kUseGrainSeconds) <= now) {
        auto transaction = TRY(world.database.begin(Database::Mode::Write, kPublic));
        TRY(transaction->services().note_use(service->id, now));
        TRY(transaction->commit());
    }
    return std::optional(Actor{service->id, {Credential::Kind::Token, {}, service->scopes}});
}

} // namespace hoshirube
