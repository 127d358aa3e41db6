#include "app/account/expert.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "base/text.h"

namespace hoshirube {

namespace {

std::string kind_name(const std::vector<QualificationKind>& kinds, const std::string& key, Language language) {
    for (const auto& kind : kinds)
        if (kind.key == key) return language == Language::English ? kind.name.en : kind.name.ja;
    return key;
}

Json qualifications_json(const std::vector<Qualification>& qualifications, const std::vector<QualificationKind>& kinds,
                         Language language) {
    Json list = Json::array();
    for (const auto& q : qualifications)
        list.push_back({{"kind", q.kind},
                        {"kind_name", kind_name(kinds, q.kind, language)},
                        {"number", q.number},
                        {"valid_until", q.valid_until.iso8601()}});
    return list;
}

// By qualification alone, before any assessment is named.
Result<Qualification> qualified_today(const ExpertView& expert, const std::vector<QualificationKind>& kinds, Day today) {
    ExpertFacts facts{};
    facts.applicant_group_root = "-";
    facts.holds_expert_role = true;
    facts.qualifications = expert.qualifications;
    facts.kinds = kinds;
    return may_confirm(facts, today);
}

bool is_key(const std::string& key) {
    return !key.empty() && key.size() <= 40 && key[0] >= 'a' && key[0] <= 'z' &&
           key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == key.npos;
}

} // namespace

Result<ExpertFacts> expert_facts(Transaction& transaction, const std::string& person_id, const Assessment& assessment,
                                 Day today) {
    ExpertFacts facts{};
    facts.person_id = person_id;
    facts.applicant_id = assessment.organisation_id;
    const auto applicant = TRY(transaction.organisations().get(assessment.organisation_id));
    facts.applicant_group_root = TRY(transaction.organisations().group_root(applicant));
    for (const auto& view : TRY(transaction.accounts().memberships_of(person_id))) {
        if (!holds_on(view.membership, today)) continue;
        if (view.membership.role == Role::Expert) facts.holds_expert_role = true;
        const auto employer = TRY(transaction.organisations().get(view.membership.organisation_id));
        facts.employer_ids.push_back(employer.id);
        facts.employer_group_roots.push_back(TRY(transaction.organisations().group_root(employer)));
    }
    facts.has_answered = TRY(transaction.assessments().has_answered(assessment.id, person_id));
    const auto advisers = TRY(transaction.assessments().advisers(assessment.id));
    facts.has_advised = std::find(advisers.begin(), advisers.end(), person_id) != advisers.end();
    facts.qualifications = TRY(transaction.accounts().qualifications_of(person_id));
    facts.kinds = TRY(transaction.accounts().qualification_kinds());
    return facts;
}

Result<Qualification> require_confirmer(Transaction& transaction, const std::string& person_id, const Assessment& assessment,
                                        Day today) {
    return may_confirm(TRY(expert_facts(transaction, person_id, assessment, today)), today);
}

Result<Json> experts_json(World& world, const Viewer& viewer, const std::string& typed, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read));
    std::optional<Assessment> assessment;
    if (!assessment_id.empty()) {
        assessment = TRY(transaction->assessments().get(assessment_id));
        TRY(require(*transaction, viewer.person_id, viewer.today(), Permission::ReadAssessment, *assessment));
    }
    const auto kinds = TRY(transaction->accounts().qualification_kinds());
    Json items = Json::array();
    for (const auto& expert : TRY(transaction->accounts().experts(search_key(typed), viewer.today(), 100))) {
        const auto verdict = assessment ? require_confirmer(*transaction, expert.person.id, *assessment, viewer.today())
                                        : qualified_today(expert, kinds, viewer.today());
        items.push_back({{"person_id", expert.person.id},
                         {"name", expert.person.name},
                         {"organisation_name", expert.organisation_name},
                         {"qualifications", qualifications_json(expert.qualifications, kinds, viewer.language)},
                         {"may_confirm", static_cast<bool>(verdict)},
                         {"obstacle", verdict ? "" : world.texts.sentence(viewer.language, verdict.error())}});
    }
    return Json{{"items", std::move(items)}};
}

Result<Json> qualification_kinds_json(World& world, const Viewer&) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read));
    Json items = Json::array();
    for (const auto& kind : TRY(transaction->accounts().qualification_kinds()))
        items.push_back(
            {{"key", kind.key}, {"name", {{"ja", kind.name.ja}, {"en", kind.name.en}}}, {"is_accepted", kind.is_accepted}});
    return Json{{"items", std::move(items)}};
}

Result<Receipt> save_qualification_kind(World& world, const Act& act, const QualificationKind& typed) {
    if (!is_key(typed.key)) return invalid("qualification.kind_malformed", "key");
    const QualificationKind kind{typed.key,
                                 {TRY(required_text("ja", typed.name.ja, 100)), TRY(required_text("en", typed.name.en, 100))},
                                 typed.is_accepted};
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require_anywhere(transaction, act.actor_id, act.today(), Permission::OperateScheme));
        TRY(transaction.accounts().save_qualification_kind(kind));
        TRY(record(transaction, act, "qualification_kind.saved", {}, kind.key, Json{{"is_accepted", kind.is_accepted}}));
        return Receipt{kind.key, 1};
    });
}

Result<Receipt> record_qualification(World& world, const Act& act, const QualificationFields& fields) {
    const auto valid_until = Day::parse(fields.valid_until);
    if (!valid_until) return Error(valid_until.error()).at("valid_until");
    const Qualification qualification{
        new_id(),     fields.person_id, fields.kind, TRY(required_text("number", fields.number, 60)),
        *valid_until, act.actor_id,     act.now};
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        TRY(require_anywhere(transaction, act.actor_id, act.today(), Permission::OperateScheme));
        TRY(transaction.accounts().get_person(qualification.person_id));
        const auto kinds = TRY(transaction.accounts().qualification_kinds());
        if (std::none_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.key == qualification.kind; }))
            return invalid("qualification.kind_unknown", "kind");
        TRY(transaction.accounts().add_qualification(qualification));
        TRY(record(transaction, act, "qualification.recorded", {}, qualification.person_id,
                   Json{{"kind", qualification.kind}, {"valid_until", qualification.valid_until.iso8601()}}));
        return Receipt{qualification.id, 1};
    });
}

} // namespace hoshirube
