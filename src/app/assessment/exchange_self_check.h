#pragma once

#include "app/assessment/exchange_form.h"

namespace hoshirube {

// The answers as a self-check file, for the page that works without a server: what was answered here, each with its stamp.
std::string self_check_of(const FormSource&, const Profile&, Instant now);

// Reads a self-check file back. Rows count its answers. An answer without our stamp counts as made before anything was answered here.
//
// Errors   as read_self_check() and check_fits(): the file as a whole cannot be read; Invalid `self_check.other_assessment`: it was
//          taken out of another assessment.
Result<FiledAnswers> read_self_check_answers(const FormSource&, std::string_view bytes);

} // namespace hoshirube
