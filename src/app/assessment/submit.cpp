#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/account/expert.h"
#include "app/assessment/assessment.h"
#include "app/assessment/present.h"

namespace hoshirube {

namespace {

// What the same expert confirmed in the last round on exactly the present answer need not be judged again.
Result<int> carry_confirmations(Transaction& transaction, const Present& present, const std::string& last_confirmer) {
    const auto& assessment = present.assessment;
    if (assessment.round < 2 || last_confirmer != assessment.confirmer_id) return 0;
    int carried = 0;
    for (auto& [criterion, decision] : TRY(transaction.reviews().decisions(assessment.id, assessment.round - 1))) {
        const auto answer = present.answers.find(criterion);
        if (decision.kind != DecisionKind::Confirmed || answer == present.answers.end()) continue;
        if (decision.answer_sha256 != answer_digest(answer->second, files_behind(present.judged_files, criterion))) continue;
        auto again = decision;
        again.round = assessment.round;
        TRY(transaction.reviews().save_decision(assessment.id, again));
        ++carried;
    }
    return carried;
}

} // namespace

namespace {

// An answer that was carried over is the firm's word only once it was saved here again.
Result<Done> check_second_looks(const Present& present) {
    constexpr std::size_t kMost = 10;
    std::vector<std::string> waiting;
    for (const auto& mark : present.carried)
        if (is_second_look_due(mark, present.answers)) waiting.push_back(mark.criterion);
    if (waiting.empty()) return Done{};
    std::string list;
    for (std::size_t i = 0; i < std::min(waiting.size(), kMost); ++i) list += (i > 0 ? ", " : "") + waiting[i];
    return conflict("assessment.second_looks_left",
                    {{"count", std::to_string(waiting.size())}, {"criteria", waiting.size() > kMost ? list + ", …" : list}});
}

} // namespace

Result<Receipt> submit_assessment(World& world, const Act& act, const std::string& assessment_id, const std::string& confirmer_id,
                                  std::int64_t version) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto present = TRY(load_present(world, transaction, assessment_id));
        auto& assessment = present.assessment;
        TRY(require(world, transaction, act, Permission::SubmitAssessment, assessment));
        const auto seal = TRY(load_seal(world, transaction, present, Depth::Contents));
        const auto last_confirmer = assessment.confirmer_id;
        TRY(check_second_looks(present));
        TRY(submit(assessment, confirmer_id, present.criteria, present.answers, seal && seal->is_intact()));
        TRY(require_confirmer(world, transaction, confirmer_id, assessment, act.now));
        assessment.version = version;
        TRY(told_by_whom(transaction, act, transaction.assessments().save(assessment), assessment.id, kHeadChanges));
        const int carried = TRY(carry_confirmations(transaction, present, last_confirmer));
        TRY(record(transaction, act, "assessment.submitted", assessment.organisation_id, assessment.id,
                   Json{{"confirmer", confirmer_id}, {"round", assessment.round}, {"carried", carried}}));
        return Receipt{assessment.id, version + 1};
    });
}

Result<Receipt> take_back_submission(World& world, const Act& act, const std::string& assessment_id) {
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        auto assessment = TRY(transaction.assessments().get(assessment_id));
        TRY(require(world, transaction, act, Permission::SubmitAssessment, assessment));
        TRY(take_back(assessment));
        TRY(transaction.assessments().save(assessment));
        TRY(record(transaction, act, "assessment.taken_back", assessment.organisation_id, assessment.id,
                   Json{{"round", assessment.round}}));
        return Receipt{assessment.id, assessment.version + 1};
    });
}

} // namespace hoshirube
