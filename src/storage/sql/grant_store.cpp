#include "storage/sql/grant_store.h"

#include <algorithm>

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

const std::string kMandate = "m.id, m.giver_id, m.taker_id, m.purpose, m.reason, m.from_on, m.to_on, m.granted_by, m.granted_at, "
                             "m.ended_at ";
const std::string kDisclosure = "d.id, d.organisation_id, d.object_id, d.level, d.receiver_id, d.purpose, d.from_on, d.to_on, "
                                "d.granted_by, d.granted_at, d.ended_at ";
const std::string kGlass = "g.id, g.assessment_id, g.asked_by, g.reason, g.asked_at, g.approved_by, g.from_at, g.until_at ";

Mandate read_mandate(RowReader& in) {
    return {in.text(), in.text(), in.text(),    in.named(parse_purpose), in.text(), in.day(),
            in.day(),  in.text(), in.instant(), in.optional_instant()};
}
Result<Mandate> to_mandate(RowReader& in) { return in.finish(read_mandate(in)); }
Result<MandateView> to_mandate_view(RowReader& in) {
    return in.finish(MandateView{read_mandate(in), in.text(), in.text(), in.text(), in.text(), in.text(), in.text()});
}

Disclosure read_disclosure(RowReader& in) {
    return {in.text(), in.text(), in.text(),    in.named(parse_level), in.text(), in.text(), in.day(),
            in.day(),  in.text(), in.instant(), in.optional_instant()};
}
Result<Disclosure> to_disclosure(RowReader& in) { return in.finish(read_disclosure(in)); }
Result<DisclosureView> to_disclosure_view(RowReader& in) {
    return in.finish(DisclosureView{read_disclosure(in), in.text(), in.text(), in.text(), in.text(), in.text(), in.text()});
}

Result<Work> to_work(RowReader& in) {
    return in.finish(Work{in.text(), in.text(), in.named(parse_work_kind), in.boolean(), in.day(), in.optional_day(), in.text(),
                          in.instant()});
}

BrokenGlass read_glass(RowReader& in) {
    return {in.text(), in.text(), in.text(), in.text(), in.instant(), in.text(), in.optional_instant(), in.optional_instant()};
}
Result<BrokenGlass> to_glass(RowReader& in) { return in.finish(read_glass(in)); }
Result<BrokenGlassView> to_glass_view(RowReader& in) {
    return in.finish(BrokenGlassView{read_glass(in), in.text(), in.text(), in.text(), in.text()});
}

} // namespace

Result<Done> SqlGrantStore::add_mandate(const Mandate& m) {
    TRY(connection_.query(R"sql(
        INSERT INTO mandate (id, giver_id, taker_id, purpose, reason, from_on, to_on, granted_by, granted_at, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    )sql",
                          {m.id, m.giver_id, m.taker_id, to_text(m.purpose), m.reason, m.from_on.iso8601(), m.to_on.iso8601(),
                           m.granted_by, m.granted_at.milliseconds(), milliseconds(m.ended_at)}));
    return Done{};
}

Result<Mandate> SqlGrantStore::get_mandate(const std::string& id) {
    auto rows = TRY(connection_.query("SELECT " + kMandate + "FROM mandate m WHERE m.id = $1", {id}));
    return only(std::move(rows), to_mandate, "mandate.not_found");
}

Result<Done> SqlGrantStore::end_mandate(const std::string& id, Instant at) {
    TRY(connection_.query("UPDATE mandate SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", {id, at.milliseconds()}));
    return Done{};
}

Result<std::vector<MandateView>> SqlGrantStore::mandates_of(const std::string& organisation_id) {
    auto rows =
        TRY(connection_.query("SELECT " + kMandate + R"sql(, g.legal_name, g.corporate_number, t.legal_name, t.corporate_number,
               g.legal_name_en, t.legal_name_en
        FROM mandate m JOIN organisation g ON g.id = m.giver_id JOIN organisation t ON t.id = m.taker_id
        WHERE m.id IN (SELECT id FROM mandate WHERE giver_id = $1 UNION SELECT id FROM mandate WHERE taker_id = $1)
        ORDER BY m.granted_at DESC, m.id
        LIMIT 500
    )sql",
                              {organisation_id}));
    return all(std::move(rows), to_mandate_view);
}

Result<Done> SqlGrantStore::add_disclosure(const Disclosure& d) {
    TRY(connection_.query(R"sql(
        INSERT INTO disclosure (id, organisation_id, object_id, level, receiver_id, purpose, from_on, to_on, granted_by,
                                granted_at, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    )sql",
                          {d.id, d.organisation_id, d.object_id, to_text(d.level), d.receiver_id, d.purpose, d.from_on.iso8601(),
                           d.to_on.iso8601(), d.granted_by, d.granted_at.milliseconds(), milliseconds(d.ended_at)}));
    return Done{};
}

Result<Disclosure> SqlGrantStore::get_disclosure(const std::string& id) {
    auto rows = TRY(connection_.query("SELECT " + kDisclosure + "FROM disclosure d WHERE d.id = $1", {id}));
    return only(std::move(rows), to_disclosure, "disclosure.not_found");
}

Result<Done> SqlGrantStore::end_disclosure(const std::string& id, Instant at) {
    TRY(connection_.query("UPDATE disclosure SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", {id, at.milliseconds()}));
    return Done{};
}

Result<std::vector<DisclosureView>> SqlGrantStore::disclosures_of(const std::string& organisation_id) {
    auto rows = TRY(
        connection_.query("SELECT " + kDisclosure + R"sql(, h.legal_name, h.corporate_number, r.legal_name, r.corporate_number,
               h.legal_name_en, r.legal_name_en
        FROM disclosure d JOIN organisation h ON h.id = d.organisation_id JOIN organisation r ON r.id = d.receiver_id
        WHERE d.id IN (SELECT id FROM disclosure WHERE organisation_id = $1
                       UNION SELECT id FROM disclosure WHERE receiver_id = $1)
        ORDER BY d.granted_at DESC, d.id
        LIMIT 500
    )sql",
                          {organisation_id}));
    return all(std::move(rows), to_disclosure_view);
}

Result<std::vector<Disclosure>> SqlGrantStore::disclosures_to(const std::string& person_id, const std::string& object_id,
                                                              Instant now) {
    auto rows = TRY(connection_.query("SELECT " + kDisclosure + R"sql(
        FROM disclosure d
        WHERE d.object_id = $2 AND d.from_on <= $3 AND d.to_on >= $3 AND (d.ended_at IS NULL OR d.ended_at > $4)
          AND d.receiver_id IN (SELECT organisation_id FROM membership
                                WHERE person_id = $1 AND role = 'buyer' AND from_on <= $3 AND (to_on IS NULL OR to_on >= $3))
        ORDER BY d.granted_at, d.id
    )sql",
                                      {person_id, object_id, now.tokyo_day().iso8601(), now.milliseconds()}));
    return all(std::move(rows), to_disclosure);
}

Result<Done> SqlGrantStore::note_work(const std::string& person_id, const std::string& client_id, WorkKind kind, Instant at) {
    // Of the person and of each organisation they belong to that day; not of the client's own people.
    TRY(connection_.query(R"sql(
        INSERT INTO worked_for (doer_id, client_id, kind, is_paid, first_on, last_on, recorded_by, recorded_at)
        SELECT doer.id, $2, $3, 0, $4, $4, $1, CAST($5 AS BIGINT)
        FROM (SELECT organisation_id AS id FROM membership
              WHERE person_id = $1 AND from_on <= $4 AND (to_on IS NULL OR to_on >= $4)
              UNION SELECT id FROM person WHERE id = $1) doer
        WHERE NOT EXISTS (SELECT 1 FROM membership
                          WHERE person_id = $1 AND organisation_id = $2 AND from_on <= $4 AND (to_on IS NULL OR to_on >= $4))
        ON CONFLICT (client_id, doer_id, kind, is_paid) DO UPDATE
        SET last_on = CASE WHEN worked_for.last_on IS NULL THEN NULL ELSE excluded.last_on END
    )sql",
                          {person_id, client_id, to_text(kind), at.tokyo_day().iso8601(), at.milliseconds()}));
    return Done{};
}

Result<Done> SqlGrantStore::declare_work(const Work& w) {
    TRY(connection_.query(R"sql(
        INSERT INTO worked_for (doer_id, client_id, kind, is_paid, first_on, last_on, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (client_id, doer_id, kind, is_paid) DO UPDATE
        SET first_on = CASE WHEN excluded.first_on < worked_for.first_on THEN excluded.first_on ELSE worked_for.first_on END,
            last_on = CASE WHEN excluded.last_on IS NULL OR worked_for.last_on IS NULL THEN NULL
                           WHEN excluded.last_on > worked_for.last_on THEN excluded.last_on
                           ELSE worked_for.last_on END
    )sql",
                          {w.doer_id, w.client_id, to_text(w.kind), w.is_paid, w.first_on.iso8601(), iso8601(w.last_on),
                           w.recorded_by, w.recorded_at.milliseconds()}));
    return Done{};
}

Result<std::vector<Work>> SqlGrantStore::work_for(const std::string& client_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT doer_id, client_id, kind, is_paid, first_on, last_on, recorded_by, recorded_at
        FROM worked_for
        WHERE client_id = $1
        ORDER BY first_on DESC, doer_id, kind
    )sql",
                                      {client_id}));
    return all(std::move(rows), to_work);
}

Result<Done> SqlGrantStore::add_broken_glass(const BrokenGlass& g) {
    TRY(connection_.query(R"sql(
        INSERT INTO broken_glass (id, assessment_id, asked_by, reason, asked_at, approved_by, from_at, until_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    )sql",
                          {g.id, g.assessment_id, g.asked_by, g.reason, g.asked_at.milliseconds(), g.approved_by,
                           milliseconds(g.from_at), milliseconds(g.until_at)}));
    return Done{};
}

Result<BrokenGlass> SqlGrantStore::get_broken_glass(const std::string& id) {
    auto rows = TRY(connection_.query("SELECT " + kGlass + "FROM broken_glass g WHERE g.id = $1", {id}));
    return only(std::move(rows), to_glass, "glass.not_found");
}

Result<Done> SqlGrantStore::approve_broken_glass(const BrokenGlass& g) {
    const auto rows = TRY(connection_.query(R"sql(
        UPDATE broken_glass SET approved_by = $2, from_at = $3, until_at = $4 WHERE id = $1 AND approved_by = ''
    )sql",
                                            {g.id, g.approved_by, milliseconds(g.from_at), milliseconds(g.until_at)}));
    if (rows.changed == 0) return conflict("glass.approved_already");
    return Done{};
}

Result<std::vector<BrokenGlassView>> SqlGrantStore::broken_glass(int limit) {
    auto rows = TRY(connection_.query("SELECT " + kGlass + R"sql(, o.id, o.legal_name, o.corporate_number, o.legal_name_en
        FROM broken_glass g JOIN assessment a ON a.id = g.assessment_id JOIN organisation o ON o.id = a.organisation_id
        ORDER BY g.asked_at DESC, g.id
        LIMIT $1
    )sql",
                                      {std::clamp(limit, 0, 200)}));
    return all(std::move(rows), to_glass_view);
}

} // namespace hoshirube::sql
