#pragma once

#include "app/assessment/exchange_form.h"

namespace hoshirube {

// An assessment as OSCAL 1.2.2: the answers as a system security plan, what was found as assessment results, what is planned or not
// met as a plan of action. UUIDs are derived from (assessment, criterion).
std::string oscal_ssp(const FormSource&, Instant now);
std::string oscal_results(const FormSource&, const Decisions& sent, Instant now);
// Errors   Conflict `oscal.nothing_planned`: an empty plan is no plan in OSCAL.
Result<std::string> oscal_poam(const FormSource&, Instant now);

// The answers of a system security plan, ours or another tool's. Rows count its implemented requirements.
//
// Errors   Invalid `oscal.not_ssp` {found}, `oscal.no_answers`; those of read_oscal.
Result<FiledAnswers> read_oscal_answers(const FormSource&, std::string_view bytes);

} // namespace hoshirube
