#include <gtest/gtest.h>

#include "scheme/assessment/declaration.h"
#include "scheme/assessment/evidence.h"
#include "scheme/assessment/review.h"
#include "support/catalogue.h"

namespace hoshirube {

using test::day, test::edition_2026;

Answer answer(std::string criterion, AnswerState state) {
    Answer a;
    a.criterion = std::move(criterion);
    a.state = state;
    return a;
}

Result<Answer> check(const Answer& a) { return checked(a, *edition_2026().find(a.criterion), edition_2026()); }

TEST(Answer, NeedsWhatItsStateClaims) {
    auto planned = answer("1-2-1-1", AnswerState::Planned);
    EXPECT_EQ(check(planned).error().key, "answer.plan_date_missing");
    planned.planned_on = day("2026-12-01");
    EXPECT_EQ(check(planned).error().key, "answer.plan_owner_missing");
    planned.planned_owner = "髙木";
    EXPECT_TRUE(check(planned));
    planned.state = AnswerState::Met;
    EXPECT_FALSE(check(planned)->planned_on) << "what is met carries no plan";
}

TEST(Answer, DoesNotApplyOnlyWhereTheCriterionHasACondition) {
    auto unconditional = answer("1-2-1-1", AnswerState::NotApplicable);
    unconditional.reason = "なし";
    EXPECT_EQ(check(unconditional).error().key, "answer.not_conditional");
    auto conditional = answer("4-1-2-4", AnswerState::NotApplicable);
    EXPECT_EQ(check(conditional).error().key, "answer.reason_missing");
    conditional.reason = "開発をしていない";
    EXPECT_TRUE(check(conditional));
}

TEST(Answer, NamesTheAlternativesItTakes) {
    auto met = answer("4-1-3-3", AnswerState::Met); // Two kinds of proof of four.
    EXPECT_EQ(check(met).error().key, "answer.branch_missing");
    met.branches = {"possession"};
    EXPECT_EQ(check(met).error().key, "answer.branch_missing") << "one kind is not two";
    met.branches = {"possession", "possession"};
    EXPECT_EQ(check(met).error().key, "answer.branch_missing") << "the same twice is one";
    met.branches = {"possession", "knowledge"};
    EXPECT_EQ(check(met)->branches, (std::vector<std::string>{"knowledge", "possession"}));
    met.branches = {"telepathy", "knowledge"};
    EXPECT_EQ(check(met).error().key, "answer.branch_unknown");
    auto undecided = answer("4-1-3-3", AnswerState::NotMet);
    EXPECT_TRUE(check(undecided)) << "what is not met need not choose";
}

TEST(AnswerDigest, ChangesWithWhatAnExpertJudgesAndWithNothingElse) {
    auto a = answer("1-2-1-1", AnswerState::Met);
    a.note = "体制表";
    const JudgedFile f1{"f1", "体制表.pdf", day("2026-04-01"), {}}, f2{"f2", "議事録.pdf", {}, {}};
    const auto digest = answer_digest(a, {f1, f2});
    EXPECT_EQ(answer_digest(a, {f2, f1}), digest) << "the order of files says nothing";
    auto saved_again = a;
    saved_again.version = 9;
    saved_again.updated_by = "someone";
    EXPECT_EQ(answer_digest(saved_again, {f1, f2}), digest);
    for (auto change : {+[](Answer& x) { x.note += "。"; }, +[](Answer& x) { x.state = AnswerState::NotMet; },
                        +[](Answer& x) { x.branches = {"b"}; }, +[](Answer& x) { x.reason = "r"; }}) {
        auto changed = a;
        change(changed);
        EXPECT_NE(answer_digest(changed, {f1, f2}), digest);
    }
    EXPECT_NE(answer_digest(a, {f1}), digest);
    for (auto correct : {+[](JudgedFile& p) { p.file_name = "別.pdf"; }, +[](JudgedFile& p) { p.effective_from.reset(); },
                         +[](JudgedFile& p) { p.effective_to = p.effective_from; }}) {
        auto corrected = f1;
        correct(corrected);
        EXPECT_NE(answer_digest(a, {corrected, f2}), digest);
    }
}

TEST(Progress, CountsWholeCriteriaAndNeverTakesUnknownOrPlannedForDone) {
    const auto criteria = edition_2026().criteria_for(3);
    Answers answers;
    answers["1-2-1-1"] = answer("1-2-1-1", AnswerState::Met);
    answers["1-2-1-2"] = answer("1-2-1-2", AnswerState::Planned);
    answers["4-1-2-4"] = answer("4-1-2-4", AnswerState::NotApplicable);
    answers["1-1-1-1"] = answer("1-1-1-1", AnswerState::Met); // ★4 only: does not count.
    const auto p = progress(criteria, answers);
    EXPECT_EQ(p.criteria, 81);
    EXPECT_EQ(p.met, 1);
    EXPECT_EQ(p.not_applicable, 1);
    EXPECT_EQ(p.planned, 1);
    EXPECT_EQ(p.unknown, 78);
    EXPECT_EQ(p.distance(), 79);
    int sum = 0;
    for (const auto& [category, one] : progress_by_category(criteria, answers)) sum += one.criteria;
    EXPECT_EQ(sum, 81);
}

Answers all_met() {
    Answers answers;
    for (const Criterion* c : edition_2026().criteria_for(3)) {
        auto a = answer(c->number, AnswerState::Met);
        a.version = 1;
        answers[c->number] = a;
    }
    return answers;
}

Assessment in_state(AssessmentState state, int round = 1) {
    return {"a", "o", "2026-03-27", 3, {"company", "全社", ""}, state, round, "expert", "", Instant(0)};
}

TEST(OrderOfActs, IsTheOneOfTheScheme) {
    using S = AssessmentState;
    struct Case {
        S from;
        const char* act;
        bool allowed;
        S to;
    };
    const Case cases[] = {
        {S::Draft, "submit", true, S::Submitted},        {S::Returned, "submit", true, S::Submitted},
        {S::Submitted, "submit", false, S::Submitted},   {S::Registered, "submit", false, S::Registered},
        {S::Confirmed, "submit", true, S::Submitted},    {S::Declared, "submit", true, S::Submitted},
        {S::Submitted, "take_back", true, S::Draft},     {S::Draft, "take_back", false, S::Draft},
        {S::Submitted, "send_back", true, S::Returned},  {S::Confirmed, "send_back", false, S::Confirmed},
        {S::Submitted, "confirm", true, S::Confirmed},   {S::Draft, "confirm", false, S::Draft},
        {S::Returned, "confirm", false, S::Returned},    {S::Confirmed, "declare", true, S::Declared},
        {S::Submitted, "declare", false, S::Submitted},  {S::Declared, "declare", false, S::Declared},
        {S::Declared, "register", true, S::Registered},  {S::Confirmed, "register", false, S::Confirmed},
        {S::Draft, "register", false, S::Draft},         {S::Declared, "refuse", true, S::Confirmed},
        {S::Registered, "refuse", false, S::Registered},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(std::string(to_text(c.from)) + " " + c.act);
        auto a = in_state(c.from);
        const std::string act = c.act;
        const Result<Done> done = act == "submit"      ? submit(a, "e", edition_2026().criteria_for(3), all_met(), false)
                                  : act == "take_back" ? take_back(a)
                                  : act == "send_back" ? send_back(a)
                                  : act == "confirm"   ? mark_confirmed(a)
                                  : act == "declare"   ? mark_declared(a)
                                  : act == "register"  ? mark_registered(a)
                                                       : refuse_registration(a, "r");
        EXPECT_EQ(static_cast<bool>(done), c.allowed);
        EXPECT_EQ(a.state, c.to);
        if (!done) { EXPECT_EQ(done.error().key, "assessment.out_of_order"); }
    }
}

TEST(Submission, NeedsEveryCriterionMetOrNotApplicable) {
    for (const auto state : {AnswerState::Unknown, AnswerState::Planned, AnswerState::NotMet}) {
        auto a = in_state(AssessmentState::Draft, 0);
        auto answers = all_met();
        answers["7-1-1-1"].state = state;
        const auto refused = submit(a, "e", edition_2026().criteria_for(3), answers, false);
        EXPECT_EQ(refused.error().key, "assessment.not_complete");
        EXPECT_EQ(refused.error().params[0].second, "7-1-1-1");
        EXPECT_EQ(a.round, 0);
    }
    auto a = in_state(AssessmentState::Confirmed);
    EXPECT_EQ(submit(a, "e", edition_2026().criteria_for(3), all_met(), true).error().key, "assessment.seal_intact");
}

Assessment opened(std::string id, int star, std::string edition, Scope scope) {
    auto a = in_state(AssessmentState::Draft);
    a.id = std::move(id);
    a.star = star;
    a.edition = std::move(edition);
    a.scope = std::move(scope);
    return a;
}

TEST(OpenAssessment, IsTheOnlyOneOfItsStarEditionAndPart) {
    const Scope company{"company", "全社", ""}, sales{"departments", "営業部", ""}, works{"departments", "工場", ""};
    const auto open = opened("open", 3, "2026-03-27", company);
    struct Case {
        Assessment wanted;
        bool is_refused;
        std::string_view why;
    };
    const Case cases[] = {
        {opened("new", 3, "2026-03-27", company), true, "the same again"},
        {opened("new", 3, "2026-03-27", {"company", "すべての部門", ""}), true, "the company in other words"},
        {opened("new", 4, "2026-03-27", company), false, "another star asks for more"},
        {opened("new", 3, "2025-12-26", company), false, "another edition asks other questions"},
        {opened("new", 3, "2026-03-27", sales), false, "a department"},
        {opened("new", 3, "2026-03-27", {"group", "全社", ""}), false, "the group"},
        {open, false, "itself"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto verdict = check_only_open(c.wanted, {opened("works", 3, "2026-03-27", works), open});
        ASSERT_EQ(!verdict, c.is_refused);
        if (!verdict) { EXPECT_EQ(*verdict.error().param("assessment"), "open"); }
    }
    auto registered = open;
    registered.state = AssessmentState::Registered;
    EXPECT_TRUE(check_only_open(opened("next", 3, "2026-03-27", company), {registered})) << "the next year's";
}

TEST(Scope, IsOnePartForACompanyHoweverDescribed) {
    EXPECT_TRUE(is_same_part({"company", "全社", ""}, {"company", "すべて", ""}));
    EXPECT_TRUE(is_same_part({"departments", "営業部 サーバー室", ""}, {"departments", "営業部・ｻｰﾊﾞｰ室", "Sales"}))
        << "folded as a search folds";
    EXPECT_FALSE(is_same_part({"departments", "営業部", ""}, {"departments", "工場", ""}));
    EXPECT_FALSE(is_same_part({"company", "全社", ""}, {"group", "全社", ""}));
}

TEST(Scope, IsNamedByAllOfItsWords) {
    const Scope scope{"company", "全社", "The whole company"};
    for (const Scope& other : {Scope{"group", "全社", "The whole company"}, Scope{"company", "本社", "The whole company"},
                               Scope{"company", "全社", ""}})
        EXPECT_NE(scope_digest(other), scope_digest(scope)) << "an expert who read one has not read the other";
    EXPECT_EQ(scope_digest(Scope(scope)), scope_digest(scope));
}

TEST(Editing, IsClosedWhileTheExpertReadsAndOnceTheStarStands) {
    for (const auto state :
         {AssessmentState::Draft, AssessmentState::Returned, AssessmentState::Confirmed, AssessmentState::Declared})
        EXPECT_TRUE(check_editable(in_state(state)));
    EXPECT_EQ(check_editable(in_state(AssessmentState::Submitted)).error().key, "assessment.being_reviewed");
    EXPECT_EQ(check_editable(in_state(AssessmentState::Registered)).error().key, "assessment.registered_already");
}

Decision decision(const Answer& a, DecisionKind kind) {
    return {a.criterion,          1,   kind,      kind == DecisionKind::Returned ? "証跡が古い" : "", false,
            answer_digest(a, {}), "e", Instant(0)};
}

TEST(Decision, NeedsAReasonToReturnAndAgreementToNotApplicable) {
    auto na = answer("4-1-2-4", AnswerState::NotApplicable);
    auto d = decision(na, DecisionKind::Confirmed);
    EXPECT_EQ(checked(d, na).error().key, "review.agreement_missing");
    d.agrees_not_applicable = true;
    EXPECT_TRUE(checked(d, na));
    const auto open = answer("1-2-1-1", AnswerState::Planned);
    EXPECT_EQ(checked(decision(open, DecisionKind::Confirmed), open).error().key, "review.answer_open");
    auto returned = decision(open, DecisionKind::Returned);
    EXPECT_TRUE(checked(returned, open));
    returned.reason = " ";
    EXPECT_EQ(checked(returned, open).error().key, "review.reason_missing");
}

TEST(Review, ConfirmsOnlyWhatWasJudgedAsItStandsNow) {
    const auto criteria = edition_2026().criteria_for(3);
    auto answers = all_met();
    Decisions decisions;
    for (const auto& [number, a] : answers) decisions.insert_or_assign(number, decision(a, DecisionKind::Confirmed));
    EXPECT_EQ(*outcome(criteria, answers, {}, decisions), Outcome::Confirm);

    auto missing = decisions;
    missing.erase("5-1-1-1");
    EXPECT_EQ(outcome(criteria, answers, {}, missing).error().params[0].second, "1");

    auto changed = answers;
    changed["5-1-1-1"].note = "後から書き足した";
    EXPECT_EQ(outcome(criteria, changed, {}, decisions).error().key, "review.not_finished")
        << "a changed answer lapses its decision";
    EXPECT_EQ(outcome(criteria, answers, {{"5-1-1-1", {JudgedFile{"f", "f.pdf", {}, {}}}}}, decisions).error().key,
              "review.not_finished")
        << "so does new evidence";

    auto returned = missing;
    returned.insert_or_assign("1-2-1-1", decision(answers["1-2-1-1"], DecisionKind::Returned));
    EXPECT_EQ(*outcome(criteria, answers, {}, returned), Outcome::SendBack) << "one returned is enough to send back";
}

Confirmation confirmation() { return {"a", 1, "e", "荻野", "riss", "1", day("2028-03-31"), Instant(1'700'000'000'000), "", ""}; }

std::string form_of(const Answers& answers, const JudgedFiles& evidence = {},
                    const Assessment& a = in_state(AssessmentState::Confirmed), const Confirmation& c = confirmation()) {
    const Organisation o{"o", "8700110005901", "株式会社ホシルベ", "ホシルベ", "", "", "13", "E26", 31, "", true, Instant(0), 1};
    return canonical_form(o, edition_2026(), a, answers, evidence, {}, c);
}

TEST(Seal, BreaksVisiblyWithAnyChange) {
    auto answers = all_met();
    const auto sealed = form_of(answers);
    EXPECT_TRUE(departures(sealed, form_of(answers)).empty());
    auto changed = answers;
    changed["4-3-4-1"].note = "x";
    changed["4-3-4-2"].branches = {"x"};
    EXPECT_EQ(departures(sealed, form_of(changed)), (std::vector<std::string>{"4-3-4-1", "4-3-4-2"}));
    const JudgedFile proof{"f", "体制表.pdf", day("2026-04-01"), {}};
    const auto proved = form_of(answers, {{"1-2-1-1", {proof}}});
    EXPECT_EQ(departures(sealed, proved), std::vector<std::string>{"1-2-1-1"});
    for (auto correct :
         {+[](JudgedFile& p) { p.file_name = "別.pdf"; }, +[](JudgedFile& p) { p.effective_from = day("2026-04-02"); },
          +[](JudgedFile& p) { p.effective_to = day("2027-03-31"); }}) {
        auto corrected = proof;
        correct(corrected);
        EXPECT_EQ(departures(proved, form_of(answers, {{"1-2-1-1", {corrected}}})), std::vector<std::string>{"1-2-1-1"})
            << "what a file is called and which time it speaks for were confirmed with it";
    }
    auto other_scope = in_state(AssessmentState::Confirmed);
    other_scope.scope.description = "本社のみ";
    EXPECT_EQ(departures(sealed, form_of(answers, {}, other_scope)), std::vector<std::string>{"scope"});
    auto other_confirmer = confirmation();
    other_confirmer.qualification_number = "2";
    EXPECT_EQ(departures(sealed, form_of(answers, {}, in_state(AssessmentState::Confirmed), other_confirmer)),
              std::vector<std::string>{"confirmer"});
    EXPECT_EQ(departures(sealed.substr(1), sealed), std::vector<std::string>{"form"})
        << "a damaged stored form is no proof of anything";
}

TEST(Seal, DoesNotDependOnStateOrOnWhoSavedWhen) {
    auto answers = all_met();
    const auto sealed = form_of(answers);
    answers["1-2-1-1"].version = 7;
    answers["1-2-1-1"].updated_at = Instant(5);
    EXPECT_EQ(form_of(answers, {}, in_state(AssessmentState::Registered)), sealed);
}

TEST(Seal, HasACodePeopleCanCompare) {
    EXPECT_EQ(seal_code(std::string(64, '0')), "0000-0000-0000-0000");
    EXPECT_EQ(seal_code(std::string(64, 'f')), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
}

TEST(Evidence, IsCleanedAndJudgedByThePeriodItSpeaksFor) {
    Evidence e{"i",
               "o",
               "h",
               "C:\\temp\\..\\台帳.xlsx",
               "x",
               1,
               day("2026-04-01"),
               day("2026-04-30"),
               "",
               "p",
               *Instant::parse("2026-11-01T00:00:00.000Z")};
    EXPECT_EQ(checked(e)->file_name, "台帳.xlsx");
    EXPECT_FALSE(is_stale(e, 30, day("2026-05-30")));
    EXPECT_TRUE(is_stale(e, 30, day("2026-05-31"))) << "the upload in November does not make April fresh";
    e.effective_from.reset();
    e.effective_to.reset();
    EXPECT_FALSE(is_stale(e, 30, day("2026-12-01")));
    auto reversed = e;
    reversed.effective_from = day("2026-05-02");
    reversed.effective_to = day("2026-05-01");
    EXPECT_EQ(checked(reversed).error().key, "evidence.period_reversed");
    auto nameless = e;
    nameless.file_name = "a/..";
    EXPECT_EQ(checked(nameless).error().key, "evidence.name_missing");
}

} // namespace hoshirube
