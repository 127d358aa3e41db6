#pragma once

#include "app/act.h"
#include "scheme/account/service_account.h"

namespace hoshirube {

struct ServiceFields {
    std::string name, role, last_day;
    std::vector<std::string> scopes;
};

// Makes one and answers {"id", "token"}: the token is shown this once.
// Errors   Invalid `service.role_not_yours`; Conflict `service.too_many` {most}; Invalid `service.*`, `text.*`, `grant.ends_*`.
Result<Json> add_service(World&, const Act&, const std::string& organisation_id, const ServiceFields&);
// A new token in the old one's place, which ends at once. Errors   NotFound `service.not_found`; Conflict `service.over`.
Result<Json> renew_service(World&, const Act&, const std::string& organisation_id, const std::string& id);
// Ends it at once; it stays listed.
Result<Receipt> revoke_service(World&, const Act&, const std::string& organisation_id, const std::string& id);

// {"items": […], "scopes": [those there are]}
Result<Json> services_json(World&, const Viewer&, const std::string& organisation_id);

// Whom a token lets in; empty for none. Notes the use, to the minute.
Result<std::optional<Actor>> find_service(World&, const std::string& token, Instant now);

} // namespace hoshirube
