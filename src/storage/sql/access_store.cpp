#include "storage/sql/access_store.h"

#include <algorithm>
#include <map>

#include "storage/sql/organisation_store.h"
#include "storage/sql/row_reader.h"

namespace hoshirube::sql {

namespace {

constexpr std::int64_t kDayMs = 24 * 3600 * 1000, kTokyoMs = 9 * 3600 * 1000;

Instant start_of_tokyo_day(Instant now) {
    const auto local = now.milliseconds() + kTokyoMs;
    return Instant(local - local % kDayMs - kTokyoMs);
}

Result<MembershipFact> to_membership(RowReader& in) {
    return in.finish(MembershipFact{in.text(), {}, in.named(parse_role), {in.day(), in.optional_day()}});
}

Result<QualificationFact> to_qualification(RowReader& in) {
    return in.finish(QualificationFact{in.text(), in.text(), in.day(), in.boolean()});
}

Result<AssignmentFact> to_assignment(RowReader& in) {
    const auto function = in.boolean() ? Function::Confirmer : Function::Adviser;
    const auto state = in.named(parse_assessment_state);
    return in.finish(AssignmentFact{function, state, {in.instant().tokyo_day(), {}}});
}

Result<WorkFact> to_work_in_object(RowReader& in) {
    const auto kind = in.named(parse_work_kind);
    const auto first = in.instant().tokyo_day(), last = in.instant().tokyo_day();
    return in.finish(WorkFact{true, true, false, kind, {first, last}});
}

Result<WorkFact> to_work_for_owner(RowReader& in) {
    const bool is_by_actor = in.boolean(), is_paid = in.boolean();
    const auto kind = in.named(parse_work_kind);
    return in.finish(WorkFact{is_by_actor, false, is_paid, kind, {in.day(), in.optional_day()}});
}

Result<MandateFact> to_mandate(RowReader& in) {
    return in.finish(MandateFact{in.text(), in.named(parse_purpose), {in.day(), in.day()}, in.optional_instant()});
}

Result<DisclosureFact> to_disclosure(RowReader& in) {
    return in.finish(DisclosureFact{in.text(), in.named(parse_level), {in.day(), in.day()}, in.optional_instant()});
}

Result<BrokenGlassFact> to_broken_glass(RowReader& in) {
    return in.finish(BrokenGlassFact{in.text(), in.text(), in.instant(), in.instant()});
}

// Only an expert can be named, only a buyer receives, only an administrator breaks glass: nobody else's are looked for.
bool was(const std::vector<MembershipFact>& memberships, Role role) {
    return std::any_of(memberships.begin(), memberships.end(), [role](const auto& m) { return m.role == role; });
}

} // namespace

Result<Facts> SqlAccessStore::facts(const Actor& actor, const Object& object, const Needs& needs, Instant now) {
    Facts facts;
    if (actor.id.empty() || actor.id == kKeeper) return facts; // Neither belongs anywhere nor is named anywhere.
    facts.memberships = TRY(memberships(actor.id));
    if (needs.groups) TRY(add_groups(facts, object));
    if (needs.qualifications) facts.qualifications = TRY(qualifications(actor.id));
    if (needs.assignments && was(facts.memberships, Role::Expert)) facts.assignments = TRY(assignments(actor.id, object));
    if (needs.mandates) facts.mandates = TRY(mandates(actor.id, object));
    if (needs.work) facts.work = TRY(work(actor.id, object));
    if (needs.disclosures && was(facts.memberships, Role::Buyer)) facts.disclosures = TRY(disclosures(actor.id, object));
    if (needs.broken_glass && was(facts.memberships, Role::Administrator))
        facts.broken_glass = TRY(broken_glass(actor.id, object));
    if (needs.pace) facts.pace = TRY(pace(actor.id, object, now));
    return facts;
}

Result<std::vector<MembershipFact>> SqlAccessStore::memberships(const std::string& actor_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT organisation_id, role, from_on, to_on
        FROM membership
        WHERE person_id = $1
    )sql",
                                      {actor_id}));
    return all(std::move(rows), to_membership);
}

Result<Done> SqlAccessStore::add_groups(Facts& facts, const Object& object) {
    SqlOrganisationStore organisations(connection_);
    std::map<std::string, std::string> roots;
    const auto root_of = [&](const std::string& organisation_id) -> Result<std::string> {
        if (const auto known = roots.find(organisation_id); known != roots.end()) return known->second;
        const auto organisation = TRY(organisations.get(organisation_id));
        return roots[organisation_id] = TRY(organisations.group_root(organisation));
    };
    for (auto& membership : facts.memberships) membership.group_root = TRY(root_of(membership.organisation_id));
    if (!object.owner_id.empty()) facts.owner_group_root = TRY(root_of(object.owner_id));
    return Done{};
}

Result<std::vector<QualificationFact>> SqlAccessStore::qualifications(const std::string& actor_id) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT q.kind, q.number, q.valid_until_on, k.is_accepted
        FROM qualification q JOIN qualification_kind k ON k.kind = q.kind
        WHERE q.person_id = $1
    )sql",
                                      {actor_id}));
    return all(std::move(rows), to_qualification);
}

Result<std::vector<AssignmentFact>> SqlAccessStore::assignments(const std::string& actor_id, const Object& object) {
    // A file is seen by whoever is named in an assessment in which it stands.
    static const std::string kAssessment = "a.id = $1 ";
    static const std::string kEvidence = "a.id IN (SELECT l.assessment_id FROM evidence_link l WHERE l.evidence_id = $1) ";
    if (object.kind != Object::Kind::Assessment && object.kind != Object::Kind::Evidence) return std::vector<AssignmentFact>();
    const auto& those = object.kind == Object::Kind::Assessment ? kAssessment : kEvidence;
    auto rows = TRY(connection_.query("SELECT 1, a.state, a.opened_at FROM assessment a WHERE " + those +
                                          "AND a.confirmer_id = $2 UNION ALL "
                                          "SELECT 0, a.state, v.named_at FROM adviser v JOIN assessment a "
                                          "ON a.id = v.assessment_id WHERE " +
                                          those + "AND v.person_id = $2",
                                      {object.id, actor_id}));
    return all(std::move(rows), to_assignment);
}

Result<std::vector<WorkFact>> SqlAccessStore::work(const std::string& actor_id, const Object& object) {
    if (object.kind != Object::Kind::Assessment) return std::vector<WorkFact>();
    auto facts = TRY(work_in(actor_id, object));
    for (auto& fact : TRY(work_for_owner(actor_id, object))) facts.push_back(fact);
    return facts;
}

// What the actor did in this very assessment, from its records.
Result<std::vector<WorkFact>> SqlAccessStore::work_in(const std::string& actor_id, const Object& object) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT 'answered', MIN(happened_at), MAX(happened_at)
        FROM event
        WHERE subject = $1 AND actor_id = $2 AND type IN ('answer.saved', 'evidence.linked')
        HAVING COUNT(*) > 0
        UNION ALL
        SELECT 'uploaded', MIN(e.uploaded_at), MAX(e.uploaded_at)
        FROM evidence_link l JOIN evidence e ON e.id = l.evidence_id
        WHERE l.assessment_id = $1 AND e.uploaded_by = $2
        HAVING COUNT(*) > 0
    )sql",
                                      {object.id, actor_id}));
    return all(std::move(rows), to_work_in_object);
}

// What the actor, an organisation of theirs, or one of its group (parent, child, sister) did for the owner.
Result<std::vector<WorkFact>> SqlAccessStore::work_for_owner(const std::string& actor_id, const Object& object) {
    auto rows = TRY(connection_.query(R"sql(
        WITH mine AS (SELECT o.id, o.corporate_number, o.parent_corporate_number
                      FROM membership m JOIN organisation o ON o.id = m.organisation_id
                      WHERE m.person_id = $1 AND m.organisation_id <> $2),
        doers AS (SELECT id FROM mine
                  UNION SELECT o.id FROM mine JOIN organisation o ON o.corporate_number = mine.parent_corporate_number
                  UNION SELECT o.id FROM mine JOIN organisation o ON o.parent_corporate_number = mine.corporate_number
                  UNION SELECT o.id FROM mine JOIN organisation o ON o.parent_corporate_number = mine.parent_corporate_number
                        WHERE mine.parent_corporate_number <> '')
        SELECT CASE WHEN doer_id = $1 THEN 1 ELSE 0 END, is_paid, kind, first_on, last_on
        FROM worked_for
        WHERE client_id = $2 AND (doer_id = $1 OR doer_id IN (SELECT id FROM doers))
    )sql",
                                      {actor_id, object.owner_id}));
    return all(std::move(rows), to_work_for_owner);
}

Result<std::vector<MandateFact>> SqlAccessStore::mandates(const std::string& actor_id, const Object& object) {
    if (object.owner_id.empty()) return std::vector<MandateFact>();
    auto rows = TRY(connection_.query(R"sql(
        SELECT m.taker_id, m.purpose, m.from_on, m.to_on, m.ended_at
        FROM membership p JOIN mandate m ON m.taker_id = p.organisation_id AND m.giver_id = $2
        WHERE p.person_id = $1
    )sql",
                                      {actor_id, object.owner_id}));
    return all(std::move(rows), to_mandate);
}

Result<std::vector<DisclosureFact>> SqlAccessStore::disclosures(const std::string& actor_id, const Object& object) {
    auto rows = TRY(connection_.query(R"sql(
        SELECT d.receiver_id, d.level, d.from_on, d.to_on, d.ended_at
        FROM membership p JOIN disclosure d ON d.object_id = $2 AND d.receiver_id = p.organisation_id
        WHERE p.person_id = $1
    )sql",
                                      {actor_id, object.id}));
    return all(std::move(rows), to_disclosure);
}

Result<std::vector<BrokenGlassFact>> SqlAccessStore::broken_glass(const std::string& actor_id, const Object& object) {
    static const std::string kAssessment = "g.assessment_id = $1 ";
    static const std::string kEvidence =
        "g.assessment_id IN (SELECT l.assessment_id FROM evidence_link l WHERE l.evidence_id = $1) ";
    if (object.kind != Object::Kind::Assessment && object.kind != Object::Kind::Evidence) return std::vector<BrokenGlassFact>();
    const auto& those = object.kind == Object::Kind::Assessment ? kAssessment : kEvidence;
    auto rows = TRY(connection_.query("SELECT g.asked_by, g.approved_by, g.from_at, g.until_at FROM broken_glass g WHERE " +
                                          those + "AND g.asked_by = $2 AND g.approved_by <> ''",
                                      {object.id, actor_id}));
    return all(std::move(rows), to_broken_glass);
}

Result<Pace> SqlAccessStore::pace(const std::string& actor_id, const Object& object, Instant now) {
    auto confirmed = TRY(connection_.query("SELECT COUNT(*) FROM confirmation WHERE confirmer_id = $1 AND confirmed_at >= $2",
                                           {actor_id, start_of_tokyo_day(now).milliseconds()}));
    auto submitted = TRY(connection_.query(R"sql(
        SELECT happened_at FROM event
        WHERE subject = $1 AND type = 'assessment.submitted'
        ORDER BY sequence DESC
        LIMIT 1
    )sql",
                                           {object.id}));
    Pace pace;
    pace.confirmations_today = RowReader(confirmed[0]).small();
    if (!submitted.empty())
        pace.minutes_since_submission = (now.milliseconds() - RowReader(submitted[0]).integer()) / (60 * 1000);
    return pace;
}

} // namespace hoshirube::sql
