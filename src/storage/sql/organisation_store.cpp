#include "storage/sql/organisation_store.h"

#include <algorithm>

#include "storage/sql/organisation_row.h"

namespace hoshirube::sql {

namespace {

constexpr std::size_t kGroupSteps = 8;

std::string search_text(const Organisation& o) { return organisation_search_text(o) + o.corporate_number + "\n"; }

} // namespace

Organisation read_organisation(RowReader& in) {
    return {in.text(), in.text(),  in.text(), in.text(),    in.text(),    in.text(),   in.text(),
            in.text(), in.small(), in.text(), in.boolean(), in.instant(), in.integer()};
}

Result<Organisation> to_organisation(RowReader& in) { return in.finish(read_organisation(in)); }

Result<Done> SqlOrganisationStore::add(const Organisation& o) {
    const auto rows = TRY(connection_.query(R"sql(
        INSERT INTO organisation (id, corporate_number, legal_name, legal_name_kana, trade_name, legal_name_en, prefecture,
                                  industry, staff, parent_corporate_number, is_invented, registered_at, version, search_text)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (corporate_number) DO NOTHING
    )sql",
                                            {o.id, o.corporate_number, o.legal_name, o.legal_name_kana, o.trade_name,
                                             o.legal_name_en, o.prefecture, o.industry, o.staff, o.parent_corporate_number,
                                             o.is_invented, o.registered_at.milliseconds(), o.version, search_text(o)}));
    if (rows.changed == 0) return conflict("organisation.exists", {{"corporate_number", o.corporate_number}});
    return Done{};
}

Result<Done> SqlOrganisationStore::save(const Organisation& o) {
    const auto rows =
        TRY(connection_.query(R"sql(
        UPDATE organisation
        SET legal_name = $3, legal_name_kana = $4, trade_name = $5, legal_name_en = $6, prefecture = $7, industry = $8,
            staff = $9, parent_corporate_number = $10, is_invented = $11, search_text = $12, version = version + 1
        WHERE id = $1 AND version = $2
    )sql",
                              {o.id, o.version, o.legal_name, o.legal_name_kana, o.trade_name, o.legal_name_en, o.prefecture,
                               o.industry, o.staff, o.parent_corporate_number, o.is_invented, search_text(o)}));
    if (rows.changed == 0) return conflict("changed_meanwhile");
    return Done{};
}

Result<Organisation> SqlOrganisationStore::get(const std::string& id) {
    auto rows = TRY(connection_.query(kSelectOrganisation + "WHERE o.id = $1", {id}));
    return only(std::move(rows), to_organisation, "organisation.not_found");
}

Result<std::optional<Organisation>> SqlOrganisationStore::find_by_number(const std::string& corporate_number) {
    auto rows = TRY(connection_.query(kSelectOrganisation + "WHERE o.corporate_number = $1", {corporate_number}));
    return first(std::move(rows), to_organisation);
}

Result<std::vector<Organisation>> SqlOrganisationStore::search(const std::string& key, int offset, int limit) {
    auto rows = TRY(connection_.query(kSelectOrganisation + R"sql(
        WHERE o.search_text LIKE $1 ESCAPE '\'
        ORDER BY o.legal_name_kana, o.corporate_number
        LIMIT $2 OFFSET $3
    )sql",
                                      {containing(key), std::clamp(limit, 0, 200), std::max(offset, 0)}));
    return all(std::move(rows), to_organisation);
}

Result<std::string> SqlOrganisationStore::group_root(const Organisation& organisation) {
    std::vector<std::string> chain{organisation.corporate_number};
    auto parent = organisation.parent_corporate_number;
    while (!parent.empty() && chain.size() <= kGroupSteps) {
        const auto seen = std::find(chain.begin(), chain.end(), parent);
        // Firms that name each other as parent are one group: all of them get the same root.
        if (seen != chain.end()) return *std::min_element(seen, chain.end());
        chain.push_back(parent);
        auto rows =
            TRY(connection_.query("SELECT parent_corporate_number FROM organisation WHERE corporate_number = $1", {parent}));
        parent = rows.empty() ? std::string() : RowReader(rows[0]).text(); // A parent that is not registered ends the chain.
    }
    return chain.back();
}

Result<Profile> SqlOrganisationStore::profile(const std::string& organisation_id) {
    auto rows = TRY(connection_.query("SELECT step, answer FROM profile_answer WHERE organisation_id = $1", {organisation_id}));
    Profile profile;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RowReader in(rows[i]);
        auto step = in.text();
        profile.emplace(std::move(step), in.text());
    }
    return profile;
}

Result<Done> SqlOrganisationStore::save_profile(const std::string& organisation_id, const Profile& profile, Instant at) {
    TRY(connection_.query("DELETE FROM profile_answer WHERE organisation_id = $1", {organisation_id}));
    for (const auto& [step, answer] : profile)
        TRY(connection_.query(R"sql(
            INSERT INTO profile_answer (organisation_id, step, answer, answered_at) VALUES ($1, $2, $3, $4)
        )sql",
                              {organisation_id, step, answer, at.milliseconds()}));
    return Done{};
}

} // namespace hoshirube::sql
