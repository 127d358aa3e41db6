#include <nlohmann/json.hpp>

#include "app/account/session.h"
#include "app/assessment/present.h"
#include "app/assessment/summary.h"
#include "app/declaration/declaration_json.h"
#include "app/register/public_record.h"
#include "app/register/register.h"
#include "base/text.h"

namespace hoshirube {

namespace {

// The star that registering on `today` would make, all but what only the act itself gives: id, number and registrar. What the operator
// sees before and what is registered come from here.
Certificate certificate_to_be(const Present& present, const Organisation& organisation, const std::string& seal, Day today) {
    const auto& assessment = present.assessment;
    const Level* level = present.edition->level(assessment.star);
    CHECK(level != nullptr);
    return Certificate{{},
                       kNumberToBe,
                       {},
                       assessment.id,
                       organisation.id,
                       organisation.corporate_number,
                       organisation.legal_name,
                       organisation.legal_name_en,
                       assessment.star,
                       assessment.edition,
                       assessment.scope,
                       today,
                       last_valid_day(*level, today),
                       seal,
                       {}};
}

} // namespace

Json star_facts(const Certificate& c) {
    return Json{{"number", c.number},
                {"official_number", c.official_number},
                {"corporate_number", c.corporate_number},
                {"legal_name", c.legal_name},
                {"legal_name_en", c.legal_name_en},
                {"star", c.star},
                {"edition", c.edition},
                {"scope", scope_json(c.scope)},
                {"registered_on", c.registered_on.iso8601()},
                {"last_valid_day", c.last_valid_day.iso8601()},
                {"seal", c.seal}};
}

Result<Receipt> register_star(World& world, const Act& act, const std::string& assessment_id, const std::string& shown_seal,
                              const std::string& typed_number) {
    const auto official_number = TRY(clean_text("official_number", typed_number, 60));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto present = TRY(load_present(world, transaction, assessment_id));
        auto& assessment = present.assessment;
        TRY(require(world, transaction, act, Permission::RegisterStar, assessment));
        TRY(mark_registered(assessment));
        const auto seal = TRY(require_intact_seal(world, transaction, present, shown_seal));
        const auto declaration = TRY(transaction.reviews().latest_declaration(assessment.id));
        if (!declaration || declaration->form_sha256 != seal.confirmation.form_sha256) return conflict("seal.other");
        const auto organisation = TRY(transaction.organisations().get(assessment.organisation_id));
        auto certificate = certificate_to_be(present, organisation, seal.confirmation.form_sha256, act.today());
        certificate.id = new_id();
        certificate.number = TRY(transaction.register_().next_number());
        certificate.official_number = official_number;
        certificate.registered_by = act.actor_id;
        TRY(transaction.register_().add(certificate));
        TRY(transaction.assessments().save(assessment));
        TRY(record(transaction, act, "star.registered", assessment.organisation_id, certificate.corporate_number,
                   star_facts(certificate)));
        return Receipt{certificate.id, 1};
    });
}

Result<Receipt> refuse_star(World& world, const Act& act, const std::string& assessment_id, const std::string& typed_reason) {
    const auto reason = TRY(required_text("reason", typed_reason, 2000, Lines::Many));
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::RegisterStar, assessment));
        TRY(refuse_registration(assessment, reason));
        TRY(transaction.assessments().save(assessment));
        TRY(record(transaction, act, "star.refused", assessment.organisation_id, assessment.id, Json{{"reason", reason}}));
        return Receipt{assessment.id, assessment.version + 1};
    });
}

Result<Json> registrations_json(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    TRY(require(world, *transaction, viewer, Permission::OperateRegister));
    Json items = Json::array();
    for (const auto& summary : TRY(transaction->assessments().in_state(AssessmentState::Declared, 200)))
        items.push_back(TRY(sealed_summary_json(world, *transaction, summary, viewer.language)));
    return Json{{"items", std::move(items)}};
}

Result<Json> registration_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    const auto& assessment = present.assessment;
    TRY(require(world, *transaction, viewer, Permission::OperateRegister, assessment));
    const auto page = TRY(declaration_page_json(world, *transaction, viewer, present));
    const auto organisation = TRY(transaction->organisations().get(assessment.organisation_id));
    auto certificates = TRY(transaction->register_().certificates_of(organisation.corporate_number));
    std::string obstacle;
    if (assessment.state != AssessmentState::Declared)
        obstacle = world.texts.sentence(
            viewer.language,
            conflict("assessment.out_of_order", {{"state", std::string(to_text(assessment.state))}, {"act", "register"}}));
    else if (!page["seal"]["is_intact"]) obstacle = world.texts.sentence(viewer.language, conflict("seal.broken_short"));
    if (assessment.state != AssessmentState::Registered)
        certificates.insert(certificates.begin(),
                            certificate_to_be(present, organisation, page["seal"]["form_sha256"], viewer.today()));
    return Json{{"declaration", page},
                {"preview", record_json(world, viewer, {organisation, certificates})},
                {"obstacle", obstacle},
                {"may_refuse", assessment.state == AssessmentState::Declared}};
}

} // namespace hoshirube
