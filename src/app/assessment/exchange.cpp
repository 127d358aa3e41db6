#include "app/assessment/exchange.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "app/assessment/answer_facts.h"
#include "app/assessment/exchange_form.h"
#include "app/assessment/exchange_self_check.h"
#include "app/oscal/assessment.h"
#include "app/oscal/oscal.h"
#include "base/hash.h"
#include "formats/charset.h"

namespace hoshirube {

namespace {

// What a form is made from, loaded together.
struct Loaded {
    Present present;
    Organisation organisation;
    std::map<std::string, OfficialText> official;
    std::map<std::string, std::string> file_names;
    FormSource source(const Texts& texts) const { return {present, organisation, official, file_names, texts}; }
};

// The answers leave, and are compared, as they count: one that awaits its second look says nothing yet, and what comes back for it is that look.
Result<Loaded> load(Transaction& transaction, Present present) {
    present.answers = present.counted_answers();
    auto organisation = TRY(transaction.organisations().get(present.assessment.organisation_id));
    Loaded loaded{std::move(present), std::move(organisation), {}, {}};
    for (auto& text : TRY(transaction.official_texts().texts(loaded.present.assessment.edition)))
        loaded.official.emplace(text.criterion, std::move(text));
    for (auto& evidence : TRY(transaction.evidence().linked(loaded.present.assessment.id)))
        loaded.file_names.emplace(evidence.id, evidence.file_name);
    return loaded;
}

Error format_unknown(const std::string& given) {
    return invalid("exchange.format_unknown", "format", {{"given", given.substr(0, 40)}});
}

// A name that every file system takes.
std::string file_name(const World& world, const Viewer& viewer, const Loaded& loaded, std::string_view ending) {
    auto name = world.texts.text(viewer.language, "exchange.file_name",
                                 {{"organisation", loaded.organisation.legal_name},
                                  {"star", std::to_string(loaded.present.assessment.star)},
                                  {"day", viewer.today().iso8601()}});
    for (char& c : name)
        if (std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos) c = '_';
    return name.append(ending);
}

// "髙 (U+9AD9), …": at most ten of them.
Error not_in_cp932(const std::vector<MissingCharacter>& missing, const Form& form) {
    constexpr std::size_t kMost = 10;
    std::string list;
    for (std::size_t i = 0; i < std::min(missing.size(), kMost); ++i)
        list += (i > 0 ? ", " : "") + missing[i].character + " (" + missing[i].code + ", " + form.rows[missing[i].row][form.key] +
                ")";
    if (missing.size() > kMost) list += ", …";
    return invalid("exchange.not_in_cp932", "charset", {{"characters", list}});
}

Result<std::string> csv_bytes(const Form& form, const std::string& charset) {
    if (charset == "utf-8") return with_utf8_bom(write_form_csv(form));
    if (charset != "cp932") return invalid("exchange.charset_unknown", "charset", {{"given", charset.substr(0, 40)}});
    if (const auto missing = missing_in_cp932(form); !missing.empty()) return not_in_cp932(missing, form);
    return to_cp932(write_form_csv(form));
}

bool is_known_format(const std::string& format) {
    return format == "xlsx" || format == "csv" || format == "oscal" || format == "self-check";
}

Result<Exported> oscal_export(const Loaded& loaded, const FormSource& source, const Decisions& sent, const std::string& part,
                              Instant now) {
    const auto name = part + "-" + loaded.present.assessment.id + ".json";
    const auto type = "application/oscal+json";
    if (part == "ssp") return Exported{oscal_ssp(source, now), name, type};
    if (part == "results") return Exported{oscal_results(source, sent, now), name, type};
    if (part == "poam") return Exported{TRY(oscal_poam(source, now)), name, type};
    return invalid("oscal.part_unknown", "part", {{"given", part.substr(0, 40)}});
}

Result<FiledAnswers> read_filed(const FormSource& source, const std::string& format, std::string_view bytes) {
    if (format == "oscal") return read_oscal_answers(source, bytes);
    if (format == "self-check") return read_self_check_answers(source, bytes);
    return read_answers(source, bytes);
}

Result<Done> check_format(const ImportFields& fields, std::string_view bytes) {
    if (!is_known_format(fields.format)) return format_unknown(fields.format);
    if (fields.format == "oscal" || fields.format == "self-check") return Done{}; // Their readers say what the file is not.
    const bool is_workbook = bytes.starts_with("PK") || bytes.starts_with("\xd0\xcf\x11\xe0");
    if (is_workbook == (fields.format == "xlsx")) return Done{};
    return invalid("exchange.wrong_format", "format", {{"format", fields.format}});
}

// --- Merging

struct MergedRow {
    const FiledRow* row;
    Merge merge;
    Answer ours, theirs; // `theirs` is checked, and made on the version of `ours`.
};

struct ImportPlan {
    std::vector<MergedRow> outcomes; // Of the rows without a fault, in the order of the file.
    std::vector<RowFault> faults;
};

std::string column_of(const FiledAnswers& filed, const std::string& field) {
    const auto found = filed.letters.find(field);
    return found == filed.letters.end() ? std::string() : found->second;
}

// `filed` must outlive the plan.
ImportPlan plan_import(const Edition& edition, const Answers& answers, const FiledAnswers& filed) {
    ImportPlan plan{{}, filed.faults};
    for (const FiledRow& row : filed.rows) {
        const auto& number = row.filed.answer.criterion;
        const auto found = answers.find(number);
        MergedRow outcome{&row, Merge::Same, {}, row.filed.answer};
        outcome.ours.criterion = number;
        if (found != answers.end()) outcome.ours = found->second;
        outcome.merge = merge(outcome.ours, row.filed, travelled);
        if (outcome.merge == Merge::Theirs || outcome.merge == Merge::Conflict) {
            auto tidy = checked(row.filed.answer, *edition.find(number), edition);
            if (!tidy) {
                plan.faults.push_back({row.row, column_of(filed, tidy.error().field), number, tidy.error()});
                continue;
            }
            // Fields that the answer's state does not use are gone now: perhaps nothing is left to take.
            outcome.merge = merge(outcome.ours, {*tidy, row.filed.exported_digest}, travelled);
            outcome.theirs = std::move(*tidy);
        }
        outcome.theirs.version = outcome.ours.version;
        plan.outcomes.push_back(std::move(outcome));
    }
    std::sort(plan.faults.begin(), plan.faults.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    return plan;
}

bool holds(const std::vector<std::string>& numbers, const std::string& number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

// --- The preview

Json side_json(const Answer& answer, const Criterion& criterion, Language language) {
    Json words = Json::array();
    for (const auto& branch : criterion.branches)
        if (holds(answer.branches, branch.key))
            words.push_back(language == Language::English ? branch.words.en : branch.words.ja);
    return Json{{"state", to_text(answer.state)},
                {"branches", answer.branches},
                {"branch_words", std::move(words)},
                {"note", answer.note},
                {"reason", answer.reason},
                {"planned_on", answer.planned_on ? Json(answer.planned_on->iso8601()) : Json()},
                {"planned_owner", answer.planned_owner}};
}

Result<Json> difference_json(const MergedRow& outcome, const Edition& edition, Language language, Names& names) {
    const Criterion& criterion = *edition.find(outcome.ours.criterion);
    Json both{{"criterion", criterion.number},
              {"row", outcome.row->row},
              {"ours", side_json(outcome.ours, criterion, language)},
              {"theirs", side_json(outcome.theirs, criterion, language)}};
    both["ours"]["updated_by_name"] = TRY(names.of(outcome.ours.updated_by));
    both["ours"]["updated_at"] = outcome.ours.updated_at ? Json(outcome.ours.updated_at->iso8601()) : Json();
    return both;
}

// A rule's own sentence does not know where in the file it was broken; that is said before it.
std::string fault_sentence(const World& world, Language language, const RowFault& fault) {
    const auto sentence = world.texts.sentence(language, fault.error);
    if (fault.error.key.starts_with("exchange.")) return sentence;
    if (fault.column.empty() && sentence.find(fault.criterion) != sentence.npos) return sentence;
    const auto key = fault.column.empty() ? "exchange.fault_of_criterion" : "exchange.fault_at";
    return world.texts.text(
        language, key,
        {{"row", std::to_string(fault.row)}, {"column", fault.column}, {"number", fault.criterion}, {"sentence", sentence}});
}

Json faults_json(const World& world, Language language, const std::vector<RowFault>& faults) {
    Json list = Json::array();
    for (const auto& fault : faults)
        list.push_back({{"row", fault.row},
                        {"column", fault.column},
                        {"criterion", fault.criterion},
                        {"key", fault.error.key},
                        {"message", fault_sentence(world, language, fault)}});
    return list;
}

// A row with two faults is one row.
std::size_t rows_of(const FiledAnswers& filed) {
    std::set<std::uint32_t> rows;
    for (const auto& row : filed.rows) rows.insert(row.row);
    for (const auto& fault : filed.faults) rows.insert(fault.row);
    return rows.size();
}

} // namespace

Result<Exported> export_assessment(World& world, const Viewer& viewer, const std::string& assessment_id,
                                   const ExportFields& fields) {
    if (!is_known_format(fields.format)) return format_unknown(fields.format);
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto present = TRY(load_present(world, *transaction, assessment_id));
    TRY(require(world, *transaction, viewer, Permission::ReadAssessment, present.assessment));
    const auto loaded = TRY(load(*transaction, std::move(present)));
    if (fields.format == "oscal") {
        const auto sent = TRY(sent_decisions(*transaction, loaded.present.assessment));
        return oscal_export(loaded, loaded.source(world.texts), sent, fields.part, viewer.now);
    }
    if (fields.format == "self-check") {
        const auto profile = TRY(transaction->organisations().profile(loaded.organisation.id));
        return Exported{self_check_of(loaded.source(world.texts), profile, viewer.now),
                        file_name(world, viewer, loaded, ".self-check.json"), "application/json"};
    }
    const auto form = make_form(loaded.source(world.texts), viewer.language, viewer.today());
    if (fields.format == "csv")
        return Exported{TRY(csv_bytes(form, fields.charset)),
                        file_name(world, viewer, loaded, fields.charset == "cp932" ? "_Shift_JIS.csv" : ".csv"), "text/csv"};
    return Exported{write_form_xlsx(form), file_name(world, viewer, loaded, ".xlsx"),
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
}

Result<Done> may_import(World& world, const Viewer& viewer, const std::string& assessment_id) {
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    const auto assessment = TRY(transaction->assessments().get(assessment_id));
    TRY(require(world, *transaction, viewer, Permission::AnswerAssessment, assessment));
    return check_editable(assessment);
}

Result<Json> import_preview_json(World& world, const Viewer& viewer, const std::string& assessment_id, const ImportFields& fields,
                                 std::string_view bytes) {
    TRY(may_import(world, viewer, assessment_id));
    TRY(check_format(fields, bytes));
    auto transaction = TRY(world.database.begin(Database::Mode::Read, viewer.person_id));
    auto present = TRY(load_present(world, *transaction, assessment_id));
    const auto loaded = TRY(load(*transaction, std::move(present)));
    const auto filed = TRY(read_filed(loaded.source(world.texts), fields.format, bytes));
    const auto plan = plan_import(*loaded.present.edition, loaded.present.answers, filed);
    Json changes = Json::array(), conflicts = Json::array(), kept = Json::array(), evidence = Json::array();
    int same = 0;
    Names names(*transaction);
    for (const MergedRow& outcome : plan.outcomes) {
        if (outcome.row->is_evidence_changed) evidence.push_back(outcome.ours.criterion);
        if (outcome.merge == Merge::Same) ++same;
        if (outcome.merge == Merge::Ours) kept.push_back(outcome.ours.criterion);
        if (outcome.merge == Merge::Theirs)
            changes.push_back(TRY(difference_json(outcome, *loaded.present.edition, viewer.language, names)));
        if (outcome.merge == Merge::Conflict)
            conflicts.push_back(TRY(difference_json(outcome, *loaded.present.edition, viewer.language, names)));
    }
    return Json{{"file_sha256", sha256_hex(bytes)},
                {"rows", rows_of(filed)},
                {"same", same},
                {"changes", std::move(changes)},
                {"conflicts", std::move(conflicts)},
                {"kept", std::move(kept)},
                {"missing", filed.missing},
                {"beyond_star", filed.beyond_star},
                {"evidence_ignored", std::move(evidence)},
                {"ignored", oscal_ignored_json(filed.ignored)},
                {"broken", oscal_faults_json(filed.broken, world.texts, viewer.language)},
                {"faults", faults_json(world, viewer.language, plan.faults)},
                {"can_import", plan.faults.empty()}};
}

namespace {

// What a person decided must be about criteria of this assessment, and not both ways.
Result<Done> check_decisions(const Present& present, const ImportFields& fields) {
    for (const auto* list : {&fields.theirs, &fields.ours})
        for (const auto& number : *list)
            if (std::none_of(present.criteria.begin(), present.criteria.end(),
                             [&](const auto* c) { return c->number == number; }))
                return not_found("criterion.unknown", {{"criterion", number.substr(0, 40)}});
    for (const auto& number : fields.theirs)
        if (holds(fields.ours, number)) return invalid("exchange.decided_twice", {}, {{"criterion", number}});
    return Done{};
}

} // namespace

Result<Receipt> import_assessment(World& world, const Act& act, const std::string& assessment_id, const ImportFields& fields,
                                  std::string_view bytes) {
    TRY(check_format(fields, bytes));
    // The file is read before the one writer's turn begins; what it says is merged with what stands here within it.
    FiledAnswers filed;
    {
        auto transaction = TRY(world.database.begin(Database::Mode::Read, act.actor_id));
        auto present = TRY(load_present(world, *transaction, assessment_id));
        TRY(require(world, *transaction, act, Permission::AnswerAssessment, present.assessment));
        TRY(check_decisions(present, fields));
        const auto loaded = TRY(load(*transaction, std::move(present)));
        filed = TRY(read_filed(loaded.source(world.texts), fields.format, bytes));
    }
    return perform(world, act, [&](Transaction& transaction) -> Result<Receipt> {
        const auto present = TRY(load_present(world, transaction, assessment_id));
        const auto& assessment = present.assessment;
        TRY(require(world, transaction, act, Permission::AnswerAssessment, assessment));
        TRY(check_editable(assessment));
        const auto plan = plan_import(*present.edition, present.counted_answers(), filed);
        if (!plan.faults.empty())
            return invalid("exchange.rows_refused", {},
                           {{"count", std::to_string(plan.faults.size())},
                            {"row", std::to_string(plan.faults.front().row)},
                            {"number", plan.faults.front().criterion}});
        std::vector<std::string> taken;
        std::string undecided;
        for (const MergedRow& outcome : plan.outcomes) {
            const auto& number = outcome.ours.criterion;
            if (outcome.merge != Merge::Theirs && outcome.merge != Merge::Conflict) continue;
            if (holds(fields.ours, number)) continue;
            if (outcome.merge == Merge::Conflict && !holds(fields.theirs, number)) {
                undecided += (undecided.empty() ? "" : ", ") + number;
                continue;
            }
            TRY(save_answer_of(transaction, act, assessment, outcome.theirs));
            taken.push_back(number);
        }
        if (!undecided.empty()) return conflict("exchange.undecided", {{"criteria", undecided}});
        if (!taken.empty())
            TRY(record(transaction, act, "assessment.imported", assessment.organisation_id, assessment_id,
                       Json{{"file_sha256", sha256_hex(bytes)}, {"format", fields.format}, {"taken", taken}}));
        TRY(note_seal(world, transaction, act, assessment_id));
        return Receipt{assessment_id, assessment.version};
    });
}

} // namespace hoshirube
