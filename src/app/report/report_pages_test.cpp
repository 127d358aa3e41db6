#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "app/report/report_facts.h"
#include "formats/pdf/typeset.h"
#include "support/catalogue.h"
#include "support/typefaces.h"

namespace hoshirube {

namespace {

Texts all_texts() {
    std::vector<std::string> files;
    for (const auto* name : {"core", "statement", "report", "public", "certificate"})
        files.push_back(test::file_text(std::string(SOURCE_DIR "/texts/") + name + ".json"));
    return std::move(*Texts::load(std::vector<std::string_view>(files.begin(), files.end())));
}

const Instant kNow = *Instant::parse("2026-11-26T03:00:00.000Z");

std::string long_note() {
    std::string note;
    for (int i = 1; i <= 4; ++i)
        note += "総務課が毎月1回、台帳と実際の機器を見比べ、違いがあればその日のうちに直しています（手順書 第" +
                std::to_string(i) + "版、\"PC-" + std::to_string(i) + "\" ほか28台、Microsoft 365 を含む）。";
    return note;
}

Answer unanswered(const Criterion& criterion) {
    Answer answer;
    answer.criterion = criterion.number;
    return answer;
}

Answer answer_of(const Criterion& criterion, std::size_t i) {
    Answer answer;
    answer.criterion = criterion.number;
    answer.version = 1;
    answer.note = long_note();
    constexpr AnswerState kStates[] = {AnswerState::Met,    AnswerState::Met,           AnswerState::Met,    AnswerState::Planned,
                                       AnswerState::NotMet, AnswerState::NotApplicable, AnswerState::Unknown};
    answer.state = kStates[i % std::size(kStates)];
    if (answer.state == AnswerState::Planned) {
        answer.planned_on = test::day("2027-03-31");
        answer.planned_owner = "総務課　田中（情報システム担当）";
    }
    if (answer.state == AnswerState::NotApplicable) answer.reason = "無線LANを使っていないため。";
    if (answer.state == AnswerState::Unknown) return unanswered(criterion);
    for (const auto& branch : criterion.branches)
        if (answer.state == AnswerState::Met && answer.branches.empty()) answer.branches.push_back(branch.key);
    return answer;
}

// A whole ★4 assessment: 153 criteria, every state, long words, evidence fresh, stale and undated.
ReportFacts full_report() {
    const auto& edition = test::edition_2026();
    const auto criteria = edition.criteria_for(4);
    Answers answers;
    ReportFacts facts{&edition, edition.level(4), {}, {}, {}, kNow, {}};
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        const auto& c = *criteria[i];
        Reported one{&c, answer_of(c, i), {}, {}, i % 11 == 0, {}};
        answers[c.number] = one.answer;
        one.evidence = {{"2026年度_情報セキュリティ規程_第3版（最終）.pdf", test::day("2026-04-01"), test::day("2026-11-01"),
                         test::day("2026-11-02"), false},
                        {"ledger_" + c.number + "_with_a_rather_long_file_name_that_must_break_somewhere.xlsx",
                         {},
                         {},
                         test::day("2024-01-15"),
                         true}};
        if (one.answer.state == AnswerState::Met)
            one.decision = Decision{c.number,
                                    1,
                                    i % 5 == 0 ? DecisionKind::Returned : DecisionKind::Confirmed,
                                    i % 5 == 0 ? "台帳の日付が去年のままです。" : "",
                                    false,
                                    "",
                                    "expert",
                                    kNow};
        if (i % 9 == 0)
            one.advice = {{"a", c.number, "次の見直しでは、予備機も台帳に入れてください。", "expert", "confirmer", 1, kNow}};
        facts.reported.push_back(std::move(one));
    }
    facts.total = progress(criteria, answers);
    facts.by_category = progress_by_category(criteria, answers);
    facts.held = ReportFacts::Held{
        {"o", "8700110005901", "株式会社ホシルベ精密製作所", "ホシルベ", "", "Hoshirube Precision Works Co., Ltd.", "13", "E26",
         31, "", true, Instant(0), 1},
        {"a",
         "o",
         edition.id(),
         4,
         {"company", "本社と第一工場の事務用のパソコン、サーバー、クラウド。工場の制御装置は除く。",
          "Office PCs, servers and cloud of the head office and factory 1; factory control systems are left out."},
         AssessmentState::Returned,
         1,
         "",
         "",
         kNow,
         1},
        {},
        {},
        {},
        {}};
    return facts;
}

std::string words_of(const pdf::Manuscript& manuscript) {
    std::string all;
    const auto add = [&](const pdf::Words& words) {
        for (const auto& span : words) all += span.text;
        all += "\n";
    };
    for (const auto& block : manuscript.blocks) {
        if (const auto* heading = std::get_if<pdf::Heading>(&block)) all += "# " + heading->text + "\n";
        if (const auto* paragraph = std::get_if<pdf::Paragraph>(&block)) add(paragraph->words);
        if (const auto* notice = std::get_if<pdf::Notice>(&block)) add(notice->words);
        if (const auto* items = std::get_if<pdf::Items>(&block))
            for (const auto& item : items->items) add(item);
        if (const auto* facts = std::get_if<pdf::Facts>(&block))
            for (const auto& [name, value] : facts->rows) add(value);
        if (const auto* table = std::get_if<pdf::Table>(&block))
            for (const auto& row : table->rows)
                for (const auto& cell : row) add(cell);
    }
    return all;
}

} // namespace

TEST(Report, NamesEveryCriterionGapsFirstAndLeavesNoTextMissing) {
    const auto texts = all_texts();
    const auto facts = full_report();
    for (const auto language : {Language::Japanese, Language::English}) {
        const auto words = words_of(report_manuscript(texts, language, facts));
        for (const auto* criterion : test::edition_2026().criteria_for(4))
            EXPECT_NE(words.find("# " + criterion->number + " "), words.npos) << criterion->number;
        EXPECT_EQ(words.find('{'), words.npos) << "a placeholder is open: " << words.substr(words.find('{'), 60);
        EXPECT_EQ(words.find("[report"), words.npos) << "a text is missing: " << words.substr(words.find("[report"), 60);
        const auto gaps = words.find(language == Language::English ? "# Criteria not met yet" : "# まだ満たしていない基準");
        EXPECT_LT(gaps, words.find("# 1-1-1-1 "));
        for (const auto* key : {"statement.not.guarantee", "statement.not.approval"})
            EXPECT_NE(words.find(texts.text(language, key)), words.npos) << key;
    }
}

TEST(Report, NeverShowsUnknownAsAnythingElse) {
    const auto texts = all_texts();
    auto facts = full_report();
    for (auto& one : facts.reported) one.answer = unanswered(*one.criterion);
    const auto words = words_of(report_manuscript(texts, Language::English, facts));
    EXPECT_EQ(words.find("\nMet\n"), words.npos);
    EXPECT_NE(words.find("Unknown (not answered)"), words.npos);
}

TEST(Report, OfAllCriteriaWithLongWordsStaysSmall) {
    const auto texts = all_texts();
    const auto facts = full_report();
    for (const auto language : {Language::Japanese, Language::English}) {
        const auto bytes = pdf::typeset(report_manuscript(texts, language, facts), test::typefaces());
        ASSERT_TRUE(bytes);
        EXPECT_LE(bytes->size(), 1'500'000U);
        // To look at: HOSHIRUBE_KEEP=folder unit_app --gtest_filter=Report.OfAll*
        if (const char* folder = std::getenv("HOSHIRUBE_KEEP"))
            std::ofstream(std::filesystem::path(folder) / ("report-full-" + std::string(to_tag(language)) + ".pdf"),
                          std::ios::binary)
                << *bytes;
    }
}

} // namespace hoshirube
