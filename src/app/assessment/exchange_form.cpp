#include "app/assessment/exchange_form.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"

namespace hoshirube {

namespace {

constexpr std::size_t kStampDigest = 16;

// One column: which text names it, and what kind of field it is. The order is that of the official workbook, then ours.
struct ColumnPlan {
    std::string key; // Of its title below "exchange.column.", "exchange.reference." or a level's own name.
    FormField field;
    double width;
    bool is_folded;
};

struct Plan {
    std::vector<ColumnPlan> columns;
    std::vector<int> stars;              // Levels of the edition.
    std::vector<std::string> references; // Keys that the edition uses.
    std::size_t at(std::string_view key) const {
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.key == key; });
        CHECK(found != columns.end());
        return static_cast<std::size_t>(found - columns.begin());
    }
};

Plan plan_for(const Edition& edition) {
    constexpr const char* kReferences[] = {"cyber_essentials_v15_1", "cyber_essentials_v16",           "cmmc_32cfr170",
                                           "iso_iec_27001_2022",     "government_common_standards_r7", "auto_guideline_2_3"};
    Plan plan;
    const auto fixed = [&](std::string key, double width, bool is_folded) {
        plan.columns.push_back({std::move(key), FormField::Fixed, width, is_folded});
    };
    fixed("category_no", 5, true);
    fixed("category", 12, true);
    fixed("section_no", 6, true);
    fixed("section", 14, true);
    fixed("requirement", 8, true);
    for (const auto& level : edition.fields().levels) {
        plan.stars.push_back(level.star);
        fixed("★" + std::to_string(level.star), 4, true);
    }
    fixed("requirement_title", 16, false);
    fixed("requirement_text", 30, true);
    fixed("level", 6, true);
    fixed("number", 9, false);
    fixed("text", 46, false);
    fixed("nist", 8, true);
    for (const char* key : kReferences) {
        const auto& criteria = edition.fields().criteria;
        if (std::none_of(criteria.begin(), criteria.end(), [&](const Criterion& c) { return c.references.contains(key); }))
            continue;
        plan.references.emplace_back(key);
        fixed(key, 14, true);
    }
    for (const auto& [key, field, width] :
         std::initializer_list<std::tuple<const char*, FormField, double>>{{"state", FormField::Entry, 15},
                                                                           {"branches", FormField::Entry, 26},
                                                                           {"reason", FormField::Entry, 24},
                                                                           {"note", FormField::Entry, 40},
                                                                           {"planned_on", FormField::Day, 12},
                                                                           {"planned_owner", FormField::Entry, 14},
                                                                           {"evidence", FormField::Shown, 24},
                                                                           {"stamp", FormField::Stamp, 12}})
        plan.columns.push_back({key, field, width, false});
    return plan;
}

std::string level_title(const Plan& plan) {
    std::string title;
    for (const int star : plan.stars) title += (title.empty() ? "★" : "/★") + std::to_string(star);
    return title;
}

std::vector<FormColumn> columns_for(const Plan& plan, const Texts& texts, Language language, bool is_official) {
    std::vector<FormColumn> columns;
    for (const auto& planned : plan.columns) {
        FormColumn column{planned.key, {}, "", planned.field, planned.width, planned.is_folded};
        std::vector<std::string> keys{"exchange.column." + planned.key};
        if (planned.key == "text") {
            keys = {"exchange.column.text_official", "exchange.column.text_own"};
            if (!is_official) std::swap(keys[0], keys[1]);
        }
        if (std::find(plan.references.begin(), plan.references.end(), planned.key) != plan.references.end()) {
            keys = {"exchange.reference." + planned.key};
            column.group = texts.text(language, "exchange.column.references");
        }
        if (planned.key == "level") column.title = level_title(plan);
        else if (!planned.key.starts_with("★")) {
            column.title = texts.text(language, keys[0]);
            for (const auto& key : keys)
                for (const auto each : {Language::Japanese, Language::English}) column.also.push_back(texts.text(each, key));
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::string joined(const std::vector<std::string>& items, std::string_view between) {
    std::string text;
    for (const auto& item : items) text.append(text.empty() ? "" : between).append(item);
    return text;
}

const std::string& in(const Bilingual& words, Language language) { return language == Language::English ? words.en : words.ja; }

template <typename Things>
std::string title_of(const Things& things, const auto& number, Language language) {
    for (const auto& thing : things)
        if (thing.number == number) return in(thing.title, language);
    return {};
}

// What stands in our columns for one criterion, in the order of the plan.
std::vector<std::string> fixed_cells(const FormSource& source, const Plan& plan, const Criterion& c, Language language,
                                     bool is_official) {
    const auto& edition = source.present.edition->fields();
    const auto section = c.requirement.substr(0, c.requirement.rfind('-'));
    const int category = category_of(c.number);
    const auto official = source.official.find(c.number);
    const bool has_official = is_official && official != source.official.end();
    std::vector<std::string> cells{std::to_string(category), title_of(edition.categories, category, language), section,
                                   title_of(edition.sections, section, language), c.requirement};
    const auto requirement = std::find_if(edition.requirements.begin(), edition.requirements.end(),
                                          [&](const Requirement& r) { return r.number == c.requirement; });
    for (const int star : plan.stars)
        cells.emplace_back(requirement != edition.requirements.end() && requirement->star <= star ? "○" : "");
    cells.push_back(requirement == edition.requirements.end() ? std::string() : in(requirement->title, language));
    cells.push_back(has_official ? trimmed(official->second.requirement_text) : std::string());
    cells.push_back("★" + std::to_string(c.star));
    cells.push_back(c.number);
    cells.push_back(has_official                    ? trimmed(official->second.text)
                    : language == Language::English ? c.en.question
                                                    : c.ja.question);
    const auto references = [&](const std::string& key) {
        const auto found = c.references.find(key);
        return found == c.references.end() ? std::string() : joined(found->second, ", ");
    };
    cells.push_back(references("nist_csf_2_0"));
    for (const auto& key : plan.references) cells.push_back(references(key));
    return cells;
}

std::string state_label(const Texts& texts, Language language, AnswerState state) {
    return texts.text(language, "exchange.state." + std::string(to_text(state)));
}

const Answer& answer_for(const Present& present, const Criterion& c, Answer& never) {
    const auto found = present.answers.find(c.number);
    if (found != present.answers.end()) return found->second;
    never.criterion = c.number;
    return never;
}

std::string branch_words(const Criterion& c, const Answer& answer, Language language) {
    std::vector<std::string> words;
    for (const auto& branch : c.branches)
        if (std::find(answer.branches.begin(), answer.branches.end(), branch.key) != answer.branches.end())
            words.push_back(in(branch.words, language));
    return joined(words, "\n");
}

std::vector<std::string> entry_cells(const FormSource& source, const Criterion& c, Language language) {
    Answer never;
    const Answer& answer = answer_for(source.present, c, never);
    return {answer.version == 0 ? std::string() : state_label(source.texts, language, answer.state),
            branch_words(c, answer, language),
            answer.reason,
            answer.note,
            answer.planned_on ? answer.planned_on->iso8601() : std::string(),
            answer.planned_owner,
            joined(evidence_names(source, c.number), "\n"),
            form_stamp(source.present, answer)};
}

void add_choices(Form& form, const FormSource& source, const Plan& plan, Language language) {
    const auto& criteria = source.present.criteria;
    const bool is_any = source.present.edition->fields().not_applicable == "any";
    for (std::size_t row = 0; row < criteria.size(); ++row) {
        std::vector<std::string> states;
        for (const auto state :
             {AnswerState::Met, AnswerState::NotMet, AnswerState::Planned, AnswerState::NotApplicable, AnswerState::Unknown})
            if (state != AnswerState::NotApplicable || is_any || criteria[row]->condition)
                states.push_back(state_label(source.texts, language, state));
        form.choices.push_back({row, plan.at("state"), std::move(states), false});
        if (criteria[row]->branches.empty()) continue;
        std::vector<std::string> branches;
        for (const auto& branch : criteria[row]->branches) branches.push_back(in(branch.words, language));
        form.choices.push_back({row, plan.at("branches"), std::move(branches), true});
    }
}

// --- Reading back

// Whether a spreadsheet that opened our CSV made a day of "1-2" or "1-2-1", as Excel does unasked: 1月2日, 2-Jan, 2001/2/1. These columns
// only repeat what the criterion's number says, so nothing is lost by taking them for ours.
bool is_day_made_of(const std::string& found, const std::string& ours) {
    constexpr const char* kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto text = search_key(found);
    bool is_day = found.find('/') != found.npos || found.find("月") != found.npos;
    std::multiset<int> numbers;
    for (int month = 1; month <= 12; ++month)
        if (text.find(kMonths[month - 1]) != text.npos) {
            numbers.insert(month);
            is_day = true;
        }
    const auto parts_of = [&](std::string_view written) {
        std::multiset<int> parts;
        for (std::size_t at = 0; at < written.size();) {
            int part = 0;
            const auto [end, error] = std::from_chars(written.data() + at, written.data() + written.size(), part);
            if (error == std::errc() && written[at] != '-') {
                is_day = is_day || part >= 1900;
                parts.insert(part >= 1900 ? part % 100 : part); // 1-2-1 becomes 2001-02-01.
                at = static_cast<std::size_t>(end - written.data());
            } else ++at;
        }
        return parts;
    };
    numbers.merge(parts_of(found.substr(0, std::min(found.find_first_of("T:"), found.size()))));
    const auto wanted = parts_of(ours);
    return is_day && numbers.size() >= wanted.size() &&
           std::includes(numbers.begin(), numbers.end(), wanted.begin(), wanted.end());
}

// Our CSV guards what a spreadsheet would compute by an apostrophe; opened there and saved as a workbook, it stands in the cell.
std::string without_guard(std::string typed, const std::string& ours) {
    if (typed.size() == ours.size() + 1 && typed[0] == '\'' && typed.ends_with(ours)) return ours;
    return typed;
}

// The keys of alternatives that somebody wrote one after the other in one line; `key` is the line as searched, so what stands between
// them is gone. Empty unless all of it is known.
std::vector<std::string> branches_joined(std::string_view key, const Criterion& c) {
    std::vector<std::string> found;
    while (!key.empty()) {
        std::size_t longest = 0;
        const Branch* best = nullptr;
        for (const Branch& branch : c.branches)
            for (const auto* words : {&branch.words.ja, &branch.words.en})
                if (const auto one = search_key(*words); one.size() > longest && key.starts_with(one)) {
                    longest = one.size();
                    best = &branch;
                }
        if (!best) return {};
        found.push_back(best->key);
        key.remove_prefix(longest);
    }
    return found;
}

class AnswerReader {
public:
    AnswerReader(const FormSource& source, const Plan& plan, const FilledForm& form) : source_(source), plan_(plan), form_(form) {
        for (std::size_t i = 0; i < plan.columns.size(); ++i) answers_.letters[plan.columns[i].key] = form.letters[i];
    }

    FiledAnswers read() {
        std::map<std::string, std::uint32_t> seen;
        for (const auto& row : form_.rows) {
            const auto number = folded_digits(row.cells[plan_.at("number")]);
            const Criterion* criterion = source_.present.edition->find(number);
            if (number.empty()) {
                fault(row, "number", {}, "exchange.number_missing");
                continue;
            }
            if (!criterion || criterion->star > source_.present.assessment.star) {
                fault(row, "number", number, "exchange.number_unknown", {{"found", row.cells[plan_.at("number")].substr(0, 40)}});
                continue;
            }
            if (const auto [first, is_new] = seen.emplace(number, row.row); !is_new) {
                fault(row, "number", number, "exchange.number_twice", {{"first_row", std::to_string(first->second)}});
                continue;
            }
            read_row(row, *criterion);
        }
        for (const Criterion* c : source_.present.criteria)
            if (!seen.contains(c->number)) answers_.missing.push_back(c->number);
        return std::move(answers_);
    }

private:
    const std::string& cell(const FilledRow& row, std::string_view key) const { return row.cells[plan_.at(key)]; }

    void fault(const FilledRow& row, const std::string& key, const std::string& number, std::string_view error,
               Error::Params params = {}) {
        const auto& letters = answers_.letters[key];
        params.insert(params.end(), {{"row", std::to_string(row.row)}, {"column", letters}, {"number", number}});
        answers_.faults.push_back({row.row, letters, number, invalid(error, key, std::move(params))});
    }

    void read_row(const FilledRow& row, const Criterion& c) {
        const auto faults_before = answers_.faults.size();
        check_fixed(row, c);
        FiledRow filed{
            row.row, {}, travelled(cell(row, "evidence")) != travelled(joined(evidence_names(source_, c.number), "\n"))};
        auto& answer = filed.filed.answer;
        answer.criterion = c.number;
        read_stamp(row, c, filed.filed);
        read_state(row, c, answer);
        read_branches(row, c, answer);
        Answer never;
        const Answer& ours = answer_for(source_.present, c, never);
        answer.reason = without_guard(trimmed(cell(row, "reason")), ours.reason);
        answer.note = without_guard(trimmed(cell(row, "note")), ours.note);
        answer.planned_owner = without_guard(trimmed(cell(row, "planned_owner")), ours.planned_owner);
        if (!trimmed(cell(row, "planned_on")).empty()) {
            const auto day = read_office_day(cell(row, "planned_on"));
            if (day) answer.planned_on = *day;
            else fault(row, "planned_on", c.number, day.error().key, day.error().params);
        }
        if (answers_.faults.size() == faults_before) answers_.rows.push_back(std::move(filed));
    }

    // Ours may stand there in either language, as official text or in our own words: whichever the form left in.
    void check_fixed(const FilledRow& row, const Criterion& c) {
        std::vector<std::vector<std::string>> candidates;
        for (const auto language : {Language::Japanese, Language::English})
            for (const bool is_official : {true, false})
                candidates.push_back(fixed_cells(source_, plan_, c, language, is_official));
        for (std::size_t i = 0; i < candidates[0].size(); ++i) {
            if (plan_.columns[i].key == "number") continue;
            const auto& found = row.cells[i];
            const bool is_ours = std::any_of(candidates.begin(), candidates.end(), [&](const auto& cells) {
                return cells[i] == found || travelled(cells[i]) == travelled(found);
            });
            const bool is_number_part = plan_.columns[i].key == "section_no" || plan_.columns[i].key == "requirement";
            if (is_ours || (is_number_part && is_day_made_of(found, candidates[0][i]))) continue;
            fault(row, plan_.columns[i].key, c.number, "exchange.official_changed", {{"title", title(i)}});
        }
    }

    std::string title(std::size_t i) const {
        return columns_for(plan_, source_.texts, Language::Japanese, !source_.official.empty())[i].title;
    }

    void read_stamp(const FilledRow& row, const Criterion& c, FiledAnswer& filed) {
        const auto typed = trimmed(cell(row, "stamp"));
        if (typed.empty()) return fault(row, "stamp", c.number, "exchange.stamp_missing");
        const auto stamp = read_form_stamp(source_.present, typed);
        if (!stamp) return fault(row, "stamp", c.number, stamp.error().key);
        filed.answer.version = stamp->version;
        filed.exported_digest = stamp->digest;
    }

    void read_state(const FilledRow& row, const Criterion& c, Answer& answer) {
        if (trimmed(cell(row, "state")).empty()) return;
        const auto key = search_key(cell(row, "state")); // Empty for a mark such as △: no answer, and not "nothing typed".
        for (const auto state :
             {AnswerState::Met, AnswerState::NotMet, AnswerState::Planned, AnswerState::NotApplicable, AnswerState::Unknown})
            for (const auto language : {Language::Japanese, Language::English})
                if (key == search_key(state_label(source_.texts, language, state))) {
                    answer.state = state;
                    return;
                }
        fault(row, "state", c.number, "exchange.state_unreadable", {{"found", trimmed(cell(row, "state")).substr(0, 60)}});
    }

    void read_branches(const FilledRow& row, const Criterion& c, Answer& answer) {
        std::string_view rest = cell(row, "branches");
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            const auto line = trimmed(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.empty()) continue;
            const auto key = search_key(line);
            const auto branch = std::find_if(c.branches.begin(), c.branches.end(), [&](const Branch& b) {
                return key == search_key(b.words.ja) || key == search_key(b.words.en) || line == b.key;
            });
            if (branch != c.branches.end()) answer.branches.push_back(branch->key);
            else if (auto several = branches_joined(key, c); !several.empty())
                answer.branches.insert(answer.branches.end(), several.begin(), several.end());
            else fault(row, "branches", c.number, "exchange.branch_unreadable", {{"found", line.substr(0, 90)}});
        }
        std::sort(answer.branches.begin(), answer.branches.end());
        answer.branches.erase(std::unique(answer.branches.begin(), answer.branches.end()), answer.branches.end());
    }

    const FormSource& source_;
    const Plan& plan_;
    const FilledForm& form_;
    FiledAnswers answers_;
};

} // namespace

std::vector<std::string> evidence_names(const FormSource& source, const std::string& criterion) {
    std::vector<std::string> names;
    for (const auto& link : source.present.files)
        if (const auto found = source.file_names.find(link.evidence_id);
            link.criterion == criterion && found != source.file_names.end())
            names.push_back(found->second);
    return names;
}

std::string form_stamp(const Present& present, const Answer& answer) {
    return present.assessment.id + "." + std::to_string(answer.version) + "." + form_digest(answer, travelled);
}

Result<FormStamp> read_form_stamp(const Present& present, std::string_view stamp) {
    const auto last = stamp.rfind('.');
    const auto first = last == stamp.npos || last == 0 ? stamp.npos : stamp.rfind('.', last - 1);
    if (first == stamp.npos || stamp.size() - last - 1 != kStampDigest) return invalid("exchange.stamp_broken");
    std::int64_t version = -1;
    const auto [end, error] = std::from_chars(stamp.data() + first + 1, stamp.data() + last, version);
    if (error != std::errc() || end != stamp.data() + last || version < 0) return invalid("exchange.stamp_broken");
    if (stamp.substr(0, first) != present.assessment.id) return invalid("exchange.other_assessment");
    return FormStamp{version, std::string(stamp.substr(last + 1))};
}

Form make_form(const FormSource& source, Language language, Day today) {
    const auto& texts = source.texts;
    const auto plan = plan_for(*source.present.edition);
    const bool is_official = !source.official.empty();
    Form form;
    form.sheet_name = texts.text(language, "exchange.sheet");
    form.guide_name = texts.text(language, "exchange.guide");
    for (const char* line : {"1", "2", "3", "4", "5", "6", "7"})
        form.guide.push_back(texts.text(language, std::string("exchange.guide.") + line));
    form.header = texts.text(language, "exchange.header",
                             {{"organisation", source.organisation.legal_name},
                              {"star", std::to_string(source.present.assessment.star)},
                              {"edition", source.present.edition->id()}});
    form.footer = today.iso8601() + "  " + texts.text(language, is_official ? "exchange.footer_official" : "exchange.footer_own");
    form.several_title = texts.text(language, "exchange.several_title");
    form.several_prompt = texts.text(language, "exchange.several_prompt");
    form.columns = columns_for(plan, texts, language, is_official);
    form.key = plan.at("number");
    for (const Criterion* c : source.present.criteria) {
        auto cells = fixed_cells(source, plan, *c, language, is_official);
        for (auto& cell : entry_cells(source, *c, language)) cells.push_back(std::move(cell));
        form.rows.push_back(std::move(cells));
    }
    add_choices(form, source, plan, language);
    return form;
}

Result<FiledAnswers> read_answers(const FormSource& source, std::string_view bytes) {
    const auto plan = plan_for(*source.present.edition);
    const auto columns = columns_for(plan, source.texts, Language::Japanese, !source.official.empty());
    const auto form = TRY(read_form(bytes, columns, plan.at("number")));
    return AnswerReader(source, plan, form).read();
}

} // namespace hoshirube
