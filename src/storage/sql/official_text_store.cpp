#include "storage/sql/official_text_store.h"

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

Result<OfficialSource> to_source(RowReader& in) {
    return in.finish(OfficialSource{in.text(), in.text(), in.text(), in.text(), in.text(), in.instant()});
}

Result<OfficialText> to_official_text(RowReader& in) { return in.finish(OfficialText{in.text(), in.text(), in.text()}); }

Result<GuideSource> to_guide(RowReader& in) {
    return in.finish(GuideSource{in.text(), in.integer(), in.text(), in.text(), in.text(), in.instant()});
}

Result<GuideText> to_guide_text(RowReader& in) { return in.finish(GuideText{in.text(), in.text()}); }

} // namespace

Result<Done> SqlOfficialTextStore::add_guide(const GuideSource& source, const std::vector<GuideText>& texts) {
    const auto rows = TRY(connection_.query(R"sql(
        INSERT INTO guide_source (edition, version, file_name, file_sha256, imported_by, imported_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (edition, version) DO NOTHING
    )sql",
                                            {source.edition, source.version, source.file_name, source.file_sha256,
                                             source.imported_by, source.imported_at.milliseconds()}));
    if (rows.changed == 0) return conflict("changed_meanwhile");
    int position = 0;
    for (const auto& text : texts)
        TRY(connection_.query(R"sql(
            INSERT INTO guide_text (edition, version, position, criterion, guide_text)
            VALUES ($1, $2, $3, $4, $5)
        )sql",
                              {source.edition, source.version, ++position, text.criterion, text.text}));
    return Done{};
}

Result<std::optional<GuideSource>> SqlOfficialTextStore::latest_guide(const std::string& edition) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT edition, version, file_name, file_sha256, imported_by, imported_at
        FROM guide_source
        WHERE edition = $1
        ORDER BY version DESC
        LIMIT 1
    )sql",
                                      {edition}));
    return first(std::move(rows), to_guide);
}

Result<std::vector<GuideText>> SqlOfficialTextStore::guide_texts(const std::string& edition, std::int64_t version) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT criterion, guide_text
        FROM guide_text
        WHERE edition = $1 AND version = $2
        ORDER BY position
    )sql",
                                      {edition, version}));
    return all(std::move(rows), to_guide_text);
}

Result<Done> SqlOfficialTextStore::replace(const OfficialSource& source, const std::vector<OfficialText>& texts) {
    TRY(connection_.query("DELETE FROM official_text WHERE edition = $1", {source.edition}));
    TRY(connection_.query(R"sql(
        INSERT INTO official_source (edition, file_name, file_sha256, text_sha256, imported_by, imported_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (edition) DO UPDATE
        SET file_name = $2, file_sha256 = $3, text_sha256 = $4, imported_by = $5, imported_at = $6
    )sql",
                          {source.edition, source.file_name, source.file_sha256, source.text_sha256, source.imported_by,
                           source.imported_at.milliseconds()}));
    int position = 0;
    for (const auto& text : texts)
        TRY(connection_.query(R"sql(
            INSERT INTO official_text (edition, position, criterion, requirement_text, criterion_text)
            VALUES ($1, $2, $3, $4, $5)
        )sql",
                              {source.edition, ++position, text.criterion, text.requirement_text, text.text}));
    return Done{};
}

Result<std::optional<OfficialSource>> SqlOfficialTextStore::source(const std::string& edition) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT edition, file_name, file_sha256, text_sha256, imported_by, imported_at
        FROM official_source
        WHERE edition = $1
    )sql",
                                      {edition}));
    return first(std::move(rows), to_source);
}

Result<std::vector<OfficialText>> SqlOfficialTextStore::texts(const std::string& edition) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT criterion, requirement_text, criterion_text
        FROM official_text
        WHERE edition = $1
        ORDER BY position
    )sql",
                                      {edition}));
    return all(std::move(rows), to_official_text);
}

} // namespace hoshirube::sql
