#include "app/assessment/exchange_form.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "formats/charset.h"
#include "support/catalogue.h"
#include "support/random.h"

namespace hoshirube {

namespace {

using test::edition_2026;

Texts product_texts() {
    const auto file = test::file_text(SOURCE_DIR "/texts/exchange.json");
    const std::string_view view = file;
    return std::move(*Texts::load(std::span(&view, 1)));
}

struct Firm {
    Texts texts = product_texts();
    Organisation organisation{"o", "8700110005901", "株式会社ホシルベ", "ホシルベ", "", "", "13", "E26", 31, "", true, Instant(0),
                              1};
    std::map<std::string, OfficialText> official;
    std::map<std::string, std::string> file_names{{"e1", "台帳 2026.xlsx"}};
    Present present{{"a1", "o", "2026-03-27", 4, {"company", "全社", ""}, AssessmentState::Draft, 0, {}, {}, Instant(0)},
                    &edition_2026(),
                    edition_2026().criteria_for(4),
                    {},
                    {{"1-2-1-1", "e1", {"", "", {}, {}}}},
                    {}};
    FormSource source() const { return {present, organisation, official, file_names, texts}; }
    Form form(Language language = Language::Japanese) const { return make_form(source(), language, test::day("2026-11-26")); }
};

std::string random_text(test::Random& random) {
    static const std::vector<std::string> kPieces{"=1+1", "'", "\"",   ",",      "\n", "①", "㈱",  "髙",
                                                  "〜",   "−", "台帳", "2026年", "+",  "@", "a b", "_x000D_"};
    std::string text;
    for (auto left = test::below(random, 8); left > 0; --left)
        text += kPieces[test::below(random, static_cast<std::uint32_t>(kPieces.size()))];
    return text;
}

// An answer as it would stand in the database: checked.
Answer random_answer(test::Random& random, const Criterion& c) {
    Answer answer;
    answer.criterion = c.number;
    answer.version = 1 + test::below(random, 5);
    for (const auto& branch : c.branches)
        if (test::below(random, 2) == 0) answer.branches.push_back(branch.key);
    answer.note = random_text(random);
    answer.reason = "該当する機器がない" + random_text(random);
    answer.planned_on = test::day("2026-12-01").plus_days(static_cast<int>(test::below(random, 300)));
    answer.planned_owner = "総務課";
    constexpr AnswerState kStates[] = {AnswerState::Met, AnswerState::NotMet, AnswerState::Planned, AnswerState::NotApplicable,
                                       AnswerState::Unknown};
    for (;;) {
        answer.state = kStates[test::below(random, 5)];
        if (auto tidy = checked(answer, c, edition_2026())) return *tidy;
        if (answer.state == AnswerState::Met) answer.branches = {c.branches[0].key, c.branches[1].key};
    }
}

std::string first_fault(const FiledAnswers& filed) {
    if (filed.faults.empty()) return "none";
    const auto& fault = filed.faults[0];
    return fault.error.key + " " + std::to_string(fault.row) + fault.column + " " + fault.criterion;
}

} // namespace

TEST(ExchangeForm, RoundTripOfAFullAssessmentChangesNothing) {
    test::for_seeds(12, [](test::Random& random) {
        Firm firm;
        for (const Criterion* c : firm.present.criteria)
            if (test::below(random, 10) > 0) firm.present.answers.emplace(c->number, random_answer(random, *c));
        const auto language = test::below(random, 2) == 0 ? Language::Japanese : Language::English;
        const auto form = firm.form(language);
        const auto cp932 = to_cp932(write_form_csv(form));
        ASSERT_TRUE(cp932) << cp932.error().params[0].second;
        for (const std::string& bytes : {write_form_xlsx(form), with_utf8_bom(write_form_csv(form)), *cp932}) {
            const auto filed = read_answers(firm.source(), bytes);
            ASSERT_TRUE(filed) << filed.error().key;
            EXPECT_EQ(first_fault(*filed), "none");
            EXPECT_EQ(filed->rows.size(), 153u);
            EXPECT_TRUE(filed->missing.empty());
            for (const auto& row : filed->rows) {
                Answer never;
                never.criterion = row.filed.answer.criterion;
                const auto found = firm.present.answers.find(never.criterion);
                EXPECT_EQ(merge(found == firm.present.answers.end() ? never : found->second, row.filed, travelled), Merge::Same)
                    << never.criterion;
                EXPECT_FALSE(row.is_evidence_changed);
            }
        }
    });
}

TEST(ExchangeForm, StandsInTheLayoutOfTheOfficialWorkbook) {
    const auto form = Firm().form();
    EXPECT_EQ(form.key, 10u) << "column L, behind the empty column A and counted from B";
    EXPECT_EQ(form.columns[5].title, "★3");
    EXPECT_EQ(form.columns[9].title, "★3/★4");
    EXPECT_EQ(form.columns[11].title, "評価基準（ほしるべの言い換え）") << "our words do not pass for the official text";
    EXPECT_EQ(form.rows.size(), 153u);
    EXPECT_EQ(form.rows[0][10], "1-1-1-1");
    Firm firm;
    firm.official["1-1-1-1"] = {"1-1-1-1", "要求", "公式の文\n"};
    EXPECT_EQ(firm.form().columns[11].title, "評価基準");
    EXPECT_EQ(firm.form().rows[0][11], "公式の文");
}

TEST(ExchangeForm, AFourthLevelNeedsDataOnly) {
    const std::string_view head =
        R"({"id":"2030-01-01","status":"final","title":{"ja":"a","en":"a"},"official_source_url":"","known_text_sha256":"","not_applicable":"any","levels":[
        {"star":3,"validity_years":1,"assurance":"expert_confirmation","name":{"ja":"a","en":"a"}},
        {"star":4,"validity_years":3,"assurance":"body_assessment","name":{"ja":"a","en":"a"}},
        {"star":5,"validity_years":2,"assurance":"body_assessment","name":{"ja":"a","en":"a"}}],
        "categories":[{"number":1,"ja":"a","en":"a"}],"sections":[{"number":"1-1","ja":"a","en":"a"}],"requirements":[{"number":"1-1-1","star":3,"ja":"a","en":"a"}]})";
    const auto criterion = [](const std::string& number, int star) {
        const std::string words = R"({"title":"t","question":"q","why":"w","todo":"t","proof":"p","example":"e"})";
        return R"({"number":")" + number + R"(","requirement":"1-1-1","star":)" + std::to_string(star) +
               R"(,"kind":"rule","effort":"day","proof":{"classes":[],"freshness_days":1},"references":{},"ja":)" + words +
               R"(,"en":)" + words + "}";
    };
    const auto list = "[" + criterion("1-1-1-1", 3) + "," + criterion("1-1-1-2", 5) + "]";
    const std::string_view view = list;
    const auto edition = Edition::parse(head, std::span(&view, 1));
    ASSERT_TRUE(edition);
    EXPECT_EQ(edition->criteria_for(5).size(), 2u);
    EXPECT_EQ(edition->criteria_for(4).size(), 1u);
    Firm firm;
    firm.present.edition = &*edition;
    firm.present.assessment.star = 5;
    firm.present.criteria = edition->criteria_for(5);
    const auto form = firm.form();
    EXPECT_EQ(form.columns[7].title, "★5");
    const auto filed = read_answers(firm.source(), write_form_xlsx(form));
    ASSERT_TRUE(filed);
    EXPECT_EQ(filed->rows.size(), 2u);
    EXPECT_EQ(progress(firm.present.criteria, {}).distance(), 2);
}

TEST(ExchangeForm, NamesRowAndColumnOfWhatItRefuses) {
    const Firm firm;
    struct Case {
        std::size_t column;
        std::string text, expected;
    };
    const auto plain = firm.form();
    const auto stamp = plain.rows[0].back();
    const Case cases[] = {
        {1, "別の分類", "exchange.official_changed 3B 1-1-1-1"}, {11, "書き換えた基準", "exchange.official_changed 3L 1-1-1-1"},
        {10, "9-9-9-9", "exchange.number_unknown 3K 9-9-9-9"},   {10, "1-1-1-2", "exchange.number_twice 4K 1-1-1-2"},
        {18, "△", "exchange.state_unreadable 3S 1-1-1-1"},       {19, "ない選択肢", "exchange.branch_unreadable 3T 1-1-1-1"},
        {22, "来週", "form.day_unreadable 3W 1-1-1-1"},          {25, "", "exchange.stamp_missing 3Z 1-1-1-1"},
        {25, "x", "exchange.stamp_broken 3Z 1-1-1-1"},           {25, "b" + stamp, "exchange.other_assessment 3Z 1-1-1-1"},
    };
    ASSERT_EQ(plain.columns[18].title, "答え");
    ASSERT_EQ(plain.columns.size(), 26u);
    for (const auto& c : cases) {
        auto form = plain;
        form.rows[0][c.column] = c.text;
        const auto filed = read_answers(firm.source(), write_form_csv(form));
        ASSERT_TRUE(filed) << filed.error().key;
        std::string all;
        for (const auto& fault : filed->faults)
            all += fault.error.key + " " + std::to_string(fault.row) + fault.column + " " + fault.criterion + "\n";
        EXPECT_NE(all.find(c.expected), all.npos) << c.expected << " not in " << all;
    }
}

// Opened by a double click and saved again: "1-1" and "1-1-1" are days then, in whatever form the country writes them.
TEST(ExchangeForm, TakesNumbersThatASpreadsheetMadeDaysOf) {
    const Firm firm;
    for (const auto& [section, requirement] :
         std::initializer_list<std::pair<const char*, const char*>>{{"1月2日", "2001/2/1"},
                                                                    {"2-Jan", "1/2/2001"},
                                                                    {"2026-01-02", "2001-02-01"},
                                                                    {"02.Jan", "2001-02-01T00:00:00"},
                                                                    {"1/2", "1/2/01"}}) {
        auto form = firm.form();
        ASSERT_EQ(form.rows[3][4], "1-2-1");
        form.rows[3][2] = section;
        form.rows[3][4] = requirement;
        const auto filed = read_answers(firm.source(), write_form_csv(form));
        ASSERT_TRUE(filed);
        EXPECT_EQ(first_fault(*filed), "none") << section << " " << requirement;
    }
    for (const char* other : {"1-3", "2-1", "1月3日", "3-Jan", "12"}) {
        auto form = firm.form();
        form.rows[3][2] = other;
        EXPECT_EQ(first_fault(*read_answers(firm.source(), write_form_csv(form))), "exchange.official_changed 6C 1-2-1-1")
            << other;
    }
}

TEST(ExchangeForm, SaysThatARowSomebodyAddedHasNoNumber) {
    auto form = Firm().form();
    auto added = std::vector<std::string>(form.columns.size());
    added[21] = "社内のメモ";
    form.rows.insert(form.rows.begin() + 2, std::move(added));
    EXPECT_EQ(first_fault(*read_answers(Firm().source(), write_form_csv(form))), "exchange.number_missing 5K ");
}

TEST(ExchangeForm, TakesTheGuardOfItsCsvOffAWorkbookMadeFromIt) {
    Firm firm;
    Answer answer;
    answer.criterion = "1-1-1-1";
    answer.version = 1;
    answer.state = AnswerState::Met;
    answer.note = "=1+1";
    firm.present.answers.emplace(answer.criterion, answer);
    auto form = firm.form();
    for (const auto& [typed, read] :
         std::initializer_list<std::pair<const char*, const char*>>{{"'=1+1", "=1+1"}, {"=1+1", "=1+1"}, {"'=1+2", "'=1+2"}}) {
        form.rows[0][21] = typed;
        const auto filed = read_answers(firm.source(), write_form_xlsx(form));
        ASSERT_TRUE(filed);
        EXPECT_EQ(filed->rows[0].filed.answer.note, read);
    }
}

TEST(ExchangeForm, ReadsAlternativesWrittenOneAfterTheOther) {
    const Firm firm;
    auto form = firm.form();
    const auto& criteria = firm.present.criteria;
    const auto at = static_cast<std::size_t>(
        std::find_if(criteria.begin(), criteria.end(), [](const auto* c) { return c->number == "4-1-3-3"; }) - criteria.begin());
    const auto& branches = criteria[at]->branches;
    for (const char* between : {"、", "; ", " / ", "\n"}) {
        form.rows[at][19] = branches[1].words.ja + between + branches[0].words.ja;
        const auto filed = read_answers(firm.source(), write_form_csv(form));
        ASSERT_TRUE(filed);
        EXPECT_EQ(first_fault(*filed), "none") << between;
        EXPECT_EQ(filed->rows[at].filed.answer.branches, (std::vector<std::string>{"knowledge", "possession"}));
    }
}

TEST(ExchangeForm, ReadsHalfAndFullWidthAndBothLanguages) {
    const Firm firm;
    auto form = firm.form();
    form.rows[0][10] = "１－１－１－１";
    form.rows[0][18] = "planned";
    form.rows[0][22] = "令和８年１２月１日";
    form.rows[0][23] = "総務課";
    const auto filed = read_answers(firm.source(), write_form_csv(form));
    ASSERT_TRUE(filed);
    ASSERT_EQ(first_fault(*filed), "none");
    EXPECT_EQ(filed->rows[0].filed.answer.state, AnswerState::Planned);
    EXPECT_EQ(filed->rows[0].filed.answer.planned_on->iso8601(), "2026-12-01");
}

} // namespace hoshirube
