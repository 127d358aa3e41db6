#include "storage/sql/service_store.h"

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

const std::string kSelect = R"sql(
    SELECT s.id, s.organisation_id, p.name, s.role, s.scopes, s.token_sha256, s.made_by, s.made_at, s.last_day, s.last_used_at,
           s.revoked_at
    FROM service_account s JOIN person p ON p.id = s.id
)sql";

std::string joined(const std::vector<std::string>& scopes) {
    std::string text;
    for (const auto& scope : scopes) text += (text.empty() ? "" : " ") + scope;
    return text;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> scopes;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        scopes.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return scopes;
}

Result<ServiceAccount> to_service(RowReader& in) {
    return in.finish(ServiceAccount{in.text(), in.text(), in.text(), in.named(parse_role), split(in.text()), in.text(), in.text(),
                                    in.instant(), in.day(), in.optional_instant(), in.optional_instant()});
}

} // namespace

Result<Done> SqlServiceStore::add(const ServiceAccount& s) {
    TRY(connection_.query(R"sql(
        INSERT INTO service_account (id, organisation_id, role, scopes, token_sha256, made_by, made_at, last_day)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    )sql",
                          {s.id, s.organisation_id, to_text(s.role), joined(s.scopes), s.token_sha256, s.made_by,
                           s.made_at.milliseconds(), s.last_day.iso8601()}));
    return Done{};
}

Result<Done> SqlServiceStore::save(const ServiceAccount& s) {
    const auto rows = TRY(connection_.query("UPDATE service_account SET token_sha256 = $2, revoked_at = $3 WHERE id = $1",
                                            {s.id, s.token_sha256, milliseconds(s.revoked_at)}));
    if (rows.changed == 0) return not_found("service.not_found");
    return Done{};
}

Result<ServiceAccount> SqlServiceStore::get(const std::string& id) {
    auto rows = TRY(connection_.query(kSelect + "WHERE s.id = $1", {id}));
    return only(std::move(rows), to_service, "service.not_found");
}

Result<std::optional<ServiceAccount>> SqlServiceStore::find(const std::string& token_sha256) {
    auto rows = TRY(connection_.query(kSelect + "WHERE s.token_sha256 = $1", {token_sha256}));
    return first(std::move(rows), to_service);
}

Result<std::vector<ServiceAccount>> SqlServiceStore::of_organisation(const std::string& organisation_id) {
    auto rows = TRY(connection_.query(kSelect + "WHERE s.organisation_id = $1 ORDER BY s.made_at DESC, s.id", {organisation_id}));
    return all(std::move(rows), to_service);
}

Result<Done> SqlServiceStore::note_use(const std::string& id, Instant now) {
    TRY(connection_.query("UPDATE service_account SET last_used_at = $2 WHERE id = $1", {id, now.milliseconds()}));
    return Done{};
}

} // namespace hoshirube::sql
