#include "scheme/assessment/merge.h"

#include <gtest/gtest.h>

namespace hoshirube {

namespace {

const Travelled kAsIs = [](std::string_view text) { return std::string(text); };

Answer answer(AnswerState state, std::string note, std::int64_t version) {
    Answer a;
    a.criterion = "1-1-1-1";
    a.state = state;
    a.note = std::move(note);
    a.version = version;
    return a;
}

} // namespace

TEST(Merge, NeverOverwritesWhatIsNewerHereInSilence) {
    const auto exported = answer(AnswerState::Met, "a", 3);
    const auto digest = form_digest(exported, kAsIs);
    struct Case {
        Answer ours, filed;
        Merge expected;
        const char* why;
    };
    const Case cases[] = {
        {answer(AnswerState::Met, "a", 3), answer(AnswerState::Met, "a", 3), Merge::Same, "nobody touched it"},
        {answer(AnswerState::Met, "a", 3), answer(AnswerState::Met, "b", 3), Merge::Theirs, "only the file changed"},
        {answer(AnswerState::Met, "c", 4), answer(AnswerState::Met, "a", 3), Merge::Ours, "only we changed"},
        {answer(AnswerState::Met, "c", 4), answer(AnswerState::Met, "b", 3), Merge::Conflict, "both changed"},
        {answer(AnswerState::Met, "b", 4), answer(AnswerState::Met, "b", 3), Merge::Same, "both changed to the same"},
        {answer(AnswerState::NotMet, "a", 9), answer(AnswerState::Planned, "a", 3), Merge::Conflict, "the state counts, too"},
    };
    for (const auto& c : cases) EXPECT_EQ(merge(c.ours, {c.filed, digest}, kAsIs), c.expected) << c.why;
}

TEST(Merge, TakesAnAnswerWhereNoneWasBefore) {
    Answer never;
    never.criterion = "1-1-1-1";
    EXPECT_EQ(merge(never, {answer(AnswerState::Met, "a", 0), form_digest(never, kAsIs)}, kAsIs), Merge::Theirs);
    EXPECT_EQ(merge(answer(AnswerState::NotMet, "", 1), {answer(AnswerState::Met, "a", 0), form_digest(never, kAsIs)}, kAsIs),
              Merge::Conflict);
}

TEST(FormDigest, ChangesWithEverythingAFormLetsAPersonChange) {
    const auto base = answer(AnswerState::Planned, "a", 1);
    const auto digest = form_digest(base, kAsIs);
    auto other = base;
    other.branches = {"x"};
    EXPECT_NE(form_digest(other, kAsIs), digest);
    for (auto field : {&Answer::note, &Answer::reason, &Answer::planned_owner}) {
        other = base;
        other.*field += "z";
        EXPECT_NE(form_digest(other, kAsIs), digest);
    }
    other = base;
    other.planned_on = *Day::parse("2026-12-01");
    EXPECT_NE(form_digest(other, kAsIs), digest);
    other = base;
    other.version = 7;
    EXPECT_EQ(form_digest(other, kAsIs), digest);
}

} // namespace hoshirube
