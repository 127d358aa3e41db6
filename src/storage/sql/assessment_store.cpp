#include "storage/sql/assessment_store.h"

#include <algorithm>

#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

const std::string kColumns = "a.id, a.organisation_id, a.edition, a.star, a.scope_kind, a.scope_description, "
                             "a.scope_description_en, a.state, a.round, a.confirmer_id, a.remark, a.opened_at, a.version ";
const std::string kSummaryColumns =
    kColumns + ", o.legal_name, o.corporate_number, "
               "(SELECT COUNT(*) FROM answer w WHERE w.assessment_id = a.id AND w.state IN ('met', 'not_applicable') "
               "AND NOT (w.version = 1 AND EXISTS (SELECT 1 FROM carried_answer c WHERE c.assessment_id = w.assessment_id "
               "AND c.criterion = w.criterion AND c.needs_second_look = 1))), o.legal_name_en "
               "FROM assessment a JOIN organisation o ON o.id = a.organisation_id ";
const std::string kSelectSummary = "SELECT " + kSummaryColumns;

Assessment read_assessment(RowReader& in) {
    return {in.text(),
            in.text(),
            in.text(),
            in.small(),
            {in.text(), in.text(), in.text()},
            in.named(parse_assessment_state),
            in.small(),
            in.skip_null() ? std::string() : in.text(),
            in.text(),
            in.instant(),
            in.integer()};
}

Result<Assessment> to_assessment(RowReader& in) { return in.finish(read_assessment(in)); }

Result<AssessmentSummary> to_summary(RowReader& in) {
    return in.finish(AssessmentSummary{read_assessment(in), in.text(), in.text(), in.small(), in.text()});
}

Result<NamedAssessment> to_named(RowReader& in) {
    const auto function = in.boolean() ? Function::Confirmer : Function::Adviser;
    return in.finish(NamedAssessment{{read_assessment(in), in.text(), in.text(), in.small(), in.text()}, function});
}

Result<VisibleAssessment> to_visible(RowReader& in) {
    const auto way = static_cast<VisibleAssessment::Way>(in.small());
    return in.finish(VisibleAssessment{{read_assessment(in), in.text(), in.text(), in.small(), in.text()}, way});
}

// A foreign key wants null where nobody is named.
std::optional<std::string> named(const std::string& person_id) {
    return person_id.empty() ? std::nullopt : std::optional(person_id);
}

Result<Answer> to_answer(RowReader& in) {
    return in.finish(Answer{in.text(), in.named(parse_answer_state), split_lines(in.text()), in.text(), in.text(),
                            in.optional_day(), in.text(), in.integer(), in.text(), in.optional_instant()});
}

} // namespace

Result<Done> SqlAssessmentStore::add(const Assessment& a) {
    TRY(connection_.query(R"sql(
        INSERT INTO assessment (id, organisation_id, edition, star, scope_kind, scope_description, scope_description_en,
                                state, round, confirmer_id, remark, opened_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    )sql",
                          {a.id, a.organisation_id, a.edition, a.star, a.scope.kind, a.scope.description, a.scope.description_en,
                           to_text(a.state), a.round, named(a.confirmer_id), a.remark, a.opened_at.milliseconds(), a.version}));
    return Done{};
}

Result<Done> SqlAssessmentStore::save(const Assessment& a) {
    const auto rows = TRY(connection_.query(R"sql(
        UPDATE assessment
        SET scope_kind = $3, scope_description = $4, scope_description_en = $5, state = $6, round = $7, confirmer_id = $8,
            remark = $9, version = version + 1
        WHERE id = $1 AND version = $2
    )sql",
                                            {a.id, a.version, a.scope.kind, a.scope.description, a.scope.description_en,
                                             to_text(a.state), a.round, named(a.confirmer_id), a.remark}));
    if (rows.changed == 0) return conflict("changed_meanwhile");
    return Done{};
}

Result<Assessment> SqlAssessmentStore::get(const std::string& id) {
    auto rows = TRY(connection_.query("SELECT " + kColumns + "FROM assessment a WHERE a.id = $1", {id}));
    return only(std::move(rows), to_assessment, "assessment.not_found");
}

Result<std::vector<AssessmentSummary>> SqlAssessmentStore::of_organisation(const std::string& organisation_id) {
    auto rows = TRY(connection_.query(kSelectSummary + R"sql(
        WHERE a.organisation_id = $1
        ORDER BY a.opened_at DESC, a.id
    )sql",
                                      {organisation_id}));
    return all(std::move(rows), to_summary);
}

Result<std::vector<NamedAssessment>> SqlAssessmentStore::of_expert(const std::string& person_id, Day today) {
    auto rows = TRY(connection_.query("SELECT CASE WHEN a.confirmer_id = $1 AND a.state <> 'draft' THEN 1 ELSE 0 END, " +
                                          kSummaryColumns + R"sql(
        WHERE a.id IN (SELECT id FROM assessment WHERE confirmer_id = $1 AND state <> 'draft'
                       UNION SELECT assessment_id FROM adviser WHERE person_id = $1)
          AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = $1 AND m.role = 'expert'
                                                   AND m.from_on <= $2 AND (m.to_on IS NULL OR m.to_on >= $2))
        ORDER BY a.opened_at DESC, a.id
    )sql",
                                      {person_id, today.iso8601()}));
    return all(std::move(rows), to_named);
}

Result<std::vector<VisibleAssessment>> SqlAssessmentStore::visible(const std::string& person_id, Instant now, int limit) {
    // A union of what each way opens, every arm by an index; never a look at what is somebody else's.
    auto rows = TRY(connection_.query(R"sql(
        WITH mine AS (SELECT organisation_id, role FROM membership
                      WHERE person_id = $1 AND from_on <= $2 AND (to_on IS NULL OR to_on >= $2)),
        reached AS (
            SELECT a.id AS id, 0 AS way
            FROM mine JOIN assessment a ON a.organisation_id = mine.organisation_id
            WHERE mine.role IN ('applicant', 'management')
            UNION ALL
            SELECT id, 1 FROM assessment
            WHERE confirmer_id = $1 AND state <> 'draft' AND EXISTS (SELECT 1 FROM mine WHERE role = 'expert')
            UNION ALL
            SELECT assessment_id, 2 FROM adviser
            WHERE person_id = $1 AND EXISTS (SELECT 1 FROM mine WHERE role = 'expert')
            UNION ALL
            SELECT a.id, 3
            FROM mine JOIN mandate m ON m.taker_id = mine.organisation_id JOIN assessment a ON a.organisation_id = m.giver_id
            WHERE mine.role IN ('applicant', 'expert') AND m.from_on <= $2 AND m.to_on >= $2
              AND (m.ended_at IS NULL OR m.ended_at > $3)
            UNION ALL
            SELECT d.object_id, 4
            FROM mine JOIN disclosure d ON d.receiver_id = mine.organisation_id JOIN assessment a ON a.id = d.object_id
            WHERE mine.role = 'buyer' AND d.level <> 'evidence' AND a.state <> 'draft' AND d.from_on <= $2 AND d.to_on >= $2
              AND (d.ended_at IS NULL OR d.ended_at > $3)),
        nearest AS (SELECT id, MIN(way) AS way FROM reached GROUP BY id)
        SELECT nearest.way, )sql" + kSummaryColumns +
                                          R"sql(
        JOIN nearest ON nearest.id = a.id
        ORDER BY a.opened_at DESC, a.id
        LIMIT $4
    )sql",
                                      {person_id, now.tokyo_day().iso8601(), now.milliseconds(), std::max(limit, 0)}));
    return all(std::move(rows), to_visible);
}

Result<std::vector<AssessmentSummary>> SqlAssessmentStore::in_state(AssessmentState state, int limit) {
    auto rows = TRY(connection_.query(kSelectSummary + R"sql(
        WHERE a.state = $1
        ORDER BY a.opened_at, a.id
        LIMIT $2
    )sql",
                                      {to_text(state), std::max(limit, 0)}));
    return all(std::move(rows), to_summary);
}

Result<Answers> SqlAssessmentStore::answers(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT criterion, state, branches, note, reason, planned_on, planned_owner, version, updated_by, updated_at
        FROM answer
        WHERE assessment_id = $1
        ORDER BY criterion
    )sql",
                                      {assessment_id}));
    Answers answers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RowReader in(rows[i]);
        auto answer = TRY(to_answer(in));
        auto criterion = answer.criterion;
        answers.emplace_hint(answers.end(), std::move(criterion), std::move(answer));
    }
    return answers;
}

Result<std::optional<Answer>> SqlAssessmentStore::find_answer(const std::string& assessment_id, const std::string& criterion) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT criterion, state, branches, note, reason, planned_on, planned_owner, version, updated_by, updated_at
        FROM answer
        WHERE assessment_id = $1 AND criterion = $2
    )sql",
                                      {assessment_id, criterion}));
    return first(std::move(rows), to_answer);
}

Result<Done> SqlAssessmentStore::save_answer(const std::string& assessment_id, const Answer& a) {
    // Version 0 means "never saved": then the row must be new. Otherwise it must still be as it was read.
    const auto rows =
        TRY(connection_.query(a.version == 0 ? R"sql(
        INSERT INTO answer (assessment_id, criterion, version, state, branches, note, reason, planned_on, planned_owner,
                            updated_by, updated_at)
        VALUES ($1, $2, $3 + 1, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (assessment_id, criterion) DO NOTHING
    )sql"
                                             : R"sql(
        UPDATE answer
        SET version = version + 1, state = $4, branches = $5, note = $6, reason = $7, planned_on = $8, planned_owner = $9,
            updated_by = $10, updated_at = $11
        WHERE assessment_id = $1 AND criterion = $2 AND version = $3
    )sql",
                              {assessment_id, a.criterion, a.version, to_text(a.state), join_lines(a.branches), a.note, a.reason,
                               iso8601(a.planned_on), a.planned_owner, a.updated_by, milliseconds(a.updated_at)}));
    if (rows.changed == 0) return conflict("answer.changed_meanwhile");
    return Done{};
}

Result<Done> SqlAssessmentStore::add_carried(const std::string& assessment_id, const CarriedMark& mark) {
    TRY(connection_.query(
        R"sql(
        INSERT INTO carried_answer (assessment_id, criterion, from_assessment_id, from_criteria, kind, needs_second_look)
        VALUES ($1, $2, $3, $4, $5, $6)
    )sql",
        {assessment_id, mark.criterion, mark.from_assessment, join_lines(mark.from), mark.kind, mark.needs_second_look ? 1 : 0}));
    return Done{};
}

Result<std::vector<CarriedMark>> SqlAssessmentStore::carried(const std::string& assessment_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT criterion, from_assessment_id, from_criteria, kind, needs_second_look
        FROM carried_answer
        WHERE assessment_id = $1
        ORDER BY criterion
    )sql",
                                      {assessment_id}));
    return all<CarriedMark>(std::move(rows), [](RowReader& in) {
        return in.finish(CarriedMark{in.text(), in.text(), split_lines(in.text()), in.text(), in.integer() == 1});
    });
}

Result<Done> SqlAssessmentStore::add_adviser(const std::string& assessment_id, const std::string& person_id, Instant at) {
    TRY(connection_.query(R"sql(
        INSERT INTO adviser (assessment_id, person_id, named_at) VALUES ($1, $2, $3)
        ON CONFLICT (assessment_id, person_id) DO NOTHING
    )sql",
                          {assessment_id, person_id, at.milliseconds()}));
    return Done{};
}

Result<std::vector<std::string>> SqlAssessmentStore::advisers(const std::string& assessment_id) {
    auto rows = TRY(connection_.query("SELECT person_id FROM adviser WHERE assessment_id = $1 ORDER BY named_at, person_id",
                                      {assessment_id}));
    return all<std::string>(std::move(rows), [](RowReader& in) { return in.finish(in.text()); });
}

} // namespace hoshirube::sql
