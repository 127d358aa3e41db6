#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "scheme/catalogue/edition.h"

namespace hoshirube {

// What the firm says about one criterion. Stored by name: never rename.
// Planned is not done; Unknown is never shown as anything else.
enum class AnswerState { Unknown, Met, NotMet, Planned, NotApplicable };
std::string_view to_text(AnswerState);
Result<AnswerState> parse_answer_state(std::string_view text); // Invalid `answer.state_unknown`.

struct Answer {
    std::string criterion;
    AnswerState state = AnswerState::Unknown;
    std::vector<std::string> branches; // Keys of the alternatives taken; empty where the criterion offers none.
    std::string note;
    std::string reason; // Why the criterion does not apply.
    std::optional<Day> planned_on;
    std::string planned_owner;
    std::int64_t version = 0; // Counts saves of this answer; 0 means never saved.
    std::string updated_by;   // Person id.
    std::optional<Instant> updated_at;
};

// One file behind an answer as an expert judges it: what it holds, what it is called, and the time it speaks for.
struct JudgedFile {
    std::string sha256, file_name;
    std::optional<Day> effective_from, effective_to;
    auto operator<=>(const JudgedFile&) const = default;
};
// The files that stand behind answers, by criterion number; those of one criterion sorted.
using JudgedFiles = std::map<std::string, std::vector<JudgedFile>>;
const std::vector<JudgedFile>& files_behind(const JudgedFiles&,
                                            const std::string& criterion); // None where nothing stands behind it.
using Answers = std::map<std::string, Answer>;                             // By criterion number.

// Checks one answer against its criterion and tidies its texts. Fields that its state does not use are cleared.
//
// Rule     Planned needs a date and an owner; "does not apply" needs a reason, and by the edition's setting is open
//          only where the criterion has a condition; branches must be the criterion's; Met needs as
//          many as the criterion asks for (mostly one).
// Source   docs/rules.md#answers, #alternatives, #not-applicable
// Errors   Invalid `answer.branch_missing`, `answer.branch_unknown`, `answer.plan_date_missing`,
//          `answer.plan_owner_missing`, `answer.reason_missing`, `answer.not_conditional`, `text.*`, field named.
Result<Answer> checked(Answer typed, const Criterion& criterion, const Edition& edition);

// SHA-256 over what an expert judges: state, branches, note, reason, and the files with their names and periods. A decision is
// bound to it, so that a later change of the answer lapses the decision and a save without change does not.
std::string answer_digest(const Answer& answer, const std::vector<JudgedFile>& files);

// Whole criteria, never a score: a star asks for all of them.
struct Progress {
    int criteria = 0, met = 0, not_applicable = 0, planned = 0, not_met = 0, unknown = 0;
    int distance() const { return criteria - met - not_applicable; } // Criteria still to meet.
};
Progress progress(const std::vector<const Criterion*>& criteria, const Answers& answers);
std::map<int, Progress> progress_by_category(const std::vector<const Criterion*>& criteria, const Answers& answers);

// Which part of the firm the star speaks for.
struct Scope {
    std::string kind;        // "group", "company" or "departments".
    std::string description; // Japanese; what is in and what is left out.
    std::string description_en;
    bool operator==(const Scope&) const = default;
};
Result<Scope> checked(Scope typed);     // Invalid `scope.kind_unknown`, `text.*`; field named.
std::string scope_digest(const Scope&); // SHA-256 over all of it: the expert names by it the scope that was read.

// Whether both speak for the same part of the firm. The company is one and so is the group, whatever words describe it; departments
// are told apart by their description, in which blanks, punctuation and the width of letters do not count.
bool is_same_part(const Scope&, const Scope&);

// Stored by name: never rename.
enum class AssessmentState { Draft, Submitted, Returned, Confirmed, Declared, Registered };
std::string_view to_text(AssessmentState);
Result<AssessmentState> parse_assessment_state(std::string_view text);
// Something stands under a seal that a change would break.
constexpr bool is_sealed(AssessmentState state) {
    return state == AssessmentState::Confirmed || state == AssessmentState::Declared;
}

struct Assessment {
    std::string id, organisation_id, edition;
    int star;
    Scope scope;
    AssessmentState state = AssessmentState::Draft;
    int round = 0;            // Counts submissions: the first is 1.
    std::string confirmer_id; // The named expert; empty before the first submission.
    std::string remark;       // Why the register refused it last; empty otherwise.
    Instant opened_at;
    std::int64_t version = 1; // Counts changes of this head, not of the answers.
};

// --- The order of acts. Each function changes the state or says why not. ------------------------------------
//
//   draft → submitted → confirmed → declared → registered
//   submitted → returned → submitted …      (the expert sends criteria back)
//   confirmed/declared → submitted          (after a change of the answers: the seal is broken, confirm again)
//   declared → confirmed                    (the register refuses: declare again)
//
// Source   scheme-facts 2.2; docs/rules.md#order-of-acts
// Errors   Conflict `assessment.out_of_order` {state, act}.

// Answers, scope and evidence may change in every state but Submitted (the expert is reading: take it back first)
// and Registered (the star stands: open the next assessment).
Result<Done> check_editable(const Assessment&);

// Refuses a second assessment beside an open one: two sets of answers on the same question would drift apart, and nobody could say
// which is the firm's. `of_firm` may hold `wanted` itself.
//
// Rule     A firm has at most one assessment open (not yet registered) of a star, in an edition, for a part of the firm. Another
//          edition is another list of questions, so moving to it leaves the older assessment open.
// Source   ours; docs/rules.md#one-open-assessment
// Errors   Conflict `assessment.open_already` {star, day, assessment}: the one that is open, and the day it was opened.
Result<Done> check_only_open(const Assessment& wanted, const std::vector<Assessment>& of_firm);

// Errors   also Conflict `assessment.not_complete` {missing}: criteria neither met nor not applicable, by number.
//          Conflict `assessment.seal_intact`: confirmed already and nothing has changed since.
Result<Done> submit(Assessment&, std::string confirmer_id, const std::vector<const Criterion*>& criteria, const Answers& answers,
                    bool is_seal_intact);
Result<Done> take_back(Assessment&);                               // submitted → draft, by the applicant.
Result<Done> send_back(Assessment&);                               // submitted → returned, by the expert.
Result<Done> mark_confirmed(Assessment&);                          // submitted → confirmed.
Result<Done> mark_declared(Assessment&);                           // confirmed → declared.
Result<Done> refuse_registration(Assessment&, std::string reason); // declared → confirmed.
Result<Done> mark_registered(Assessment&);                         // declared → registered.

} // namespace hoshirube
