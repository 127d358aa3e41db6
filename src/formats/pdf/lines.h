#pragma once

#include <memory>
#include <string>
#include <vector>

#include "formats/pdf/manuscript.h"
#include "formats/pdf/typeface.h"

namespace hoshirube::pdf {

// A stretch of one line in one weight and ink.
struct Run {
    Weight weight = Weight::Regular;
    Ink ink = Ink::Text;
    std::string link;
    std::string text; // Its characters; the clusters of its glyphs count from its beginning.
    std::vector<Glyph> glyphs;
};

struct Line {
    std::vector<Run> runs;
    double width = 0; // Points, without blanks at the end.
};

// Breaks text into lines that keep the rules of Japanese typesetting (kinsoku): no small kana, closing bracket or full stop
// begins a line, no opening bracket ends one. A word longer than a line is broken where it must be.
//
// Source   Unicode UAX #14 with strict line breaking for Japanese; JIS X 4051, 行頭・行末禁則
// Threads  one breaker for each.
class LineBreaker {
public:
    explicit LineBreaker(const Typefaces&);
    ~LineBreaker();
    LineBreaker(const LineBreaker&) = delete;
    LineBreaker& operator=(const LineBreaker&) = delete;

    // At least one line, also for no words. Control characters become blanks.
    std::vector<Line> lines(const Words& words, double size_points, double width_points);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace hoshirube::pdf
