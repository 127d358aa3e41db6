#include "app/assessment/exchange_self_check.h"

#include "base/text.h"
#include "formats/self_check.h"

namespace hoshirube {

namespace {

Result<FiledRow> filed_row(const FormSource& source, const SelfCheck& check, const Answer& answer, std::uint32_t row) {
    const auto& number = answer.criterion;
    FiledRow filed{row, {answer, {}}, false};
    auto& said = filed.filed.answer;
    for (auto* words : {&said.note, &said.reason, &said.planned_owner}) *words = trimmed(*words);
    if (const auto files = check.evidence.find(number); files != check.evidence.end())
        filed.is_evidence_changed = files->second != evidence_names(source, number);
    const auto stamp = check.stamps.find(number);
    if (stamp == check.stamps.end()) {
        Answer never;
        never.criterion = number;
        filed.filed.exported_digest = form_digest(never, travelled);
        return filed;
    }
    const auto read = TRY(read_form_stamp(source.present, stamp->second));
    said.version = read.version;
    filed.filed.exported_digest = read.digest;
    return filed;
}

} // namespace

std::string self_check_of(const FormSource& source, const Profile& profile, Instant now) {
    const auto& present = source.present;
    SelfCheck check;
    check.edition = present.edition->id();
    check.catalogue_sha256 = present.edition->sha256();
    check.star = present.assessment.star;
    check.firm = source.organisation.legal_name;
    check.profile = profile;
    check.saved_at = now.iso8601();
    for (const Criterion* c : present.criteria) {
        const auto found = present.answers.find(c->number);
        if (found == present.answers.end()) continue;
        check.answers.emplace(c->number, found->second);
        check.stamps.emplace(c->number, form_stamp(present, found->second));
        if (auto names = evidence_names(source, c->number); !names.empty()) check.evidence.emplace(c->number, std::move(names));
    }
    return write_self_check(check);
}

Result<FiledAnswers> read_self_check_answers(const FormSource& source, std::string_view bytes) {
    const auto check = TRY(read_self_check(bytes));
    TRY(check_fits(check, *source.present.edition));
    FiledAnswers filed;
    std::uint32_t row = 0;
    for (const auto& [number, answer] : check.answers) {
        ++row;
        const Criterion* c = source.present.edition->find(number);
        if (c->star > source.present.assessment.star) {
            filed.beyond_star.push_back(number);
            continue;
        }
        auto read = filed_row(source, check, answer, row);
        if (read) filed.rows.push_back(std::move(*read));
        else if (read.error().key == "exchange.other_assessment") return invalid("self_check.other_assessment");
        else filed.faults.push_back({row, {}, number, invalid("self_check.stamp_broken", "stamp", {{"number", number}})});
    }
    for (const Criterion* c : source.present.criteria)
        if (!check.answers.contains(c->number)) filed.missing.push_back(c->number);
    return filed;
}

} // namespace hoshirube
