#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdf/typeface.h"

namespace hoshirube {

struct Colour {
    std::uint8_t red, green, blue;
};

// Filled shapes on white: small pictures such as marks, as SVG and as PNG of the same look. Text becomes outlines, so that it
// looks the same where the typeface is missing; what it says goes along as words.
//
// Units    one unit is one CSS pixel; y grows downwards.
class Picture {
public:
    Picture(double width, double height) : width_(width), height_(height) {}

    void rectangle(double x, double y, double width, double height, Colour);

    struct Point {
        double x, y;
    };
    // The inside of outlines that all turn the same way; where they overlap they count once. `opacity` is 0 to 1.
    void polygons(const std::vector<std::vector<Point>>& outlines, Colour, double opacity);

    // One line with its base at y. Answers the x where it ends, before it is turned around its beginning.
    struct Letters {
        const pdf::Typeface& face;
        double size;
        Colour colour;
        double degrees = 0; // Clockwise.
    };
    double text(std::string_view utf8, const Letters&, double x, double y);

    // What stands in for the picture, and its language.
    struct Spoken {
        std::string title, description, language;
    };
    std::string svg(const Spoken&) const;
    // Errors   none; `pixels_per_unit` is at most 8.
    std::string png(const Spoken&, int pixels_per_unit) const;

    double width() const { return width_; }

private:
    struct Shape {
        std::vector<pdf::Stroke> strokes;
        Colour colour;
        double opacity = 1;
    };
    double width_, height_;
    std::vector<Shape> shapes_;
};

double width_of_text(std::string_view utf8, const pdf::Typeface&, double size);

} // namespace hoshirube
