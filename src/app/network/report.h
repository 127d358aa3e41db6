#pragma once

#include "app/network/view.h"
#include "formats/pdf/typeface.h"
#include "texts/texts.h"

namespace hoshirube {

// The answers as files: for each the JSON whole, its main table as CSV and its figure as SVG, in a folder. All return a summary that
// lists the files. Files appear whole or not at all; the same answer gives the same bytes.

// What figures are drawn with: words in one language and, where typefaces are lent, a PNG beside each SVG.
struct Pens {
    const Texts& texts;
    Language language;
    const pdf::Typefaces* faces = nullptr;
};

struct ReportOrder {
    std::string impact; // impact.csv
    std::string out;    // Folder.
    std::size_t count = 50, firms_a_sector = 3;
};
Result<Json> write_report(Workbench&, const Pens&, const Analysis&, const ReportOrder&);
// The same tables for pages, under three lines that say what the figures are; of "profile", "size", "sectors", "prefectures",
// "cascade", "exposure", "noise", "outage" and "plan". `ranked` as ranked_list_json.
std::string figure_csv(const std::string& figure, const Json& answer);
std::string ranked_csv(const Json& ranked);
Result<Json> write_cascade(Workbench&, const Pens&, const Json& cascade, const std::string& out);
Result<Json> write_outage(Workbench&, const Pens&, const Json& outage, const std::string& out);
Result<Json> write_exposure(Workbench&, const Json& exposure, const std::string& out);
Result<Json> write_plan(Workbench&, const Pens&, const Json& plan, const std::string& out);
Result<Json> write_noise(Workbench&, const Pens&, const Json& noise, const std::string& out);

} // namespace hoshirube
