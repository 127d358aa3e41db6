#include "storage/sql/session_store.h"

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

const std::string kSelectSession =
    "SELECT id, token_sha256, person_id, device, network, begun_by, begun_at, last_used_at, proved_at FROM session ";

Result<Session> to_session(RowReader& in) {
    return in.finish(Session{in.text(), in.text(), in.text(), in.text(), in.text(), in.named(parse_proof), in.instant(),
                             in.instant(), in.optional_instant()});
}

} // namespace

Result<Done> SqlSessionStore::add(const Session& s) {
    TRY(connection_.query(R"sql(
        INSERT INTO session (id, token_sha256, person_id, device, network, begun_by, begun_at, last_used_at, proved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    )sql",
                          {s.id, s.token_sha256, s.person_id, s.device, s.network, to_text(s.begun_by), s.begun_at.milliseconds(),
                           s.last_used_at.milliseconds(), milliseconds(s.proved_at)}));
    return Done{};
}

Result<Done> SqlSessionStore::save(const Session& s) {
    const auto rows = TRY(
        connection_.query(R"sql(
        UPDATE session
        SET token_sha256 = $2, device = $3, network = $4, last_used_at = $5, proved_at = $6
        WHERE id = $1
    )sql",
                          {s.id, s.token_sha256, s.device, s.network, s.last_used_at.milliseconds(), milliseconds(s.proved_at)}));
    if (rows.changed == 0) return not_found("session.not_found");
    return Done{};
}

Result<std::optional<Session>> SqlSessionStore::find(const std::string& token_sha256) {
    auto rows = TRY(connection_.query(kSelectSession + "WHERE token_sha256 = $1", {token_sha256}));
    return first(std::move(rows), to_session);
}

Result<std::vector<Session>> SqlSessionStore::of_person(const std::string& person_id) {
    auto rows = TRY(connection_.query(kSelectSession + "WHERE person_id = $1 ORDER BY last_used_at DESC, id", {person_id}));
    return all(std::move(rows), to_session);
}

Result<Done> SqlSessionStore::end(const std::string& id) {
    TRY(connection_.query("DELETE FROM session WHERE id = $1", {id}));
    return Done{};
}

Result<Done> SqlSessionStore::end_all(const std::string& person_id, const std::string& except_id) {
    TRY(connection_.query("DELETE FROM session WHERE person_id = $1 AND id <> $2", {person_id, except_id}));
    return Done{};
}

} // namespace hoshirube::sql
