#include "scheme/account/service_account.h"

#include <algorithm>

#include "scheme/account/access_table.h"

namespace hoshirube {

bool is_live(const ServiceAccount& service, Instant now) { return !service.revoked_at && now.tokyo_day() <= service.last_day; }

bool may_give_service(const Roles& own, Role wanted) {
    if (wanted == Role::Applicant) return own.meets({Role::Applicant, Role::Management});
    return wanted == Role::Buyer && own.has(Role::Buyer);
}

std::vector<std::string> known_scopes() {
    std::vector<std::string> scopes;
    for (const auto& row : permission_rows())
        // What needs no account needs no scope; a program never works for the operator.
        if (!row.scope.empty() && !is_public(row.permission) && !row.scope.starts_with("operator:"))
            scopes.emplace_back(row.scope);
    std::sort(scopes.begin(), scopes.end());
    scopes.erase(std::unique(scopes.begin(), scopes.end()), scopes.end());
    return scopes;
}

Result<std::vector<std::string>> read_scopes(std::vector<std::string> typed) {
    if (typed.empty()) return invalid("service.scope_needed", "scopes");
    const auto known = known_scopes();
    for (const auto& scope : typed)
        if (!std::binary_search(known.begin(), known.end(), scope))
            return invalid("service.scope_unknown", "scopes", {{"given", scope.substr(0, 40)}});
    std::sort(typed.begin(), typed.end());
    typed.erase(std::unique(typed.begin(), typed.end()), typed.end());
    return typed;
}

} // namespace hoshirube
