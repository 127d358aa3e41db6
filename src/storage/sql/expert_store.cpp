#include <algorithm>

#include "storage/sql/account_store.h"
#include "storage/sql/person_row.h"

namespace hoshirube::sql {

namespace {

Result<QualificationKind> to_kind(RowReader& in) {
    return in.finish(QualificationKind{in.text(), {in.text(), in.text()}, in.boolean()});
}

Result<Qualification> to_qualification(RowReader& in) {
    return in.finish(Qualification{in.text(), in.text(), in.text(), in.text(), in.day(), in.text(), in.instant()});
}

Result<ExpertView> to_expert(RowReader& in) {
    return in.finish(ExpertView{read_person(in), in.text(), in.text(), {}, in.text()});
}

} // namespace

Result<std::vector<QualificationKind>> SqlAccountStore::qualification_kinds() {
    auto rows = TRY(connection_.query("SELECT kind, name_ja, name_en, is_accepted FROM qualification_kind ORDER BY kind"));
    return all(std::move(rows), to_kind);
}

Result<Done> SqlAccountStore::save_qualification_kind(const QualificationKind& k) {
    TRY(connection_.query(R"sql(
        INSERT INTO qualification_kind (kind, name_ja, name_en, is_accepted)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind) DO UPDATE SET name_ja = $2, name_en = $3, is_accepted = $4
    )sql",
                          {k.key, k.name.ja, k.name.en, k.is_accepted}));
    return Done{};
}

Result<Done> SqlAccountStore::add_qualification(const Qualification& q) {
    TRY(connection_.query(
        R"sql(
        INSERT INTO qualification (id, person_id, kind, number, valid_until_on, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
    )sql",
        {q.id, q.person_id, q.kind, q.number, q.valid_until.iso8601(), q.recorded_by, q.recorded_at.milliseconds()}));
    return Done{};
}

Result<std::vector<Qualification>> SqlAccountStore::qualifications_of(const std::string& person_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT id, person_id, kind, number, valid_until_on, recorded_by, recorded_at
        FROM qualification
        WHERE person_id = $1
        ORDER BY valid_until_on DESC, id
    )sql",
                                      {person_id}));
    return all(std::move(rows), to_qualification);
}

Result<std::vector<ExpertView>> SqlAccountStore::experts(const std::string& key, Day today, int limit) {
    // A person who is an expert in two organisations is shown once, with the one that entered them first.
    auto rows = TRY(connection_.query("SELECT " + kPersonColumns + R"sql(, o.id, o.legal_name, o.legal_name_en
        FROM person p JOIN organisation o ON o.id = (
            SELECT m.organisation_id FROM membership m
            WHERE m.person_id = p.id AND m.role = 'expert' AND m.from_on <= $2 AND (m.to_on IS NULL OR m.to_on >= $2)
            ORDER BY m.from_on, m.organisation_id
            LIMIT 1)
        WHERE p.id IN (SELECT person_id FROM membership WHERE role = 'expert')
          AND (p.search_text LIKE $1 ESCAPE '\' OR o.search_text LIKE $1 ESCAPE '\')
        ORDER BY p.name, p.id
        LIMIT $3
    )sql",
                                      {containing(key), today.iso8601(), std::max(limit, 0)}));
    auto experts = TRY(all(std::move(rows), to_expert));
    for (auto& expert : experts) expert.qualifications = TRY(qualifications_of(expert.person.id));
    return experts;
}

} // namespace hoshirube::sql
