#include "formats/chart.h"

#include <cmath>
#include <gtest/gtest.h>
#include <pugixml.hpp>

namespace hoshirube {

namespace {

const ChartWords kWords{"順位 & <影響>", "What \"it\" shows", {"run 0123"}};

pugi::xml_document parsed(const std::string& svg) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_buffer(svg.data(), svg.size())) << svg;
    return document;
}

std::size_t count(const pugi::xml_node& node, const char* name) {
    std::size_t found = std::string_view(node.name()) == name ? 1 : 0;
    for (const auto& child : node.children()) found += count(child, name);
    return found;
}

TEST(Chart, IsWellFormedAndSaysWhatItShowsWhateverTheWords) {
    const auto document =
        parsed(point_chart(kWords, {Axis::Scale::Logarithmic, "x<", {}, {}}, {Axis::Scale::Linear, "y&", {}, {}},
                           {{Series::Mark::Dots, "a\x01\"b", {{1, 2, "<one>", {}, {}}, {100, 5, "", 1.0, 6.0}}}}));
    const auto svg = document.child("svg");
    EXPECT_STREQ(svg.child("title").text().get(), "順位 & <影響>");
    EXPECT_STREQ(svg.child("desc").text().get(), "What \"it\" shows");
    EXPECT_EQ(count(svg, "circle"), 2u);
}

TEST(Chart, LeavesOutWhatALogarithmicAxisCannotShow) {
    const auto svg =
        point_chart(kWords, {Axis::Scale::Logarithmic, "x", {}, {}}, {Axis::Scale::Logarithmic, "y", {}, {}},
                    {{Series::Mark::Dots,
                      "a",
                      {{0, 1, "", {}, {}}, {1, 0, "", {}, {}}, {1, -1, "", {}, {}}, {1, 1, "", {}, {}}, {NAN, 1, "", {}, {}}}}});
    EXPECT_EQ(count(parsed(svg).child("svg"), "circle"), 1u);
}

TEST(Chart, StandsWithNothingToShow) {
    EXPECT_EQ(count(parsed(point_chart(kWords, {}, {}, {})).child("svg"), "circle"), 0u);
    parsed(bar_chart(kWords, {}, {}, {}));
    parsed(tile_chart(kWords, {}, {}));
}

TEST(Chart, StacksBarsAndHatchesUnknownTiles) {
    const auto bars = parsed(bar_chart(kWords, {"0", "1"}, {Axis::Scale::Linear, "y", 0, {}}, {{"a", {1, 0}}, {"b", {2, 3}}}));
    EXPECT_EQ(count(bars.child("svg"), "rect"), 1u + 2u + 3u) << "ground, legend, and three bars that are not 0";
    const auto tiles =
        tile_chart(kWords, {{}, {}, "share", Axis::Scale::Linear}, {{0, 0, "東京", "東京 1", 1.0}, {0, 1, "大阪", "大阪", {}}});
    parsed(tiles);
    EXPECT_NE(tiles.find("url(#unknown)"), tiles.npos);
}

TEST(Chart, GivesTheSameBytesForTheSameFigures) {
    const auto draw = [] { return bar_chart(kWords, {"0"}, {Axis::Scale::Linear, "y", 0, {}}, {{"a", {1.0 / 3}}}); };
    EXPECT_EQ(draw(), draw());
}

} // namespace

} // namespace hoshirube
