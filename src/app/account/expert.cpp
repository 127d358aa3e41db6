#include "app/account/expert.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/account/account.h"
#include "app/organisation/firm_name.h"
#include "base/text.h"

namespace hoshirube {

namespace {

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

// What may() says of a person standing as confirmer; by qualification alone where no assessment is named.
Result<Verdict> standing(World& world, Transaction& transaction, const std::string& person_id, const Subject& subject,
                         Instant now) {
    return judge(world, transaction, Viewer{person_id, now}, Permission::StandAsConfirmer, subject);
}

constexpr std::string_view kNoExpert = "default.deny"; // Standing is open to every expert: who is not permitted is none.

bool is_key(const std::string& key) {
    return !key.empty() && key.size() <= 40 && key[0] >= 'a' && key[0] <= 'z' &&
           key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == key.npos;
}

} // namespace

std::string kind_name(const std::vector<QualificationKind>& kinds, const std::string& key, Language language) {
    for (const auto& kind : kinds)
        if (kind.key == key) return language == Language::English ? kind.name.en : kind.name.ja;
    return key;
}

Result<Done> require_confirmer(World& world, Transaction& transaction, const std::string& person_id, const Subject& subject,
                               Instant now) {
    const auto verdict = TRY(standing(world, transaction, person_id, subject, now));
    if (verdict.is_allowed) return Done{};
    return verdict.rule == kNoExpert ? conflict("expert.not_expert") : refusal_of(verdict);
}

Result<Done> require_expert(World& world, Transaction& transaction, const std::string& person_id, const Subject& subject,
                            Instant now) {
    if (TRY(standing(world, transaction, person_id, subject, now)).rule == kNoExpert) return conflict("expert.not_expert");
    return Done{};
}

Result<Json> experts_json(World& world, const Viewer& viewer, const std::string& typed, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    std::optional<Assessment> assessment;
    if (!assessment_id.empty()) {
        assessment = TRY(transaction->assessments().get(assessment_id));
        TRY(require(world, *transaction, viewer, Permission::ReadAssessment, *assessment));
    }
    TRY(require(world, *transaction, viewer, Permission::FindExperts));
    const auto kinds = TRY(transaction->accounts().qualification_kinds());
    const Subject subject = assessment ? Subject(*assessment) : Subject();
    Json items = Json::array();
    for (const auto& expert : TRY(transaction->accounts().experts(search_key(typed), viewer.today(), 100))) {
        const auto verdict = require_confirmer(world, *transaction, expert.person.id, subject, viewer.now);
        items.push_back({{"person_id", expert.person.id},
                         {"name", expert.person.name},
                         {"organisation_name", firm_name(viewer.language, expert.organisation_name, expert.organisation_name_en)},
                         {"qualifications", qualifications_json(expert.qualifications, kinds, viewer.language)},
                         {"may_confirm", static_cast<bool>(verdict)},
                         {"obstacle", verdict ? "" : world.texts.sentence(viewer.language, verdict.error())}});
    }
    return Json{{"items", std::move(items)}};
}

Result<Json> qualification_kinds_json(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::FindExperts));
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
        TRY(require(world, transaction, act, Permission::OperateScheme));
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
        TRY(require(world, transaction, act, Permission::OperateScheme));
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
