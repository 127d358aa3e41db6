#include "app/declaration/declaration.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "app/account/expert.h"
#include "app/account/session.h"
#include "app/declaration/declaration_json.h"
#include "app/register/certificate_json.h"

namespace hoshirube {

namespace {

// Why management cannot declare now; empty when it can, or has.
std::string obstacle(const World& world, Language language, const Assessment& assessment, const Seal& seal) {
    const auto say = [&](const Error& error) { return world.texts.sentence(language, error); };
    if (!seal.is_intact()) return say(conflict("seal.broken_short"));
    const bool in_order = assessment.state == AssessmentState::Confirmed || assessment.state == AssessmentState::Declared ||
                          assessment.state == AssessmentState::Registered;
    return in_order ? ""
                    : say(conflict("assessment.out_of_order",
                                   {{"state", std::string(to_text(assessment.state))}, {"act", "declare"}}));
}

} // namespace

Result<Receipt> declare_conformity(World& world, const Act& act, const std::string& assessment_id,
                                   const std::string& shown_seal) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto present = TRY(load_present(world, transaction, assessment_id));
        auto& assessment = present.assessment;
        TRY(require(world, transaction, act, Permission::DeclareConformity, assessment));
        TRY(mark_declared(assessment));
        const auto seal = TRY(require_intact_seal(world, transaction, present, shown_seal));
        const auto person = TRY(transaction.accounts().get_person(act.actor_id));
        TRY(transaction.assessments().save(assessment));
        TRY(transaction.reviews().add_declaration(
            {assessment.id, assessment.round, person.id, person.name, seal.confirmation.form_sha256, act.now}));
        TRY(record(transaction, act, "conformity.declared", assessment.organisation_id, assessment.id,
                   Json{{"round", assessment.round},
                        {"seal", seal.confirmation.form_sha256},
                        {"star", assessment.star},
                        {"edition", assessment.edition}}));
        return Receipt{assessment.id, assessment.version + 1};
    });
}

namespace {

// Criteria answered as met behind which no file stands: allowed, and said to whoever signs or registers.
std::int64_t met_without_evidence(const Present& present) {
    std::set<std::string> proven;
    for (const auto& file : present.files) proven.insert(file.criterion);
    return std::count_if(present.criteria.begin(), present.criteria.end(), [&](const Criterion* criterion) {
        const auto answer = present.answers.find(criterion->number);
        return answer != present.answers.end() && answer->second.state == AnswerState::Met && !proven.contains(criterion->number);
    });
}

} // namespace

Result<Json> declaration_page_json(World& world, Transaction& transaction, const Viewer& viewer, const Present& present) {
    const auto& assessment = present.assessment;
    const auto seal = TRY(load_seal(world, transaction, present, Depth::Contents));
    if (!seal) return conflict("seal.missing");
    const auto organisation = TRY(transaction.organisations().get(assessment.organisation_id));
    const auto declaration = TRY(transaction.reviews().latest_declaration(assessment.id));
    const bool declared = declaration && declaration->round == assessment.round &&
                          (assessment.state == AssessmentState::Declared || assessment.state == AssessmentState::Registered);
    const auto kinds = TRY(transaction.accounts().qualification_kinds());
    const auto& c = seal->confirmation;
    const Level* level = present.edition->level(assessment.star);
    CHECK(level != nullptr);
    return Json{{"assessment", assessment.id},
                {"organisation_name", organisation.legal_name},
                {"organisation_name_kana", organisation.legal_name_kana},
                {"organisation_name_en", organisation.legal_name_en},
                {"corporate_number", organisation.corporate_number},
                {"is_invented", organisation.is_invented},
                {"edition", assessment.edition},
                {"star", assessment.star},
                {"scope", scope_json(assessment.scope)},
                {"progress", progress_json(progress(present.criteria, present.answers))},
                {"met_without_evidence", met_without_evidence(present)},
                {"statement", statement_json(world.texts, viewer.language, *present.edition, *level, organisation)},
                {"confirmed_by", c.confirmer_name},
                {"confirmed_at", c.confirmed_at.iso8601()},
                {"qualification", kind_name(kinds, c.qualification_kind, viewer.language) + " " + c.qualification_number},
                {"seal", seal_json(*seal)},
                {"declared_by", declared ? declaration->person_name : ""},
                {"declared_at", declared ? declaration->declared_at.iso8601() : ""},
                {"declared_seal", declared ? declaration->form_sha256 : ""},
                {"obstacle", obstacle(world, viewer.language, assessment, *seal)}};
}

Result<Json> declaration_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadDeclaration, present.assessment));
    return declaration_page_json(world, *transaction, viewer, present);
}

} // namespace hoshirube
