#include "formats/picture/chart_png.h"

#include <array>

#include <gtest/gtest.h>
#include <zlib.h>

#include "formats/chart.h"
#include "support/typefaces.h"

namespace hoshirube {

namespace {

// What the picture holds, read back: PNG without filters, three bytes a pixel.
struct Pixels {
    std::size_t width = 0, height = 0;
    std::string rows;
    std::array<int, 3> at(double x, double y) const {
        const auto place = static_cast<std::size_t>(y) * (3 * width + 1) + 1 + 3 * static_cast<std::size_t>(x);
        return {static_cast<unsigned char>(rows[place]), static_cast<unsigned char>(rows[place + 1]),
                static_cast<unsigned char>(rows[place + 2])};
    }
    std::size_t not_white() const {
        std::size_t count = 0;
        for (std::size_t y = 0; y < height; ++y)
            for (std::size_t x = 0; x < width; ++x)
                count += at(static_cast<double>(x), static_cast<double>(y)) != std::array<int, 3>{255, 255, 255};
        return count;
    }
};

std::size_t big_endian(const std::string& bytes, std::size_t at) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

Pixels pixels_of(const std::string& png) {
    Pixels out;
    out.width = big_endian(png, 16);
    out.height = big_endian(png, 20);
    out.rows.resize((3 * out.width + 1) * out.height);
    for (std::size_t at = 8; at + 8 <= png.size(); at += 12 + big_endian(png, at)) {
        if (png.compare(at + 4, 4, "IDAT") != 0) continue;
        auto size = static_cast<uLongf>(out.rows.size());
        EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(out.rows.data()), &size, reinterpret_cast<const Bytef*>(&png[at + 8]),
                             static_cast<uLong>(big_endian(png, at))),
                  Z_OK);
    }
    return out;
}

const ChartWords kWords{"順位と<影響>", "What it shows", {"run 0123"}};

double attribute(const std::string& svg, const std::string& element, const std::string& name) {
    const auto at = svg.find(name + "=\"", svg.find("<" + element + " "));
    return std::strtod(&svg[at + name.size() + 2], nullptr);
}

TEST(ChartPng, ShowsADotWhereTheSvgHasIt) {
    const auto svg =
        point_chart(kWords, {}, {}, {{Series::Mark::Dots, "", {{1, 2, "", {}, {}}, {3, 5, "", {}, {}}, {4, 1, "", {}, {}}}}});
    const auto pixels = pixels_of(chart_png(svg, test::typefaces(), "ja"));
    EXPECT_EQ(pixels.width, 1760u);
    const auto dot = pixels.at(2 * attribute(svg, "circle", "cx"), 2 * attribute(svg, "circle", "cy"));
    EXPECT_LT(dot[0], 100) << "blue, a little of what lies behind it";
    EXPECT_GT(dot[2], 150);
}

TEST(ChartPng, CarriesTitleDescriptionAndNotes) {
    const auto png = chart_png(bar_chart(kWords, {"0"}, {}, {{"a", {1}}}), test::typefaces(), "ja");
    EXPECT_NE(png.find("順位と<影響>"), png.npos);
    EXPECT_NE(png.find("What it shows"), png.npos);
    auto silent = kWords;
    silent.notes = {" "};
    const auto without = pixels_of(chart_png(bar_chart(silent, {"0"}, {}, {{"a", {1}}}), test::typefaces(), "ja"));
    EXPECT_GT(pixels_of(png).not_white(), without.not_white()) << "the note below is drawn";
}

TEST(ChartPng, HatchesWhatIsNotKnownAndTurnsNames) {
    const TileNames names{{"29"}, {"30", "31"}, "share", Axis::Scale::Linear};
    const auto of = [&](std::optional<double> value) {
        return pixels_of(
            chart_png(tile_chart(kWords, names, {{0, 0, "", "", 1.0}, {0, 1, "東京", "", value}}), test::typefaces(), "ja"));
    };
    const auto known = of(1.0), unknown = of({});
    EXPECT_GT(known.not_white(), unknown.not_white());
    EXPECT_GT(unknown.not_white(), 52u * 52u * 4u) << "the known square, the names and the hatching";
}

TEST(ChartPng, GivesTheSameBytesForTheSameFigure) {
    const auto draw = [] {
        return chart_png(point_chart(kWords, {}, {}, {{Series::Mark::Line, "線", {{1, 2, "", {}, {}}, {2, 1, "", 0.5, 1.5}}}}),
                         test::typefaces(), "ja");
    };
    EXPECT_EQ(draw(), draw());
}

} // namespace

} // namespace hoshirube
