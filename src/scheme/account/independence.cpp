#include "scheme/account/independence.h"

#include <algorithm>

namespace hoshirube {

namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_accepted(const std::vector<QualificationKind>& kinds, const std::string& key) {
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](const QualificationKind& kind) { return kind.key == key && kind.is_accepted; });
}

} // namespace

Result<Qualification> may_confirm(const ExpertFacts& facts, Day day) {
    if (!facts.holds_expert_role) return conflict("expert.not_expert");
    if (contains(facts.employer_ids, facts.applicant_id)) return conflict("expert.own_employer");
    if (contains(facts.employer_group_roots, facts.applicant_group_root)) return conflict("expert.same_group");
    if (facts.has_answered) return conflict("expert.has_answered");
    if (facts.has_advised) return conflict("expert.has_advised");

    const Qualification* latest = nullptr;
    for (const Qualification& q : facts.qualifications)
        if (is_accepted(facts.kinds, q.kind) && (!latest || latest->valid_until < q.valid_until)) latest = &q;
    if (!latest) return conflict("expert.no_qualification");
    if (latest->valid_until < day)
        return conflict("expert.qualification_lapsed", {{"valid_until", latest->valid_until.iso8601()}});
    return *latest;
}

} // namespace hoshirube
