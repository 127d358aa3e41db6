#include "storage/sql/factor_store.h"

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

Result<CodeApp> to_code_app(RowReader& in) {
    return in.finish(CodeApp{in.text(), in.text(), in.instant(), in.optional_instant(), in.integer()});
}

const std::string kSelectPasskey =
    "SELECT id, person_id, credential_id, key_der, kind, rp_id, name, counter, made_at, last_used_at FROM passkey ";

Result<Passkey> to_passkey(RowReader& in) {
    return in.finish(Passkey{in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), in.integer(),
                             in.instant(), in.optional_instant()});
}

const std::string kSelectIdentity = "SELECT id, person_id, issuer, subject, linked_at FROM identity ";

Result<Identity> to_identity(RowReader& in) {
    return in.finish(Identity{in.text(), in.text(), in.text(), in.text(), in.instant()});
}

} // namespace

Result<std::optional<CodeApp>> SqlFactorStore::code_app(const std::string& person_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT person_id, sealed_secret, made_at, confirmed_at, last_used_step
        FROM code_app
        WHERE person_id = $1
    )sql",
                                      {person_id}));
    return first(std::move(rows), to_code_app);
}

Result<Done> SqlFactorStore::save_code_app(const CodeApp& app) {
    TRY(connection_.query(
        R"sql(
        INSERT INTO code_app (person_id, sealed_secret, made_at, confirmed_at, last_used_step)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (person_id) DO UPDATE
        SET sealed_secret = excluded.sealed_secret, made_at = excluded.made_at, confirmed_at = excluded.confirmed_at,
            last_used_step = excluded.last_used_step
    )sql",
        {app.person_id, app.sealed_secret, app.made_at.milliseconds(), milliseconds(app.confirmed_at), app.last_used_step}));
    return Done{};
}

Result<Done> SqlFactorStore::remove_code_app(const std::string& person_id) {
    TRY(connection_.query("DELETE FROM code_app WHERE person_id = $1", {person_id}));
    return Done{};
}

Result<Done> SqlFactorStore::replace_recovery_codes(const std::string& person_id, const std::vector<std::string>& hashes) {
    TRY(connection_.query("DELETE FROM recovery_code WHERE person_id = $1", {person_id}));
    for (const auto& hash : hashes)
        TRY(connection_.query("INSERT INTO recovery_code (person_id, code_sha256) VALUES ($1, $2)", {person_id, hash}));
    return Done{};
}

Result<bool> SqlFactorStore::use_recovery_code(const std::string& person_id, const std::string& hash, Instant at) {
    const auto rows = TRY(
        connection_.query("UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_sha256 = $2 AND used_at IS NULL",
                          {person_id, hash, at.milliseconds()}));
    return rows.changed > 0;
}

Result<std::int64_t> SqlFactorStore::recovery_codes_left(const std::string& person_id) {
    auto rows =
        TRY(connection_.query("SELECT count(*) FROM recovery_code WHERE person_id = $1 AND used_at IS NULL", {person_id}));
    RowReader in(rows[0]);
    const auto count = in.integer();
    return in.finish(count);
}

Result<Done> SqlFactorStore::add_passkey(const Passkey& p) {
    const auto rows = TRY(connection_.query(R"sql(
        INSERT INTO passkey (id, person_id, credential_id, key_der, kind, rp_id, name, counter, made_at, last_used_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (credential_id) DO NOTHING
    )sql",
                                            {p.id, p.person_id, p.credential_id, p.key_der, p.kind, p.rp_id, p.name, p.counter,
                                             p.made_at.milliseconds(), milliseconds(p.last_used_at)}));
    if (rows.changed == 0) return conflict("passkey.there_already");
    return Done{};
}

Result<Done> SqlFactorStore::save_passkey(const Passkey& p) {
    const auto rows = TRY(connection_.query("UPDATE passkey SET name = $2, counter = $3, last_used_at = $4 WHERE id = $1",
                                            {p.id, p.name, p.counter, milliseconds(p.last_used_at)}));
    if (rows.changed == 0) return not_found("passkey.not_found");
    return Done{};
}

Result<Done> SqlFactorStore::remove_passkey(const std::string& id) {
    TRY(connection_.query("DELETE FROM passkey WHERE id = $1", {id}));
    return Done{};
}

Result<std::vector<Passkey>> SqlFactorStore::passkeys_of(const std::string& person_id) {
    auto rows = TRY(connection_.query(kSelectPasskey + "WHERE person_id = $1 ORDER BY made_at, id", {person_id}));
    return all(std::move(rows), to_passkey);
}

Result<std::optional<Passkey>> SqlFactorStore::find_passkey(const std::string& credential_id) {
    auto rows = TRY(connection_.query(kSelectPasskey + "WHERE credential_id = $1", {credential_id}));
    return first(std::move(rows), to_passkey);
}

Result<Done> SqlFactorStore::add_identity(const Identity& i) {
    const auto rows = TRY(connection_.query(R"sql(
        INSERT INTO identity (id, person_id, issuer, subject, linked_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (issuer, subject) DO NOTHING
    )sql",
                                            {i.id, i.person_id, i.issuer, i.subject, i.linked_at.milliseconds()}));
    if (rows.changed == 0) return conflict("provider.linked_elsewhere");
    return Done{};
}

Result<std::optional<Identity>> SqlFactorStore::find_identity(const std::string& issuer, const std::string& subject) {
    auto rows = TRY(connection_.query(kSelectIdentity + "WHERE issuer = $1 AND subject = $2", {issuer, subject}));
    return first(std::move(rows), to_identity);
}

Result<std::vector<Identity>> SqlFactorStore::identities_of(const std::string& person_id) {
    auto rows = TRY(connection_.query(kSelectIdentity + "WHERE person_id = $1 ORDER BY linked_at, id", {person_id}));
    return all(std::move(rows), to_identity);
}

Result<Done> SqlFactorStore::remove_identity(const std::string& id) {
    TRY(connection_.query("DELETE FROM identity WHERE id = $1", {id}));
    return Done{};
}

Result<bool> SqlFactorStore::use_challenge(const std::string& challenge_sha256, Instant expires_at) {
    const auto rows = TRY(connection_.query(
        "INSERT INTO used_challenge (challenge_sha256, expires_at) VALUES ($1, $2) ON CONFLICT (challenge_sha256) DO NOTHING",
        {challenge_sha256, expires_at.milliseconds()}));
    return rows.changed > 0;
}

} // namespace hoshirube::sql
