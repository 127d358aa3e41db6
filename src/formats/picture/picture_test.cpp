#include "formats/picture/picture.h"

#include <numeric>

#include "formats/picture/raster.h"
#include "support/typefaces.h"

namespace hoshirube {

namespace {

double covered_area(const Coverage& coverage) {
    const auto cells = coverage.finish();
    return std::accumulate(cells.begin(), cells.end(), 0.0);
}

void outline(Coverage& coverage, std::initializer_list<std::pair<double, double>> corners) {
    const auto* last = corners.end() - 1;
    for (const auto* corner = corners.begin(); corner != corners.end(); last = corner++)
        coverage.line(last->first, last->second, corner->first, corner->second);
}

} // namespace

TEST(Coverage, MeasuresAreasExactly) {
    struct Case {
        std::initializer_list<std::pair<double, double>> corners;
        double area;
        const char* why;
    };
    const Case kCases[] = {
        {{{1, 1}, {4, 1}, {4, 3}, {1, 3}}, 6, "whole pixels"},
        {{{1.25, 1.5}, {1.75, 1.5}, {1.75, 1.75}, {1.25, 1.75}}, 0.125, "inside one pixel"},
        {{{0.5, 0.5}, {9.5, 0.5}, {0.5, 9.5}}, 40.5, "a slope"},
        {{{0.5, 0.5}, {0.5, 9.5}, {9.5, 0.5}}, 40.5, "the other way round"},
        {{{-5, -5}, {20, -5}, {20, 20}, {-5, 20}}, 100, "beyond every edge"},
        {{{0, 4.2}, {10, 4.3}, {10, 4.4}}, 0.5, "nearly flat"},
    };
    for (const auto& c : kCases) {
        SCOPED_TRACE(c.why);
        Coverage coverage(10, 10);
        outline(coverage, c.corners);
        EXPECT_NEAR(covered_area(coverage), c.area, 0.02);
    }
}

TEST(Picture, SaysInWordsWhatItShowsAndIsTheSameTwice) {
    const auto draw = [] {
        Picture picture(40, 20);
        picture.rectangle(0, 0, 40, 1, {0, 0, 0});
        picture.text("★3", {test::typefaces().bold, 12, {0, 64, 140}}, 2, 16);
        return picture;
    };
    const Picture::Spoken spoken{"★3 <見本>", "保証ではありません。", "ja"};
    const auto svg = draw().svg(spoken);
    EXPECT_NE(svg.find("★3 &lt;見本&gt;"), svg.npos);
    EXPECT_NE(svg.find("保証ではありません。"), svg.npos);
    EXPECT_EQ(svg, draw().svg(spoken));
    const auto png = draw().png(spoken, 2);
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1A\n");
    EXPECT_NE(png.find("保証ではありません。"), png.npos);
    EXPECT_EQ(png, draw().png(spoken, 2));
}

} // namespace hoshirube
