#pragma once

#include "app/act.h"

namespace hoshirube {

// An assessment as a PDF that an office files: in the viewer's language, what is missing first, then every criterion with
// answer, proof and what the expert said. Who may read the assessment may print it; decisions the expert has not sent yet
// stay out.
//
// Errors   as Permission::ReadAssessment; Unavailable `pdf.font_missing` {path, package}.
Result<std::string> report_pdf(World&, const Viewer&, const std::string& assessment_id);

// All criteria of a star with room for the answers, for those who begin on paper.
//
// Errors   NotFound `edition.unknown`; Invalid `assessment.star_unknown`; Unavailable `pdf.font_missing`.
struct BlankForm {
    std::string edition;
    int star;
    Language language;
    Instant made_at;
};
Result<std::string> blank_report_pdf(const Shelf&, const Texts&, const Press&, const BlankForm&);

} // namespace hoshirube
