#pragma once

#include "formats/pdf/manuscript.h"
#include "formats/pdf/typeface.h"

namespace hoshirube::pdf {

// A PDF 1.7 file on A4: fonts embedded as subsets, text selectable, tagged (headings, tables, lists, links, language), with
// outline, contents and page numbers. The same manuscript and the same fonts give the same bytes.
//
// Errors   Invalid `pdf.font_unusable`.
// Cost     about 3 ms a page; see bench/README.md
// Source   ISO 32000-1; tagging after ISO 14289-1 (PDF/UA-1), to which no conformity is claimed
Result<std::string> typeset(const Manuscript&, const Typefaces&);

} // namespace hoshirube::pdf
