#include "storage/sql/register_store.h"

#include <algorithm>
#include <iterator>

#include "storage/sql/organisation_row.h"

namespace hoshirube::sql {

namespace {

const std::string kCertificateColumns =
    "c.id, c.number, c.official_number, c.assessment_id, c.organisation_id, c.corporate_number, c.legal_name, "
    "c.legal_name_en, c.star, c.edition, c.scope_kind, c.scope_description, c.scope_description_en, c.registered_on, "
    "c.last_valid_on, c.seal, c.registered_by, c.standing, c.standing_since_on, c.suspended_until_on ";
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
                                 in.text(),
                                 {in.named(parse_standing), in.optional_day(), in.optional_day()}});
}

const std::string kChangeColumns =
    "h.id, h.certificate_id, h.organisation_id, h.act, h.until_on, h.reason, h.asked_by, h.asked_at, "
    "h.state, h.decided_by, h.decided_at ";

StarChange change_in(RowReader& in) {
    return {in.text(),
            in.text(),
            in.text(),
            in.named(parse_star_act),
            in.optional_day(),
            in.text(),
            in.text(),
            in.instant(),
            in.named(parse_star_change_state),
            in.text(),
            in.optional_instant()};
}
Result<StarChange> to_change(RowReader& in) {
    auto change = change_in(in);
    return in.finish(std::move(change));
}
Result<StarChangeView> to_change_view(RowReader& in) {
    auto change = TRY(to_change(in));
    auto certificate = TRY(to_certificate(in));
    return StarChangeView{std::move(change), std::move(certificate)};
}

Result<Follow> to_follow(RowReader& in) {
    return in.finish(Follow{in.text(), in.text(), in.text(), in.text(), in.instant(), in.text()});
}

Result<DatedKey> to_dated_key(RowReader& in) {
    return in.finish(DatedKey{in.text(), in.text(), in.instant(), in.optional_instant()});
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

// What strangers are shown of a firm and its stars.
const std::string kRolledColumns =
    "o.search_text, o.corporate_number, o.legal_name, o.legal_name_kana, o.trade_name, o.legal_name_en, o.prefecture, o.is_invented, "
    "c.number, c.official_number, c.star, c.edition, c.scope_kind, c.scope_description, c.scope_description_en, c.registered_on, "
    "c.last_valid_on, c.seal, c.standing, c.standing_since_on, c.suspended_until_on ";

Result<std::vector<RolledEntry>> to_rolled(Rows rows) {
    std::vector<RolledEntry> all;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RowReader in(rows[i]);
        const auto names = in.view();
        Organisation o{{}, in.text(), in.text(), in.text(),    in.text(),  in.text(), in.text(),
                       {}, 0,         {},        in.boolean(), Instant(0), 0};
        if (all.empty() || all.back().entry.organisation.corporate_number != o.corporate_number)
            all.push_back({{std::move(o), {}}, std::string(names)});
        auto& entry = all.back().entry;
        entry.certificates.push_back({{},
                                      in.integer(),
                                      in.text(),
                                      {},
                                      {},
                                      entry.organisation.corporate_number,
                                      {},
                                      {},
                                      in.small(),
                                      in.text(),
                                      {in.text(), in.text(), in.text()},
                                      in.day(),
                                      in.day(),
                                      in.text(),
                                      {},
                                      {in.named(parse_standing), in.optional_day(), in.optional_day()}});
        TRY(in.finish(Done{}));
    }
    return all;
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
    auto rows = TRY(connection_.query(kSelectCertificate + R"sql(
        WHERE c.last_valid_on >= $1 AND c.number > $2 AND c.standing <> 'withdrawn'
          AND (c.standing <> 'suspended' OR c.suspended_until_on < $1)
        ORDER BY c.number
        LIMIT $3
    )sql",
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

Result<std::vector<RegisterEntry>> SqlRegisterStore::look_up(const RegisterSearch& search, int offset, int limit) {
    // What was not asked for stands in no condition, so that each statement finds its index.
    const auto today_text = search.today.iso8601(), pattern = containing(search.key);
    std::string where = "EXISTS (SELECT 1 FROM certificate e WHERE e.organisation_id = s.id";
    std::vector<Param> params{std::clamp(limit, 0, 200), std::max(offset, 0)};
    const auto next = [&](Param value) {
        params.push_back(value);
        return "$" + std::to_string(params.size());
    };
    if (search.star > 0) {
        where += " AND e.star = " + next(search.star);
        const auto today = next(today_text);
        where += " AND e.last_valid_on >= " + today + " AND e.standing <> 'withdrawn'" +
                 " AND (e.standing <> 'suspended' OR e.suspended_until_on < " + today + ")";
    }
    where += ")";
    if (!search.prefecture.empty()) where += " AND s.prefecture = " + next(search.prefecture);
    const bool is_number = search.key.size() == 13 && search.key.find_first_not_of("0123456789") == search.key.npos;
    if (is_number) where += " AND s.corporate_number = " + next(search.key);
    else if (!search.key.empty()) where += " AND s.search_text LIKE " + next(pattern) + " ESCAPE '\\'";
    auto rows = TRY(connection_.query_with("SELECT " + kOrganisationColumns + ", " + kCertificateColumns + R"sql(
        FROM (SELECT s.id FROM organisation s
              WHERE )sql" + where + R"sql(
              ORDER BY s.legal_name_kana, s.corporate_number
              LIMIT $1 OFFSET $2) page
        JOIN organisation o ON o.id = page.id
        JOIN certificate c ON c.organisation_id = o.id
        ORDER BY o.legal_name_kana, o.corporate_number, c.number DESC
    )sql",
                                           params));
    return to_entries(std::move(rows));
}

Result<std::vector<RolledEntry>> SqlRegisterStore::rolled_after(const ReadingPlace& after, int limit) {
    return to_rolled(TRY(connection_.query("SELECT " + kRolledColumns + R"sql(
        FROM (SELECT s.id FROM organisation s
              WHERE (s.legal_name_kana, s.corporate_number) > ($1, $2)
                AND EXISTS (SELECT 1 FROM certificate e WHERE e.organisation_id = s.id)
              ORDER BY s.legal_name_kana, s.corporate_number
              LIMIT $3) page
        JOIN organisation o ON o.id = page.id
        JOIN certificate c ON c.organisation_id = o.id
        ORDER BY o.legal_name_kana, o.corporate_number, c.number DESC
    )sql",
                                           {after.legal_name_kana, after.corporate_number, std::clamp(limit, 0, 1000)})));
}

Result<std::vector<RolledEntry>> SqlRegisterStore::rolled_since(std::int64_t event_sequence) {
    return to_rolled(TRY(connection_.query("SELECT " + kRolledColumns + R"sql(
        FROM organisation o
        JOIN certificate c ON c.organisation_id = o.id
        WHERE o.id IN (SELECT e.organisation_id FROM event e WHERE e.sequence > $1)
        ORDER BY o.legal_name_kana, o.corporate_number, c.number DESC
    )sql",
                                           {event_sequence})));
}

Result<std::vector<Certificate>> SqlRegisterStore::not_granted() {
    auto rows = TRY(connection_.query(kSelectCertificate + "WHERE c.standing <> 'granted' ORDER BY c.number"));
    return all(std::move(rows), to_certificate);
}

Result<Done> SqlRegisterStore::save_standing(const std::string& certificate_id, const Standing& standing) {
    TRY(connection_.query(
        "UPDATE certificate SET standing = $2, standing_since_on = $3, suspended_until_on = $4 WHERE id = $1",
        {certificate_id, std::string(to_text(standing.kind)), iso8601(standing.since_on), iso8601(standing.until_on)}));
    return Done{};
}

Result<Done> SqlRegisterStore::add_change(const StarChange& h) {
    TRY(connection_.query(R"sql(
        INSERT INTO star_change (id, certificate_id, organisation_id, act, until_on, reason, asked_by, asked_at, state, decided_by,
                                 decided_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    )sql",
                          {h.id, h.certificate_id, h.organisation_id, std::string(to_text(h.act)), iso8601(h.until_on), h.reason,
                           h.asked_by, h.asked_at.milliseconds(), std::string(to_text(h.state)), h.decided_by,
                           milliseconds(h.decided_at)}));
    return Done{};
}

Result<std::optional<StarChange>> SqlRegisterStore::find_change(const std::string& id) {
    auto rows = TRY(connection_.query("SELECT " + kChangeColumns + "FROM star_change h WHERE h.id = $1", {id}));
    return first(std::move(rows), to_change);
}

Result<Done> SqlRegisterStore::decide_change(const StarChange& h) {
    const auto rows = TRY(connection_.query(R"sql(
        UPDATE star_change SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'waiting'
    )sql",
                                            {h.id, std::string(to_text(h.state)), h.decided_by, milliseconds(h.decided_at)}));
    if (rows.changed == 0) return conflict("star_change.decided_already");
    return Done{};
}

Result<std::vector<StarChange>> SqlRegisterStore::changes_of(const std::string& certificate_id) {
    auto rows = TRY(connection_.query("SELECT " + kChangeColumns +
                                          "FROM star_change h WHERE h.certificate_id = $1 ORDER BY h.asked_at DESC, h.id DESC",
                                      {certificate_id}));
    return all(std::move(rows), to_change);
}

Result<std::vector<StarChangeView>> SqlRegisterStore::waiting_changes(int limit) {
    auto rows = TRY(connection_.query("SELECT " + kChangeColumns + ", " + kCertificateColumns + R"sql(
        FROM star_change h JOIN certificate c ON c.id = h.certificate_id
        WHERE h.state = 'waiting'
        ORDER BY h.asked_at, h.id
        LIMIT $1
    )sql",
                                      {std::clamp(limit, 0, 200)}));
    return all(std::move(rows), to_change_view);
}

Result<std::vector<DatedKey>> SqlRegisterStore::certificate_keys() {
    auto rows = TRY(connection_.query(R"sql(
        SELECT thumbprint, jwk, since_at, until_at
        FROM certificate_key
        ORDER BY CASE WHEN until_at IS NULL THEN 0 ELSE 1 END, until_at DESC, thumbprint
    )sql"));
    return all(std::move(rows), to_dated_key);
}

Result<Done> SqlRegisterStore::sign_with(const DatedKey& key) {
    TRY(connection_.query("UPDATE certificate_key SET until_at = $1 WHERE until_at IS NULL AND thumbprint <> $2",
                          {key.since_at.milliseconds(), key.thumbprint}));
    TRY(connection_.query(R"sql(
        INSERT INTO certificate_key (thumbprint, jwk, since_at, until_at) VALUES ($1, $2, $3, NULL)
        ON CONFLICT (thumbprint) DO UPDATE SET until_at = NULL
    )sql",
                          {key.thumbprint, key.jwk, key.since_at.milliseconds()}));
    return Done{};
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
