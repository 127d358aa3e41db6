#include <algorithm>

#include "app/report/report_facts.h"

namespace hoshirube {

namespace {

using pdf::Facts;
using pdf::Heading;
using pdf::Ink;
using pdf::Paragraph;
using pdf::Size;
using pdf::Weight;
using pdf::Words;

constexpr std::size_t kNameInFooter = 60; // Characters. The cover says it in full.

std::string beginning(const std::string& utf8, std::size_t characters) {
    std::size_t at = 0;
    for (; at < utf8.size(); ++at)
        if ((static_cast<unsigned char>(utf8[at]) & 0xc0) != 0x80 && characters-- == 0) return utf8.substr(0, at) + "…";
    return utf8;
}

// A report of 153 criteria in one hand: every block of it is made here.
class ReportWriter {
public:
    ReportWriter(const Texts& texts, Language language, const ReportFacts& facts)
        : texts_(texts), language_(language), facts_(facts), held_(facts.held ? &*facts.held : nullptr) {}

    pdf::Manuscript write() {
        describe();
        cover();
        summary();
        if (held_) gaps();
        if (held_) not_applicable();
        for (const auto& category : facts_.edition->fields().categories) add_category(category);
        about();
        return std::move(manuscript_);
    }

private:
    // --- Small words --------------------------------------------------------------------------------------------------

    bool is_english() const { return language_ == Language::English; }
    const std::string& pick(const Bilingual& words) const { return is_english() ? words.en : words.ja; }
    const CriterionWords& words_of(const Criterion& c) const { return is_english() ? c.en : c.ja; }
    std::string say(std::string_view key, const Error::Params& params = {}) const { return texts_.text(language_, key, params); }
    std::string day(Day d) const { return is_english() ? d.english_with_era() : d.japanese(); }
    std::string or_none(const std::string& text) const { return text.empty() ? say("report.none") : text; }

    template <typename T>
    void add(T block) {
        manuscript_.blocks.emplace_back(std::move(block));
    }
    void paragraph(const std::string& text) { add(Paragraph{{{text}}}); }

    std::string firm_name() const {
        const auto& o = held_->organisation;
        return is_english() && !o.legal_name_en.empty() ? o.legal_name_en : o.legal_name;
    }

    std::string scope_text(const Scope& scope) const {
        const auto& described = is_english() && !scope.description_en.empty() ? scope.description_en : scope.description;
        const auto kind = say("public.scope." + scope.kind);
        return described.empty() ? kind : kind + say("report.colon") + described;
    }

    // A state is said in words; colour and weight only help to find it.
    Words state_words(const Answer& answer) const {
        if (answer.state == AnswerState::Unknown && answer.version == 0)
            return {{say("report.never_answered"), Weight::Bold, Ink::Alert}};
        const bool is_done = answer.state == AnswerState::Met || answer.state == AnswerState::NotApplicable;
        return {{say("report.state." + std::string(to_text(answer.state))), Weight::Bold, is_done ? Ink::Text : Ink::Alert}};
    }

    std::string plan_text(const Answer& answer) const {
        if (answer.state != AnswerState::Planned || !answer.planned_on) return say("report.none");
        return say("report.plan", {{"day", day(*answer.planned_on)}, {"owner", answer.planned_owner}});
    }

    // --- Parts --------------------------------------------------------------------------------------------------------

    void describe() {
        const auto star = std::to_string(facts_.level->star);
        const auto today = day(facts_.made_at.tokyo_day());
        auto& m = manuscript_;
        m.title = say(held_ ? "report.title" : "report.title_blank", {{"star", star}});
        m.subject =
            say("report.subject", {{"edition", facts_.edition->id()}, {"criteria", std::to_string(facts_.reported.size())}});
        m.author = held_ ? held_->organisation.legal_name : "Hoshirube";
        m.language = to_tag(language_);
        m.made_at = facts_.made_at;
        m.page_of = texts_.text(language_, "report.page_of", {{"page", "{page}"}, {"pages", "{pages}"}});
        m.header = held_ && held_->organisation.is_invented ? say("report.header_invented", {{"title", m.title}}) : m.title;
        m.footer = held_ ? say("report.footer", {{"name", beginning(firm_name(), kNameInFooter)},
                                                 {"number", held_->organisation.corporate_number},
                                                 {"day", today}})
                         : say("report.footer_blank", {{"day", today}});
    }

    void cover() {
        add(pdf::Title{manuscript_.title});
        if (held_ && held_->organisation.is_invented) add(pdf::Notice{{{say("report.invented"), Weight::Bold, Ink::Alert}}});
        add(held_ ? held_facts() : blank_facts());
        add(pdf::Notice{{{say("report.notice")}}});
        if (held_) add(Paragraph{{{say("report.as_of", {{"day", day(facts_.made_at.tokyo_day())}})}}, Size::Small});
    }

    std::pair<std::string, Words> row(std::string_view key, const std::string& value, Weight weight = Weight::Regular) const {
        return {say(key), {{or_none(value), weight}}};
    }

    std::string edition_text() const {
        return say("report.edition_value", {{"edition", facts_.edition->id()}, {"title", pick(facts_.edition->fields().title)}});
    }

    Facts held_facts() const {
        const auto& [organisation, assessment, seal, declaration, certificate, advice] = *held_;
        const auto state = say("report.assessment_state." + std::string(to_text(assessment.state)));
        Facts table;
        table.rows = {row("report.firm", firm_name(), Weight::Bold),
                      row("report.corporate_number", organisation.corporate_number),
                      row("report.edition", edition_text()),
                      row("report.scope", scope_text(assessment.scope)),
                      row("report.state_of_assessment",
                          assessment.round == 0
                              ? state
                              : say("report.round", {{"state", state}, {"round", std::to_string(assessment.round)}})),
                      row("report.made_on", day(facts_.made_at.tokyo_day()))};
        if (seal) {
            const auto& c = seal->confirmation;
            table.rows.push_back(row(
                "report.confirmer",
                say("report.confirmer_value",
                    {{"name", c.confirmer_name}, {"number", c.qualification_number}, {"day", day(c.confirmed_at.tokyo_day())}})));
            table.rows.push_back(row("report.seal", say(seal->is_intact() ? "report.seal_intact" : "report.seal_broken",
                                                        {{"code", seal_code(c.form_sha256)}})));
        }
        if (declaration)
            table.rows.push_back(
                row("report.declared", say("report.declared_value", {{"name", declaration->person_name},
                                                                     {"day", day(declaration->declared_at.tokyo_day())}})));
        if (certificate)
            table.rows.push_back(
                row("report.registered", say("report.registered_value", {{"number", std::to_string(certificate->number)},
                                                                         {"from", day(certificate->registered_on)},
                                                                         {"to", day(certificate->last_valid_day)}})));
        return table;
    }

    Facts blank_facts() const {
        Facts table;
        table.rows = {{say("report.blank.name"), {{"\n"}}},
                      {say("report.corporate_number"), {{" "}}},
                      {say("report.scope"), {{"\n"}}},
                      {say("report.blank.writer"), {{"\n"}}},
                      row("report.edition", edition_text())};
        return table;
    }

    void summary() {
        add(Heading{1, say("report.summary")});
        const Error::Params counts{{"criteria", std::to_string(facts_.total.criteria)},
                                   {"distance", std::to_string(facts_.total.distance())},
                                   {"star", std::to_string(facts_.level->star)}};
        if (held_) {
            const bool is_complete = facts_.total.distance() == 0;
            add(Paragraph{{{say(is_complete ? "report.summary.complete" : "report.summary.distance", counts), Weight::Bold}}});
            paragraph(say("report.summary.rule"));
            add(counts_table());
            advice_on_the_whole();
        } else {
            paragraph(say("report.summary.blank", counts));
        }
        add(pdf::Contents{say("report.contents")});
    }

    void advice_on_the_whole() {
        if (held_->general_advice.empty()) return;
        add(Heading{2, say("report.advice.whole")});
        add(pdf::Items{advice_lines(held_->general_advice)});
    }

    pdf::Table counts_table() const {
        pdf::Table table;
        table.columns = {{say("report.column.category"), 0.244}};
        for (const auto* key : {"report.column.criteria", "report.short.met", "report.short.not_applicable",
                                "report.short.planned", "report.short.not_met", "report.short.unknown", "report.column.left"})
            table.columns.push_back({say(key), 0.108, true});
        for (const auto& category : facts_.edition->fields().categories) {
            const auto found = facts_.by_category.find(category.number);
            if (found == facts_.by_category.end()) continue;
            const auto number = std::to_string(category.number);
            table.rows.push_back(counts_row(say("report.category", {{"number", number}, {"title", pick(category.title)}}),
                                            found->second, Weight::Regular));
        }
        table.rows.push_back(counts_row(say("report.total"), facts_.total, Weight::Bold));
        return table;
    }

    static std::vector<Words> counts_row(const std::string& name, const Progress& p, Weight weight) {
        std::vector<Words> cells{{{name, weight}}};
        for (const int count : {p.criteria, p.met, p.not_applicable, p.planned, p.not_met, p.unknown})
            cells.push_back({{std::to_string(count), weight}});
        cells.push_back({{std::to_string(p.distance()), Weight::Bold, p.distance() == 0 ? Ink::Text : Ink::Alert}});
        return cells;
    }

    void gaps() {
        add(Heading{1, say("report.gaps", {{"count", std::to_string(facts_.total.distance())}})});
        if (facts_.total.distance() == 0) return paragraph(say("report.gaps.none"));
        pdf::Table table;
        table.columns = {{say("report.column.number"), 0.11},
                         {say("report.column.criterion"), 0.35},
                         {say("report.column.state"), 0.18},
                         {say("report.column.plan"), 0.36}};
        for (const auto state : {AnswerState::NotMet, AnswerState::Planned, AnswerState::Unknown})
            for (const auto& one : facts_.reported)
                if (one.answer.state == state)
                    table.rows.push_back({{{one.criterion->number}},
                                          {{words_of(*one.criterion).title}},
                                          state_words(one.answer),
                                          {{plan_text(one.answer)}}});
        add(std::move(table));
    }

    void not_applicable() {
        if (facts_.total.not_applicable == 0) return;
        add(Heading{1, say("report.not_applicable", {{"count", std::to_string(facts_.total.not_applicable)}})});
        pdf::Table table;
        table.columns = {{say("report.column.number"), 0.11},
                         {say("report.column.criterion"), 0.31},
                         {say("report.column.reason"), 0.41},
                         {say("report.column.agreed"), 0.17}};
        for (const auto& one : facts_.reported) {
            if (one.answer.state != AnswerState::NotApplicable) continue;
            const bool agrees = one.decision && one.decision->agrees_not_applicable && !one.has_decision_lapsed;
            table.rows.push_back(
                {{{one.criterion->number}},
                 {{words_of(*one.criterion).title}},
                 {{or_none(one.answer.reason)}},
                 {{say(agrees ? "report.agreed.yes" : "report.agreed.no"), Weight::Regular, agrees ? Ink::Text : Ink::Alert}}});
        }
        add(std::move(table));
    }

    void add_category(const Category& category) {
        bool is_begun = false;
        std::string section;
        for (const auto& one : facts_.reported) {
            const auto& number = one.criterion->number;
            if (category_of(number) != category.number) continue;
            if (!is_begun) {
                add(pdf::PageBreak{});
                add(Heading{
                    1, say("report.category", {{"number", std::to_string(category.number)}, {"title", pick(category.title)}})});
            }
            is_begun = true;
            for (const auto& s : facts_.edition->fields().sections)
                if (number.compare(0, s.number.size() + 1, s.number + "-") == 0 && s.number != section) {
                    section = s.number;
                    add(Heading{2, say("report.category", {{"number", s.number}, {"title", pick(s.title)}})});
                }
            add_criterion(one);
        }
    }

    void add_criterion(const Reported& one) {
        const auto& words = words_of(*one.criterion);
        add(Heading{3, one.criterion->number + "  " + words.title});
        paragraph(words.question);
        Facts table;
        table.size = Size::Small;
        if (held_) answered_rows(one, table);
        else blank_rows(*one.criterion, table);
        add(std::move(table));
    }

    void answered_rows(const Reported& one, Facts& table) const {
        const auto& answer = one.answer;
        table.rows.emplace_back(say("report.answer"), state_words(answer));
        std::string taken;
        for (const auto& branch : one.criterion->branches)
            if (std::find(answer.branches.begin(), answer.branches.end(), branch.key) != answer.branches.end())
                taken += (taken.empty() ? "" : "\n") + pick(branch.words);
        if (!one.criterion->branches.empty()) table.rows.push_back(row("report.branches", taken));
        if (answer.state == AnswerState::Planned) table.rows.push_back(row("report.planned", plan_text(answer)));
        if (answer.state == AnswerState::NotApplicable) table.rows.push_back(row("report.reason", answer.reason));
        else table.rows.push_back(row("report.note", answer.note));
        table.rows.emplace_back(say("report.evidence"), evidence_words(one));
        table.rows.emplace_back(say("report.decision"), decision_words(one));
        if (!one.advice.empty()) {
            std::string lines;
            for (const auto& line : advice_lines(one.advice)) lines += (lines.empty() ? "" : "\n") + line[0].text;
            table.rows.push_back(row("report.advice", lines));
        }
    }

    Words evidence_words(const Reported& one) const {
        if (one.evidence.empty()) return {{say("report.none")}};
        Words words;
        for (const auto& file : one.evidence) {
            const std::string_view key = file.from && file.to ? "report.evidence.period"
                                         : file.from          ? "report.evidence.from"
                                         : file.to            ? "report.evidence.to"
                                                              : "report.evidence.no_period";
            const auto text = say(key, {{"file", file.file_name},
                                        {"from", file.from ? file.from->iso8601() : ""},
                                        {"to", file.to ? file.to->iso8601() : ""},
                                        {"received", file.received.iso8601()}});
            words.push_back({(words.empty() ? "" : "\n") + text});
            if (file.is_stale)
                words.push_back({say("report.evidence.stale", {{"days", std::to_string(one.criterion->freshness_days)}}),
                                 Weight::Bold, Ink::Alert});
        }
        return words;
    }

    Words decision_words(const Reported& one) const {
        if (!one.decision) return {{say("report.decision.none")}};
        const auto& decision = *one.decision;
        const bool is_confirmed = decision.kind == DecisionKind::Confirmed;
        Words words{{say("report.decision." + std::string(to_text(decision.kind))), Weight::Bold,
                     is_confirmed && !one.has_decision_lapsed ? Ink::Text : Ink::Alert},
                    {std::string(is_english() ? ", " : "　") + day(decision.decided_at.tokyo_day())}};
        if (decision.agrees_not_applicable) words.push_back({"\n" + say("report.decision.agrees")});
        if (one.has_decision_lapsed) words.push_back({"\n" + say("report.decision.lapsed"), Weight::Bold, Ink::Alert});
        if (!decision.reason.empty()) words.push_back({"\n" + decision.reason});
        return words;
    }

    std::vector<Words> advice_lines(const std::vector<Advice>& advice) const {
        std::vector<Words> lines;
        for (const auto& a : advice)
            lines.push_back({{say("report.advice.one", {{"text", a.text}, {"day", day(a.given_at.tokyo_day())}})}});
        return lines;
    }

    void blank_rows(const Criterion& criterion, Facts& table) const {
        const std::string gap = "　　", box = "□ ";
        std::string states;
        for (const auto* state : {"met", "not_met", "planned", "not_applicable", "unknown"})
            states += (states.empty() ? "" : gap) + box + say("report.state." + std::string(state));
        Words answer{{states}};
        if (criterion.condition) answer.push_back({"\n" + say("report.blank.only_if"), Weight::Regular, Ink::Muted});
        table.rows.emplace_back(say("report.answer"), std::move(answer));
        std::string branches;
        for (const auto& branch : criterion.branches) branches += (branches.empty() ? "" : "\n") + box + pick(branch.words);
        if (!branches.empty()) table.rows.emplace_back(say("report.blank.choose"), Words{{branches}});
        table.rows.emplace_back(say("report.note"), Words{{"\n\n"}});
        table.rows.emplace_back(say("report.evidence.asked"), Words{{words_of(criterion).proof, Weight::Regular, Ink::Muted}});
        table.rows.emplace_back(say("report.column.plan"), Words{{" "}});
    }

    void about() {
        add(Heading{1, say("report.about")});
        std::vector<Words> lines{
            {{say("report.about.states")}},    {{say("report.about.evidence")}},
            {{say("about.notice")}},           {{say("statement.not.guarantee")}},
            {{say("statement.not.approval")}}, {{say("report.about.edition", {{"sha256", facts_.edition->sha256()}})}}};
        add(pdf::Items{std::move(lines), Size::Small});
    }

    const Texts& texts_;
    Language language_;
    const ReportFacts& facts_;
    const ReportFacts::Held* held_; // Null in the blank form.
    pdf::Manuscript manuscript_{{}, {}, {}, {}, Instant(0), {}, {}, {}, {}};
};

} // namespace

pdf::Manuscript report_manuscript(const Texts& texts, Language language, const ReportFacts& facts) {
    return ReportWriter(texts, language, facts).write();
}

} // namespace hoshirube
