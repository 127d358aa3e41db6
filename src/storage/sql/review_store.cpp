#include "storage/sql/review_store.h"

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

const std::string kSelectDecision = "SELECT criterion, round, kind, reason, agrees_not_applicable, answer_sha256, decided_by, "
                                    "decided_at, version FROM decision ";

Result<Decision> to_decision(RowReader& in) {
    return in.finish(Decision{in.text(), in.small(), in.named(parse_decision_kind), in.text(), in.boolean(), in.text(), in.text(),
                              in.instant(), in.integer()});
}

Result<Advice> to_advice(RowReader& in) {
    return in.finish(Advice{in.text(), in.text(), in.text(), in.text(), in.text(), in.small(), in.instant()});
}

Result<Confirmation> to_confirmation(RowReader& in) {
    return in.finish(Confirmation{in.text(), in.small(), in.text(), in.text(), in.text(), in.text(), in.day(), in.instant(),
                                  in.text(), in.text()});
}

Result<Declaration> to_declaration(RowReader& in) {
    return in.finish(Declaration{in.text(), in.small(), in.text(), in.text(), in.text(), in.instant()});
}

} // namespace

Result<Decisions> SqlReviewStore::decisions(const std::string& assessment_id, int round) {
    auto rows = TRY(connection_.query(kSelectDecision + "WHERE assessment_id = $1 AND round = $2 ORDER BY criterion",
                                      {assessment_id, round}));
    Decisions decisions;
    for (auto& decision : TRY(all(std::move(rows), to_decision))) {
        auto criterion = decision.criterion;
        decisions.emplace_hint(decisions.end(), std::move(criterion), std::move(decision));
    }
    return decisions;
}

Result<std::vector<Decision>> SqlReviewStore::earlier_decisions(const std::string& assessment_id, int before_round) {
    auto rows = TRY(connection_.query(kSelectDecision + R"sql(
        WHERE assessment_id = $1 AND round < $2
        ORDER BY round, criterion
    )sql",
                                      {assessment_id, before_round}));
    return all(std::move(rows), to_decision);
}

Result<Done> SqlReviewStore::save_decision(const std::string& assessment_id, const Decision& d) {
    TRY(connection_.query(R"sql(
        INSERT INTO decision (assessment_id, round, criterion, kind, reason, agrees_not_applicable, answer_sha256, decided_by,
                              decided_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
        ON CONFLICT (assessment_id, round, criterion) DO UPDATE
        SET kind = $4, reason = $5, agrees_not_applicable = $6, answer_sha256 = $7, decided_by = $8, decided_at = $9,
            version = decision.version + 1
    )sql",
                          {assessment_id, d.round, d.criterion, to_text(d.kind), d.reason, d.agrees_not_applicable,
                           d.answer_sha256, d.decided_by, d.decided_at.milliseconds()}));
    return Done{};
}

Result<Done> SqlReviewStore::remove_decision(const std::string& assessment_id, const std::string& criterion, int round) {
    TRY(connection_.query("DELETE FROM decision WHERE assessment_id = $1 AND round = $2 AND criterion = $3",
                          {assessment_id, round, criterion}));
    return Done{};
}

Result<Done> SqlReviewStore::add_advice(const std::string& assessment_id, const Advice& a) {
    TRY(connection_.query(
        R"sql(
        INSERT INTO advice (id, assessment_id, criterion, words, given_by, capacity, round, given_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    )sql",
        {a.id, assessment_id, a.criterion, a.text, a.given_by, a.capacity, a.round, a.given_at.milliseconds()}));
    return Done{};
}

Result<std::vector<Advice>> SqlReviewStore::advice(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT id, criterion, words, given_by, capacity, round, given_at
        FROM advice
        WHERE assessment_id = $1
        ORDER BY given_at, id
    )sql",
                                      {assessment_id}));
    return all(std::move(rows), to_advice);
}

Result<Done> SqlReviewStore::add_confirmation(const Confirmation& c) {
    TRY(connection_.query(R"sql(
        INSERT INTO confirmation (assessment_id, round, confirmer_id, confirmer_name, qualification_kind, qualification_number,
                                  qualification_valid_until_on, confirmed_at, form_sha256, form)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    )sql",
                          {c.assessment_id, c.round, c.confirmer_id, c.confirmer_name, c.qualification_kind,
                           c.qualification_number, c.qualification_valid_until.iso8601(), c.confirmed_at.milliseconds(),
                           c.form_sha256, c.form}));
    return Done{};
}

Result<std::optional<Confirmation>> SqlReviewStore::latest_confirmation(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT assessment_id, round, confirmer_id, confirmer_name, qualification_kind, qualification_number,
               qualification_valid_until_on, confirmed_at, form_sha256, form
        FROM confirmation
        WHERE assessment_id = $1
        ORDER BY round DESC
        LIMIT 1
    )sql",
                                      {assessment_id}));
    return first(std::move(rows), to_confirmation);
}

Result<Done> SqlReviewStore::add_declaration(const Declaration& d) {
    TRY(connection_.query(R"sql(
        INSERT INTO declaration (assessment_id, round, person_id, person_name, form_sha256, declared_at)
        VALUES ($1, $2, $3, $4, $5, $6)
    )sql",
                          {d.assessment_id, d.round, d.person_id, d.person_name, d.form_sha256, d.declared_at.milliseconds()}));
    return Done{};
}

Result<std::optional<Declaration>> SqlReviewStore::latest_declaration(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT assessment_id, round, person_id, person_name, form_sha256, declared_at
        FROM declaration
        WHERE assessment_id = $1
        ORDER BY sequence DESC
        LIMIT 1
    )sql",
                                      {assessment_id}));
    return first(std::move(rows), to_declaration);
}

} // namespace hoshirube::sql
