#include "app/report/report.h"

#include "app/report/report_facts.h"
#include "formats/pdf/typeset.h"

namespace hoshirube {

namespace {

std::map<std::string, std::vector<Evidence>> evidence_by_criterion(const Present& present, const std::vector<Evidence>& files) {
    std::map<std::string, const Evidence*> by_id;
    for (const auto& file : files) by_id[file.id] = &file;
    std::map<std::string, std::vector<Evidence>> by_criterion;
    for (const auto& placed : present.files)
        if (const auto file = by_id.find(placed.evidence_id); file != by_id.end())
            by_criterion[placed.criterion].push_back(*file->second);
    return by_criterion;
}

ReportedEvidence reported(const Evidence& file, const Criterion& criterion, Day today) {
    return {file.file_name, file.effective_from, file.effective_to, file.uploaded_at.tokyo_day(),
            is_stale(file, criterion.freshness_days, today)};
}

Result<ReportFacts> load(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, present.assessment));
    const Level* level = present.edition->level(present.assessment.star);
    if (!level) return internal("an assessment for a star its edition does not have");
    const auto answers = present.counted_answers();
    ReportFacts facts{
        present.edition, level, {}, progress(present.criteria, answers), progress_by_category(present.criteria, answers),
        viewer.now,      {}};
    const auto decisions = TRY(sent_decisions(*transaction, present.assessment));
    const auto files = evidence_by_criterion(present, TRY(transaction->evidence().linked(assessment_id)));
    auto advice = TRY(transaction->reviews().advice(assessment_id));
    for (const Criterion* criterion : present.criteria) {
        Reported one{criterion, {}, {}, {}, false, {}};
        if (const auto answer = answers.find(criterion->number); answer != answers.end()) one.answer = answer->second;
        if (const auto behind = files.find(criterion->number); behind != files.end())
            for (const auto& file : behind->second) one.evidence.push_back(reported(file, *criterion, viewer.today()));
        if (const auto decision = decisions.find(criterion->number); decision != decisions.end()) {
            one.decision = decision->second;
            one.has_decision_lapsed = decision->second.answer_sha256 !=
                                      answer_digest(one.answer, files_behind(present.judged_files, criterion->number));
        }
        for (const auto& remark : advice)
            if (remark.criterion == criterion->number) one.advice.push_back(remark);
        facts.reported.push_back(std::move(one));
    }
    auto seal = TRY(load_seal(world, *transaction, present, Depth::Records));
    auto declaration = TRY(transaction->reviews().latest_declaration(assessment_id));
    if (declaration && declaration->round != present.assessment.round) declaration.reset();
    facts.held = ReportFacts::Held{TRY(transaction->organisations().get(present.assessment.organisation_id)),
                                   present.assessment,
                                   std::move(seal),
                                   std::move(declaration),
                                   TRY(transaction->register_().of_assessment(assessment_id)),
                                   {}};
    for (auto& remark : advice)
        if (remark.criterion.empty()) facts.held->general_advice.push_back(std::move(remark));
    return facts;
}

} // namespace

Result<std::string> report_pdf(World& world, const Viewer& viewer, const std::string& assessment_id) {
    const auto facts = TRY(load(world, viewer, assessment_id));
    const auto typefaces = TRY(world.press.typefaces());
    return pdf::typeset(report_manuscript(world.texts, viewer.language, facts), typefaces);
}

Result<std::string> blank_report_pdf(const Shelf& shelf, const Texts& texts, const Press& press, const BlankForm& form) {
    const Edition* edition = TRY(shelf.find(form.edition));
    const Level* level = edition->level(form.star);
    if (!level) return edition->no_level("star", form.star);
    const auto criteria = edition->criteria_for(form.star);
    ReportFacts facts{edition, level, {}, progress(criteria, {}), progress_by_category(criteria, {}), form.made_at, {}};
    for (const Criterion* criterion : criteria) facts.reported.push_back({criterion, {}, {}, {}, false, {}});
    const auto typefaces = TRY(press.typefaces());
    return pdf::typeset(report_manuscript(texts, form.language, facts), typefaces);
}

} // namespace hoshirube
