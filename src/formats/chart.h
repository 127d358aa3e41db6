#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hoshirube {

// Figures as SVG 1.1: one self-contained file, no script, no font of its own, the same bytes for the same figures. Every figure says in
// words what it shows (title, description) and where it comes from (notes below it).
//
// Texts must be UTF-8; what XML does not allow is left out.

struct ChartWords {
    std::string title, description;
    std::vector<std::string> notes; // Lines below the figure: mode, data date, run id.
};

struct Axis {
    enum class Scale { Linear, Logarithmic } scale = Scale::Linear;
    std::string label;
    std::optional<double> least, most;                     // Default: of the points.
    enum class Unit { Number, Share } unit = Unit::Number; // Shares are written in per cent.
};

// Three digits that matter, as people write them: "12,000", "0.05%", "1,000,000,000". Only what is too long for an axis stands as a power
// of ten.
std::string figure_text(double value, Axis::Unit unit);

struct ChartPoint {
    double x, y;
    std::string label;               // Written beside the point; empty: none.
    std::optional<double> low, high; // A range drawn as a bar.
};

struct Series {
    enum class Mark { Dots, Line, Steps } mark = Mark::Dots;
    std::string name;
    std::vector<ChartPoint> points;
};

// Points that a logarithmic axis cannot show (0 or less) are left out and counted in the description by the caller.
std::string point_chart(const ChartWords&, const Axis& x, const Axis& y, const std::vector<Series>&);

// Bars side by side, each a stack of `layers`, one value a bar.
struct BarLayer {
    std::string name;
    std::vector<double> values; // At least 0.
};
std::string bar_chart(const ChartWords&, const std::vector<std::string>& bars, const Axis& y,
                      const std::vector<BarLayer>& layers);

// Squares in rows and columns, shaded by value: a heat map, or a map of regions as tiles. No value: hatched, not known.
struct Tile {
    int row, column;
    std::string label, text; // Inside the square; and what a pointer shows.
    std::optional<double> value;
};
struct TileNames {
    std::vector<std::string> rows, columns; // Beside and above; may be empty.
    std::string scale;                      // What the shade means.
    Axis::Scale shade = Axis::Scale::Linear;
    Axis::Unit unit = Axis::Unit::Number;
};
std::string tile_chart(const ChartWords&, const TileNames&, const std::vector<Tile>&);

} // namespace hoshirube
