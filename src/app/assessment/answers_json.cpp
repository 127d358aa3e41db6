#include <algorithm>

#include "app/assessment/assessment.h"
#include "app/assessment/present.h"

// Written out by hand rather than through a tree, and kept until something changes: this is the page everyone waits for; see
// bench/README.md.

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
    const Present& present;
    const Decisions& decisions;
    Names& names;
};

std::vector<std::string> file_ids(const Present& present, const std::string& criterion) {
    std::vector<std::string> ids;
    auto file = std::lower_bound(present.files.begin(), present.files.end(), criterion,
                                 [](const PlacedFile& f, const std::string& wanted) { return f.criterion < wanted; });
    for (; file != present.files.end() && file->criterion == criterion; ++file) ids.push_back(file->evidence_id);
    return ids;
}

// The decision last sent on an answer; "lapsed" when answer or evidence changed since.
std::string_view review_state(const Sources& from, const std::string& criterion, const Answer& answer) {
    const auto decision = from.decisions.find(criterion);
    if (decision == from.decisions.end()) return "";
    const auto digest = answer_digest(answer, files_behind(from.present.judged_files, criterion));
    return digest == decision->second.answer_sha256 ? to_text(decision->second.kind) : "lapsed";
}

// Null where the answer was given here.
void append_carried(std::string& out, const Sources& from, const std::string& criterion) {
    const auto& carried = from.present.carried;
    const auto found =
        std::find_if(carried.begin(), carried.end(), [&](const CarriedMark& mark) { return mark.criterion == criterion; });
    if (found == carried.end()) {
        out += ",\"carried\":null";
        return;
    }
    out += ",\"carried\":{\"from_assessment\":";
    append_json_string(out, found->from_assessment);
    append_list(out, "from", found->from);
    append_member(out, "kind", found->kind);
    out += is_second_look_due(*found, from.present.answers) ? ",\"second_look\":true}" : ",\"second_look\":false}";
}

Result<Done> append_answer(std::string& out, const Sources& from, const std::string& criterion) {
    const auto found = from.present.answers.find(criterion);
    Answer never;
    never.criterion = criterion;
    const Answer& answer = found == from.present.answers.end() ? never : found->second;
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
    append_list(out, "evidence", file_ids(from.present, criterion));
    append_member(out, "review", review_state(from, criterion, answer));
    append_carried(out, from, criterion);
    out += '}';
    return Done{};
}

Result<std::string> written_out(World& world, Transaction& transaction, Assessment assessment, Names& names) {
    const auto sent = TRY(sent_decisions(transaction, assessment));
    const auto present = TRY(load_present(world, transaction, std::move(assessment)));
    const Sources from{present, sent, names};
    std::string out;
    out.reserve(48 * 1024);
    out += "{\"state\":";
    append_json_string(out, to_text(present.assessment.state));
    out += ",\"answers\":[";
    bool first = true;
    for (const Criterion* c : present.criteria) {
        if (!present.answers.contains(c->number) && !present.judged_files.contains(c->number)) continue;
        if (!first) out += ',';
        first = false;
        TRY(append_answer(out, from, c->number));
    }
    return out += "]}";
}

Result<bool> still_named(Names& names, const WrittenAnswers& kept) {
    for (const auto& [person_id, name] : kept.names)
        if (TRY(names.of(person_id)) != name) return false;
    return true;
}

} // namespace

Result<std::string> answers_json(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto assessment = TRY(transaction->assessments().get(assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, assessment));
    const auto version = assessment.version, latest = TRY(transaction->events().latest_about(assessment_id));
    Names names(*transaction);
    const auto kept = world.kept_answers.find(assessment_id, version, latest);
    if (kept && TRY(still_named(names, *kept))) return kept->json;
    auto json = TRY(written_out(world, *transaction, std::move(assessment), names));
    world.kept_answers.keep(std::make_shared<const WrittenAnswers>(
        WrittenAnswers{assessment_id, version, latest, {names.known().begin(), names.known().end()}, json}));
    return json;
}

Result<std::string> answer_json(World& world, const Viewer& viewer, const std::string& assessment_id,
                                const std::string& criterion) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, present.assessment));
    const auto sent = TRY(sent_decisions(*transaction, present.assessment));
    Names names(*transaction);
    std::string out;
    TRY(append_answer(out, {present, sent, names}, criterion));
    const auto answer = present.answers.find(criterion);
    const bool is_own = answer != present.answers.end() && answer->second.updated_by == viewer.person_id;
    out.pop_back();
    return out + (is_own ? ",\"is_own\":true}" : ",\"is_own\":false}");
}

} // namespace hoshirube
