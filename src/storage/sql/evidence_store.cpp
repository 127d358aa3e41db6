#include "storage/sql/evidence_store.h"

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

const std::string kSelectEvidence =
    "SELECT e.id, e.organisation_id, e.sha256, e.file_name, e.media_type, e.size_bytes, e.effective_from_on, "
    "e.effective_to_on, e.note, e.uploaded_by, e.uploaded_at, e.version, e.scanned_at FROM evidence e ";

Result<Evidence> to_evidence(RowReader& in) {
    return in.finish(Evidence{in.text(), in.text(), in.text(), in.text(), in.text(), in.integer(), in.optional_day(),
                              in.optional_day(), in.text(), in.text(), in.instant(), in.integer(), in.optional_instant()});
}

Result<PlacedFile> to_placed_file(RowReader& in) {
    return in.finish(PlacedFile{in.text(), in.text(), {in.text(), in.text(), in.optional_day(), in.optional_day()}});
}

Result<std::pair<std::string, EvidenceLink>> to_placed_link(RowReader& in) {
    return in.finish(std::pair<std::string, EvidenceLink>{in.text(), {in.text(), in.text()}});
}

} // namespace

Result<Done> SqlEvidenceStore::add(const Evidence& e) {
    TRY(connection_.query(R"sql(
        INSERT INTO evidence (id, organisation_id, sha256, file_name, media_type, size_bytes, effective_from_on,
                              effective_to_on, note, uploaded_by, uploaded_at, version, scanned_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    )sql",
                          {e.id, e.organisation_id, e.sha256, e.file_name, e.media_type, e.size_bytes, iso8601(e.effective_from),
                           iso8601(e.effective_to), e.note, e.uploaded_by, e.uploaded_at.milliseconds(), e.version,
                           milliseconds(e.scanned_at)}));
    return Done{};
}

Result<Done> SqlEvidenceStore::save(const Evidence& e) {
    // The content stays what came in: only what is said about it can change.
    const auto rows =
        TRY(connection_.query(R"sql(
        UPDATE evidence
        SET file_name = $3, effective_from_on = $4, effective_to_on = $5, note = $6, version = version + 1
        WHERE id = $1 AND version = $2
    )sql",
                              {e.id, e.version, e.file_name, iso8601(e.effective_from), iso8601(e.effective_to), e.note}));
    if (rows.changed == 0) return conflict("changed_meanwhile");
    return Done{};
}

Result<Done> SqlEvidenceStore::remove(const std::string& id) {
    const auto rows = TRY(connection_.query(R"sql(
        DELETE FROM evidence
        WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM evidence_link WHERE evidence_id = $1)
    )sql",
                                            {id}));
    if (rows.changed > 0) return Done{};
    TRY(get(id));
    return conflict("evidence.in_use");
}

Result<Evidence> SqlEvidenceStore::get(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectEvidence + "WHERE e.id = $1", {id}));
    return only(std::move(rows), to_evidence, "evidence.not_found");
}

Result<std::vector<Evidence>> SqlEvidenceStore::of_organisation(const std::string& organisation_id) {
    auto rows = TRY(connection_.query(kSelectEvidence + R"sql(
        WHERE e.organisation_id = $1
        ORDER BY e.uploaded_at, e.id
    )sql",
                                      {organisation_id}));
    return all(std::move(rows), to_evidence);
}

Result<Done> SqlEvidenceStore::link(const std::string& assessment_id, const EvidenceLink& link) {
    TRY(connection_.query(R"sql(
        INSERT INTO evidence_link (assessment_id, criterion, evidence_id) VALUES ($1, $2, $3)
        ON CONFLICT (assessment_id, criterion, evidence_id) DO NOTHING
    )sql",
                          {assessment_id, link.criterion, link.evidence_id}));
    return Done{};
}

Result<Done> SqlEvidenceStore::unlink(const std::string& assessment_id, const EvidenceLink& link) {
    const auto rows =
        TRY(connection_.query("DELETE FROM evidence_link WHERE assessment_id = $1 AND criterion = $2 AND evidence_id = $3",
                              {assessment_id, link.criterion, link.evidence_id}));
    if (rows.changed == 0) return not_found("evidence.not_linked");
    return Done{};
}

Result<std::vector<PlacedFile>> SqlEvidenceStore::links(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT l.criterion, l.evidence_id, e.sha256, e.file_name, e.effective_from_on, e.effective_to_on
        FROM evidence_link l JOIN evidence e ON e.id = l.evidence_id
        WHERE l.assessment_id = $1
        ORDER BY l.criterion, l.evidence_id
    )sql",
                                      {assessment_id}));
    return all(std::move(rows), to_placed_file);
}

Result<std::vector<Evidence>> SqlEvidenceStore::linked(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(kSelectEvidence + R"sql(
        WHERE e.id IN (SELECT evidence_id FROM evidence_link WHERE assessment_id = $1)
        ORDER BY e.uploaded_at, e.id
    )sql",
                                      {assessment_id}));
    return all(std::move(rows), to_evidence);
}

Result<std::vector<std::pair<std::string, EvidenceLink>>>
SqlEvidenceStore::links_of_organisation(const std::string& organisation_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT l.assessment_id, l.criterion, l.evidence_id
        FROM evidence e JOIN evidence_link l ON l.evidence_id = e.id
        WHERE e.organisation_id = $1
        ORDER BY l.assessment_id, l.criterion, l.evidence_id
    )sql",
                                      {organisation_id}));
    return all(std::move(rows), to_placed_link);
}

Result<std::vector<std::string>> SqlEvidenceStore::assessments_linking(const std::string& evidence_id) {
    auto rows = TRY(connection_.query(
        "SELECT DISTINCT assessment_id FROM evidence_link WHERE evidence_id = $1 ORDER BY assessment_id", {evidence_id}));
    return all<std::string>(std::move(rows), [](RowReader& in) { return in.finish(in.text()); });
}

Result<std::vector<std::string>> SqlEvidenceStore::contents_after(const std::string& sha256, int limit) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT DISTINCT sha256
        FROM evidence
        WHERE sha256 > $1
        ORDER BY sha256
        LIMIT $2
    )sql",
                                      {sha256, limit}));
    return all<std::string>(std::move(rows), [](RowReader& in) { return in.finish(in.text()); });
}

} // namespace hoshirube::sql
