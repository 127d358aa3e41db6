#include "storage/sql/register_store.h"

#include <algorithm>
#include <iterator>

#include "storage/sql/organisation_row.h"

namespace hoshirube::sql {

namespace {

const std::string kCertificateColumns =
    "c.id, c.number, c.official_number, c.assessment_id, c.organisation_id, c.corporate_number, c.legal_name, "
    "c.legal_name_en, c.star, c.edition, c.scope_kind, c.scope_description, c.scope_description_en, c.registered_on, "
    "c.last_valid_on, c.seal, c.registered_by ";
const std::string kSelectCertificate = "SELECT " + kCertificateColumns + "FROM certificate c ";

Result<Certificate> to_certificate(RowReader& in) {
    return in.finish(Certificate{in.text(),
                                 in.integer(),
                                 in.text(),
                                 in.text(),
                                 in.text(),
                                 in.text(),
                                 in.text(),
                                 in.text(),
                                 in.small(),
                                 in.text(),
                                 {in.text(), in.text(), in.text()},
                                 in.day(),
                                 in.day(),
                                 in.text(),
                                 in.text()});
}

Result<Follow> to_follow(RowReader& in) {
    return in.finish(Follow{in.text(), in.text(), in.text(), in.text(), in.instant(), in.text()});
}

// Rows of organisations joined with their certificates, those of one organisation side by side.
Result<std::vector<RegisterEntry>> to_entries(Rows rows) {
    std::vector<RegisterEntry> entries;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RowReader in(rows[i]);
        auto organisation = TRY(to_organisation(in));
        if (entries.empty() || entries.back().organisation.id != organisation.id)
            entries.push_back({std::move(organisation), {}});
        if (!in.skip_null()) entries.back().certificates.push_back(TRY(to_certificate(in)));
    }
    return entries;
}

} // namespace

Result<std::int64_t> SqlRegisterStore::next_number() {
    auto rows = TRY(connection_.query("SELECT COALESCE(MAX(number), 0) + 1 FROM certificate"));
    return RowReader(rows[0]).integer();
}

Result<Done> SqlRegisterStore::add(const Certificate& c) {
    const auto rows = TRY(connection_.query(R"sql(
        INSERT INTO certificate (id, number, official_number, assessment_id, organisation_id, corporate_number, legal_name,
                                 legal_name_en, star, edition, scope_kind, scope_description, scope_description_en,
                                 registered_on, last_valid_on, seal, registered_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT DO NOTHING
    )sql",
                                            {c.id, c.number, c.official_number, c.assessment_id, c.organisation_id,
                                             c.corporate_number, c.legal_name, c.legal_name_en, c.star, c.edition, c.scope.kind,
                                             c.scope.description, c.scope.description_en, c.registered_on.iso8601(),
                                             c.last_valid_day.iso8601(), c.seal, c.registered_by}));
    if (rows.changed > 0) return Done{};
    const auto earlier = TRY(of_assessment(c.assessment_id));
    if (earlier) return conflict("certificate.exists");
    return unavailable("storage.busy", "the certificate number was taken meanwhile");
}

Result<std::vector<Certificate>> SqlRegisterStore::certificates_of(const std::string& corporate_number) {
    auto rows =
        TRY(connection_.query(kSelectCertificate + "WHERE c.corporate_number = $1 ORDER BY c.number DESC", {corporate_number}));
    return all(std::move(rows), to_certificate);
}

Result<std::vector<Certificate>> SqlRegisterStore::numbered_after(std::int64_t number, int limit) {
    auto rows = TRY(connection_.query(kSelectCertificate + "WHERE c.number > $1 ORDER BY c.number LIMIT $2", {number, limit}));
    return all(std::move(rows), to_certificate);
}

Result<std::vector<Certificate>> SqlRegisterStore::certificates_among(const std::vector<std::string>& corporate_numbers) {
    constexpr std::size_t kAtOnce = 1000; // Both databases take 32,766.
    static const std::string kStatement = [] {
        std::string places = "$1";
        for (std::size_t i = 2; i <= kAtOnce; ++i) places += ", $" + std::to_string(i);
        return kSelectCertificate + "WHERE c.corporate_number IN (" + places + ") ORDER BY c.corporate_number, c.number DESC";
    }();
    std::vector<Certificate> found;
    for (std::size_t at = 0; at < corporate_numbers.size(); at += kAtOnce) {
        std::vector<Param> params; // One statement for all: the last number again fills what is left.
        for (std::size_t i = at; i < at + kAtOnce; ++i)
            params.emplace_back(corporate_numbers[std::min(i, corporate_numbers.size() - 1)]);
        auto rows = TRY(connection_.query_with(kStatement, params));
        auto some = TRY(all(std::move(rows), to_certificate));
        std::move(some.begin(), some.end(), std::back_inserter(found));
    }
    return found;
}

Result<std::vector<Certificate>> SqlRegisterStore::valid_on(Day day, std::int64_t after_number, int limit) {
    auto rows =
        TRY(connection_.query(kSelectCertificate + "WHERE c.last_valid_on >= $1 AND c.number > $2 ORDER BY c.number LIMIT $3",
                              {day.iso8601(), after_number, std::clamp(limit, 0, 1000)}));
    return all(std::move(rows), to_certificate);
}

Result<std::optional<Certificate>> SqlRegisterStore::of_assessment(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(kSelectCertificate + "WHERE c.assessment_id = $1", {assessment_id}));
    return first(std::move(rows), to_certificate);
}

Result<std::optional<Certificate>> SqlRegisterStore::find(std::int64_t number) {
    auto rows = TRY(connection_.query(kSelectCertificate + "WHERE c.number = $1", {number}));
    return first(std::move(rows), to_certificate);
}

Result<std::vector<RegisterEntry>> SqlRegisterStore::look_up(const std::string& key, int offset, int limit) {
    auto rows = TRY(connection_.query("SELECT " + kOrganisationColumns + ", " + kCertificateColumns + R"sql(
        FROM (SELECT s.id FROM organisation s
              WHERE s.search_text LIKE $1 ESCAPE '\'
                AND EXISTS (SELECT 1 FROM certificate e WHERE e.organisation_id = s.id)
              ORDER BY s.legal_name_kana, s.corporate_number
              LIMIT $2 OFFSET $3) page
        JOIN organisation o ON o.id = page.id
        JOIN certificate c ON c.organisation_id = o.id
        ORDER BY o.legal_name_kana, o.corporate_number, c.number DESC
    )sql",
                                      {containing(key), std::clamp(limit, 0, 200), std::max(offset, 0)}));
    return to_entries(std::move(rows));
}

Result<Done> SqlRegisterStore::add_follow(const Follow& f) {
    TRY(connection_.query(
        R"sql(
        INSERT INTO follow (organisation_id, corporate_number, note, added_by, added_at, name) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (organisation_id, corporate_number) DO UPDATE SET name = excluded.name WHERE excluded.name <> ''
    )sql",
        {f.organisation_id, f.corporate_number, f.note, f.added_by, f.added_at.milliseconds(), f.name}));
    return Done{};
}

Result<Done> SqlRegisterStore::remove_follow(const std::string& organisation_id, const std::string& corporate_number) {
    TRY(connection_.query("DELETE FROM follow WHERE organisation_id = $1 AND corporate_number = $2",
                          {organisation_id, corporate_number}));
    return Done{};
}

Result<std::vector<Follow>> SqlRegisterStore::follows(const std::string& organisation_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT organisation_id, corporate_number, note, added_by, added_at, name
        FROM follow
        WHERE organisation_id = $1
        ORDER BY corporate_number
    )sql",
                                      {organisation_id}));
    return all(std::move(rows), to_follow);
}

Result<std::vector<RegisterEntry>> SqlRegisterStore::followed(const std::string& organisation_id) {
    auto rows = TRY(connection_.query("SELECT " + kOrganisationColumns + ", " + kCertificateColumns + R"sql(
        FROM follow f
        JOIN organisation o ON o.corporate_number = f.corporate_number
        LEFT JOIN certificate c ON c.organisation_id = o.id
        WHERE f.organisation_id = $1
        ORDER BY o.legal_name_kana, o.corporate_number, c.number DESC
    )sql",
                                      {organisation_id}));
    return to_entries(std::move(rows));
}

} // namespace hoshirube::sql
