#pragma once

#include <string>

#include "formats/pdf/typeface.h"

namespace hoshirube {

// A figure of chart.h as PNG, drawn from its SVG, so that the two never differ. Its title and description go along as text chunks.
//
// `svg` must be what chart.h made: it draws the elements that stand there and no others.
// Units    two pixels a unit of the figure.
// Cost     some tens of milliseconds; a heat map of 89 by 89 a few hundred.
std::string chart_png(const std::string& svg, const pdf::Typefaces&, const std::string& language);

} // namespace hoshirube
