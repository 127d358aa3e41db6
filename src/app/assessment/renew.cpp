#include <set>

#include <nlohmann/json.hpp>

#include "app/assessment/assessment.h"
#include "app/assessment/carry_over.h"
#include "scheme/certificate/certificate.h"

namespace hoshirube {

namespace {

struct Renewal {
    Present present;
    Certificate certificate;
    Carry carry;
    std::map<std::string, Evidence> files; // By id.
};

Result<Renewal> plan_renewal(Transaction& transaction, Present present, Day today) {
    auto certificate = TRY(transaction.register_().of_assessment(present.assessment.id));
    if (!certificate) return conflict("renewal.no_star");
    if (certificate_state(*certificate, today) == "withdrawn") return conflict("renewal.withdrawn");
    auto carry = renew_answers(*present.edition, present.assessment.star, present.answers);
    std::map<std::string, Evidence> files;
    for (auto& file : TRY(transaction.evidence().linked(present.assessment.id))) {
        auto id = file.id;
        files.emplace(std::move(id), std::move(file));
    }
    return Renewal{std::move(present), std::move(*certificate), std::move(carry), std::move(files)};
}

bool is_still_fresh(const Renewal& renewal, const PlacedFile& file, const Criterion& criterion, Day today) {
    const auto found = renewal.files.find(file.evidence_id);
    return found != renewal.files.end() && !is_stale(found->second, criterion.freshness_days, today);
}

// The assessment that renews the star already, if it was begun.
Result<std::string> begun_already(Transaction& transaction, const Assessment& old) {
    for (const auto& summary : TRY(transaction.assessments().of_organisation(old.organisation_id))) {
        const auto& other = summary.assessment;
        if (other.state != AssessmentState::Registered && other.edition == old.edition && other.star == old.star &&
            is_same_part(other.scope, old.scope))
            return other.id;
    }
    return std::string();
}

} // namespace

Result<Json> renewal_preview_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, present.assessment));
    const auto renewal = TRY(plan_renewal(*transaction, std::move(present), viewer.today()));
    const auto& old = renewal.present.assessment;
    // A file may be fresh enough for one criterion and not for another; one fresh file is enough for a criterion, as in the calendar.
    std::set<std::string> fresh, proven, stale;
    for (const auto& file : renewal.present.files) {
        const Criterion* criterion = renewal.present.edition->find(file.criterion);
        if (!criterion || !is_still_fresh(renewal, file, *criterion, viewer.today())) continue;
        fresh.insert(file.evidence_id);
        proven.insert(file.criterion);
    }
    for (const auto& file : renewal.present.files)
        if (!proven.contains(file.criterion)) stale.insert(file.criterion);
    const auto last = renewal.certificate.last_valid_day;
    return Json{{"edition", old.edition},
                {"current_edition", world.shelf.current().id()},
                {"star", old.star},
                {"scope", scope_json(old.scope)},
                {"last_valid_day", last.iso8601()},
                {"offered_from", renewal_offered_from(last).iso8601()},
                {"is_offered", renewal_offered_from(last) <= viewer.today()},
                {"carried", renewal.carry.carried.size()},
                {"unanswered", renewal.carry.unanswered},
                {"files", fresh.size()},
                {"stale_criteria", stale},
                {"begun", TRY(begun_already(*transaction, old))}};
}

Result<Receipt> renew_assessment(World& world, const Act& act, const std::string& assessment_id) {
    const auto new_assessment_id = new_id();
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto present = TRY(load_present(world, transaction, assessment_id));
        TRY(require(world, transaction, act, Permission::AnswerAssessment, present.assessment));
        const auto organisation = TRY(transaction.organisations().get(present.assessment.organisation_id));
        TRY(require(world, transaction, act, Permission::OpenAssessment, organisation));
        const auto renewal = TRY(plan_renewal(transaction, std::move(present), act.today()));
        const auto& old = renewal.present.assessment;
        const auto takes = [&](const PlacedFile& file, const Criterion& criterion) {
            return is_still_fresh(renewal, file, criterion, act.today());
        };
        const auto opened = TRY(
            open_carried(transaction, act, renewal.present, {new_assessment_id, old.edition, "renewed"}, renewal.carry, takes));
        TRY(record(transaction, act, "assessment.renewed", organisation.id, opened.id,
                   Json{{"from_assessment", old.id}, {"carried", renewal.carry.carried.size()}}));
        return Receipt{opened.id, opened.version};
    });
}

} // namespace hoshirube
