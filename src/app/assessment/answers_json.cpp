#include "app/assessment/assessment.h"
#include "app/assessment/present.h"

// Written out by hand rather than through a tree: this is the page everyone waits for; see bench/answers.

namespace hoshirube {

namespace {

void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += ",\"";
    out += name;
    out += "\":";
    append_json_string(out, text);
}

void append_list(std::string& out, std::string_view name, const std::vector<std::string>& items) {
    out += ",\"";
    out += name;
    out += "\":[";
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += ',';
        append_json_string(out, items[i]);
    }
    out += ']';
}

struct Sources {
    const Answers& answers;
    const EvidenceHashes& hashes;
    const std::map<std::string, std::vector<std::string>>& evidence_ids;
    const Decisions& decisions;
    Names& names;
};

// The decision last sent on an answer; "lapsed" when answer or evidence changed since.
std::string_view review_state(const Sources& from, const std::string& criterion, const Answer& answer) {
    const auto decision = from.decisions.find(criterion);
    if (decision == from.decisions.end()) return "";
    const auto files = from.hashes.find(criterion);
    const auto digest = answer_digest(answer, files == from.hashes.end() ? std::vector<std::string>{} : files->second);
    return digest == decision->second.answer_sha256 ? to_text(decision->second.kind) : "lapsed";
}

Result<Done> append_answer(std::string& out, const Sources& from, const std::string& criterion) {
    const auto found = from.answers.find(criterion);
    Answer never;
    never.criterion = criterion;
    const Answer& answer = found == from.answers.end() ? never : found->second;
    const auto files = from.evidence_ids.find(criterion);
    out += "{\"criterion\":";
    append_json_string(out, criterion);
    append_member(out, "state", to_text(answer.state));
    append_list(out, "branches", answer.branches);
    append_member(out, "note", answer.note);
    append_member(out, "reason", answer.reason);
    if (answer.planned_on) append_member(out, "planned_on", answer.planned_on->iso8601());
    else out += ",\"planned_on\":null";
    append_member(out, "planned_owner", answer.planned_owner);
    out += ",\"version\":" + std::to_string(answer.version);
    if (answer.updated_at) append_member(out, "updated_at", answer.updated_at->iso8601());
    else out += ",\"updated_at\":null";
    append_member(out, "updated_by_name", TRY(from.names.of(answer.updated_by)));
    append_list(out, "evidence", files == from.evidence_ids.end() ? std::vector<std::string>{} : files->second);
    append_member(out, "review", review_state(from, criterion, answer));
    out += '}';
    return Done{};
}

// Empty `only`: all.
Result<std::string> build(World& world, const Viewer& viewer, const std::string& assessment_id, const std::string& only) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    const auto& assessment = present.assessment;
    TRY(require(*transaction, viewer.person_id, viewer.today(), Permission::ReadAssessment, assessment));
    std::map<std::string, std::vector<std::string>> evidence_ids;
    for (const auto& link : present.links) evidence_ids[link.criterion].push_back(link.evidence_id);
    Decisions sent;
    if (const int round = assessment.state == AssessmentState::Submitted ? assessment.round - 1 : assessment.round; round > 0)
        sent = TRY(transaction->reviews().decisions(assessment_id, round));
    Names names(*transaction);
    const Sources from{present.answers, present.evidence, evidence_ids, sent, names};
    std::string out;
    out.reserve(48 * 1024);
    if (!only.empty()) {
        TRY(append_answer(out, from, only));
        return out;
    }
    out += "{\"state\":";
    append_json_string(out, to_text(assessment.state));
    out += ",\"answers\":[";
    bool first = true;
    for (const Criterion* c : present.criteria) {
        if (!present.answers.contains(c->number) && !evidence_ids.contains(c->number)) continue;
        if (!first) out += ',';
        first = false;
        TRY(append_answer(out, from, c->number));
    }
    out += "]}";
    return out;
}

} // namespace

Result<std::string> answers_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    return build(world, viewer, assessment_id, {});
}

Result<std::string> answer_json(World& world, const Viewer& viewer, const std::string& assessment_id,
                                const std::string& criterion) {
    return build(world, viewer, assessment_id, criterion);
}

} // namespace hoshirube
