#include <nlohmann/json.hpp>

#include "app/assessment/present.h"
#include "app/assessment/summary.h"
#include "app/evidence/evidence.h"
#include "app/review/review.h"

namespace hoshirube {

namespace {

bool is_current(const Present& present, const Decision& decision) {
    const auto answer = present.answers.find(decision.criterion);
    if (answer == present.answers.end()) return false;
    return decision.answer_sha256 == answer_digest(answer->second, files_behind(present.judged_files, decision.criterion));
}

Result<Json> decision_json(const Present& present, Names& names, const Decision& decision) {
    return Json{{"criterion", decision.criterion},
                {"round", decision.round},
                {"decision", to_text(decision.kind)},
                {"reason", decision.reason},
                {"agrees_not_applicable", decision.agrees_not_applicable},
                {"is_current", is_current(present, decision)},
                {"decided_at", decision.decided_at.iso8601()},
                {"decided_by_name", TRY(names.of(decision.decided_by))}};
}

Result<Json> advice_json(Transaction& transaction, Names& names, const std::string& assessment_id) {
    Json list = Json::array();
    for (const Advice& a : TRY(transaction.reviews().advice(assessment_id)))
        list.push_back({{"id", a.id},
                        {"criterion", a.criterion},
                        {"text", a.text},
                        {"capacity", a.capacity},
                        {"given_by_name", TRY(names.of(a.given_by))},
                        {"given_at", a.given_at.iso8601()},
                        {"round", a.round}});
    return list;
}

Result<Json> evidence_json(Transaction& transaction, Names& names, const std::string& assessment_id) {
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> stands_behind;
    for (const auto& link : TRY(transaction.evidence().links(assessment_id)))
        stands_behind[link.evidence_id].emplace_back(assessment_id, link.criterion);
    Json list = Json::array();
    for (const Evidence& e : TRY(transaction.evidence().linked(assessment_id)))
        list.push_back(evidence_entry_json(e, TRY(names.of(e.uploaded_by)), stands_behind[e.id], {}));
    return list;
}

struct Counted {
    Json decisions = Json::array();
    int left, confirmed = 0, returned = 0, not_applicable_agreed = 0;
};

Result<Counted> counted(const Present& present, Names& names, const Decisions& decisions) {
    Counted counts;
    counts.left = static_cast<int>(present.criteria.size());
    for (const auto& [criterion, decision] : decisions) {
        counts.decisions.push_back(TRY(decision_json(present, names, decision)));
        if (!is_current(present, decision)) continue;
        --counts.left;
        if (decision.kind == DecisionKind::Returned) ++counts.returned;
        else ++counts.confirmed;
        if (decision.agrees_not_applicable) ++counts.not_applicable_agreed;
    }
    return counts;
}

// The scope as the last review was sent on it, where the present one is another; null elsewhere.
Result<Json> scope_before_json(Transaction& transaction, const Assessment& assessment) {
    const auto sent = TRY(transaction.events().latest_of(assessment.id, "assessment.confirmed,assessment.returned"));
    if (!sent || assessment.state != AssessmentState::Submitted) return Json();
    auto before = TRY(parse_json(sent->event.record)).value("scope", Json());
    return before == scope_json(assessment.scope) ? Json() : std::move(before);
}

} // namespace

Result<Json> reviews_json(World& world, const Viewer& viewer) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    Json items = Json::array();
    TRY(require(world, *transaction, viewer, Permission::UseAccount));
    for (const auto& named : TRY(transaction->assessments().of_expert(viewer.person_id, viewer.today()))) {
        auto item = TRY(sealed_summary_json(world, *transaction, named.summary, viewer.language));
        item["capacity"] = named.function == Function::Confirmer ? "confirmer" : "adviser";
        items.push_back(std::move(item));
    }
    return Json{{"items", std::move(items)}};
}

Result<Json> review_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    const auto& assessment = present.assessment;
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, assessment));
    const auto facts = TRY(facts_on(world, *transaction, viewer, assessment, {.assignments = true}));
    // Until the expert sends, the decisions of this round are the expert's alone.
    const bool sees_this_round =
        has_function(facts, Function::Confirmer, viewer.today()) || assessment.state != AssessmentState::Submitted;
    const auto decisions = sees_this_round ? TRY(transaction->reviews().decisions(assessment_id, assessment.round)) : Decisions{};
    Names names(*transaction);
    auto counts = TRY(counted(present, names, decisions));
    Json earlier = Json::array();
    for (const auto& decision : TRY(transaction->reviews().earlier_decisions(assessment_id, assessment.round)))
        earlier.push_back(TRY(decision_json(present, names, decision)));
    const auto now = outcome(present.criteria, present.answers, present.judged_files, decisions);
    return Json{{"round", assessment.round},
                {"state", to_text(assessment.state)},
                {"scope", scope_json(assessment.scope)},
                {"scope_sha256", scope_digest(assessment.scope)},
                {"scope_before", TRY(scope_before_json(*transaction, assessment))},
                {"decisions", std::move(counts.decisions)},
                {"earlier", std::move(earlier)},
                {"advice", TRY(advice_json(*transaction, names, assessment_id))},
                {"outcome", !now                       ? "not_finished"
                            : *now == Outcome::Confirm ? "confirm"
                                                       : "send_back"},
                {"left", counts.left},
                {"counts",
                 {{"confirmed", counts.confirmed},
                  {"returned", counts.returned},
                  {"not_applicable_agreed", counts.not_applicable_agreed}}},
                {"evidence", TRY(evidence_json(*transaction, names, assessment_id))}};
}

} // namespace hoshirube
