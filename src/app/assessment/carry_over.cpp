#include "app/assessment/carry_over.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/assessment/answer_facts.h"

namespace hoshirube {

namespace {

using Takes = std::function<bool(const PlacedFile&, const Criterion&)>;

// The files behind the old answers stand behind the new one, each once.
std::vector<std::string> evidence_for(const Present& old, const std::vector<std::string>& from, const Takes& takes) {
    std::vector<std::string> files;
    for (const auto& file : old.files) {
        if (std::find(from.begin(), from.end(), file.criterion) == from.end()) continue;
        if (std::find(files.begin(), files.end(), file.evidence_id) != files.end()) continue;
        const Criterion* criterion = old.edition->find(file.criterion);
        if (criterion && takes(file, *criterion)) files.push_back(file.evidence_id);
    }
    return files;
}

} // namespace

Result<Assessment> open_carried(Transaction& transaction, const Act& act, const Present& old, const CarryTarget& target,
                                const Carry& carry, const Takes& takes) {
    const auto& before = old.assessment;
    const Assessment opened{target.assessment_id,
                            before.organisation_id,
                            target.edition,
                            before.star,
                            before.scope,
                            AssessmentState::Draft,
                            0,
                            {},
                            {},
                            act.now};
    TRY(require_only_open(transaction, opened));
    TRY(transaction.assessments().add(opened));
    TRY(record(transaction, act, "assessment.opened", opened.organisation_id, opened.id,
               Json{{"edition", opened.edition}, {"star", opened.star}, {"scope", scope_json(opened.scope)}}));
    for (const auto& one : carry.carried) {
        TRY(save_answer_of(transaction, act, opened, one.answer));
        const std::string mark = target.mark.empty() ? std::string(to_text(one.kind)) : target.mark;
        TRY(transaction.assessments().add_carried(opened.id,
                                                  {one.answer.criterion, before.id, one.from, mark, one.needs_second_look}));
        for (const auto& evidence_id : evidence_for(old, one.from, takes)) {
            TRY(transaction.evidence().link(opened.id, {one.answer.criterion, evidence_id}));
            TRY(record(transaction, act, "evidence.linked", opened.organisation_id, opened.id,
                       Json{{"criterion", one.answer.criterion}, {"evidence", evidence_id}}));
        }
    }
    return opened;
}

} // namespace hoshirube
