#include "formats/picture/chart_png.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <optional>

#include <pugixml.hpp>

#include "base/result.h"
#include "formats/picture/picture.h"

namespace hoshirube {

namespace {

using Outline = std::vector<Picture::Point>;
constexpr int kPixelsPerUnit = 2, kCircleCorners = 24;
constexpr Colour kHatching{0xBB, 0xBB, 0xBB};

std::optional<Colour> colour_of(const std::string& text) {
    unsigned red = 0, green = 0, blue = 0;
    if (std::sscanf(text.c_str(), "#%2x%2x%2x", &red, &green, &blue) != 3 &&
        std::sscanf(text.c_str(), "rgb(%u,%u,%u)", &red, &green, &blue) != 3)
        return std::nullopt; // "none", or the hatching of what is not known.
    return Colour{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green), static_cast<std::uint8_t>(blue)};
}

// A straight stroke as an outline; whichever way it runs, the outline turns the same way.
Outline stroke(Picture::Point from, Picture::Point to, double width) {
    const double dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    if (!(length > 0)) return {};
    const double nx = -dy / length * width / 2, ny = dx / length * width / 2;
    return {{from.x + nx, from.y + ny}, {to.x + nx, to.y + ny}, {to.x - nx, to.y - ny}, {from.x - nx, from.y - ny}};
}

class Painter {
public:
    Painter(Picture& picture, const pdf::Typefaces& faces, const pugi::xml_node& svg)
        : picture_(picture), faces_(faces), font_size_(svg.attribute("font-size").as_double()),
          ink_(svg.attribute("fill").as_string()) {}

    void draw(const pugi::xml_node& element) {
        const std::string_view name = element.name();
        if (name == "rect") rectangle(element);
        else if (name == "line") line(element);
        else if (name == "circle") circle(element);
        else if (name == "path") path(element);
        else if (name == "text") text(element);
    }

private:
    static double number(const pugi::xml_node& element, const char* name, double otherwise = 0) {
        return element.attribute(name).as_double(otherwise);
    }

    void rectangle(const pugi::xml_node& e) {
        if (std::string_view(e.attribute("width").as_string()) == "100%") return; // The ground, which is white anyway.
        const double x = number(e, "x"), y = number(e, "y"), width = number(e, "width"), height = number(e, "height");
        if (const auto fill = colour_of(e.attribute("fill").as_string())) picture_.rectangle(x, y, width, height, *fill);
        else hatch(x, y, width, height);
        if (const auto edge = colour_of(e.attribute("stroke").as_string())) {
            const Outline corners{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}};
            along(corners, *edge, 1, 1);
        }
    }

    void hatch(double x, double y, double width, double height) {
        constexpr double kStep = 6;
        std::vector<Outline> lines;
        for (double at = kStep; at < width + height; at += kStep) {
            const double over_x = std::max(0.0, at - width), over_y = std::max(0.0, at - height);
            lines.push_back(stroke({x + over_y, y + at - over_y}, {x + at - over_x, y + over_x}, 1));
        }
        picture_.polygons(lines, kHatching, 1);
    }

    void line(const pugi::xml_node& e) {
        const auto colour = colour_of(e.attribute("stroke").as_string());
        if (colour)
            along({{number(e, "x1"), number(e, "y1")}, {number(e, "x2"), number(e, "y2")}}, *colour, number(e, "stroke-width", 1),
                  number(e, "stroke-opacity", 1));
    }

    void circle(const pugi::xml_node& e) {
        const auto colour = colour_of(e.attribute("fill").as_string());
        if (!colour) return;
        Outline outline;
        for (int i = 0; i < kCircleCorners; ++i) {
            const double angle = 2 * std::numbers::pi * i / kCircleCorners;
            outline.push_back(
                {number(e, "cx") + number(e, "r") * std::cos(angle), number(e, "cy") + number(e, "r") * std::sin(angle)});
        }
        picture_.polygons({outline}, *colour, number(e, "fill-opacity", 1));
    }

    // "M1 2L3 4…": a line through points.
    void path(const pugi::xml_node& e) {
        const auto colour = colour_of(e.attribute("stroke").as_string());
        Outline points;
        const char* at = e.attribute("d").as_string();
        while (*at == 'M' || *at == 'L') {
            char* end = nullptr;
            const double x = std::strtod(at + 1, &end), y = std::strtod(end, &end);
            points.push_back({x, y});
            at = end;
        }
        if (colour) along(points, *colour, number(e, "stroke-width", 1), 1);
    }

    void along(const Outline& points, Colour colour, double width, double opacity) {
        std::vector<Outline> strokes;
        for (std::size_t i = 1; i < points.size(); ++i) strokes.push_back(stroke(points[i - 1], points[i], width));
        picture_.polygons(strokes, colour, opacity);
    }

    void text(const pugi::xml_node& e) {
        double x = number(e, "x"), y = number(e, "y"), degrees = 0;
        std::sscanf(e.attribute("transform").as_string(), "translate(%lf %lf) rotate(%lf)", &x, &y, &degrees);
        const std::string words = e.text().get(), anchor = e.attribute("text-anchor").as_string();
        const double size = number(e, "font-size", font_size_);
        const auto& face = e.attribute("font-weight") ? faces_.bold : faces_.regular;
        const double width = width_of_text(words, face, size), back = anchor == "end"      ? width
                                                                      : anchor == "middle" ? width / 2
                                                                                           : 0;
        const double angle = degrees * std::numbers::pi / 180;
        const auto colour = colour_of(e.attribute("fill").as_string(ink_.c_str()));
        if (colour) picture_.text(words, {face, size, *colour, degrees}, x - back * std::cos(angle), y - back * std::sin(angle));
    }

    Picture& picture_;
    const pdf::Typefaces& faces_;
    double font_size_;
    std::string ink_;
};

} // namespace

std::string chart_png(const std::string& svg, const pdf::Typefaces& faces, const std::string& language) {
    pugi::xml_document document;
    CHECK(document.load_buffer(svg.data(), svg.size()));
    const auto root = document.child("svg");
    double width = 0, height = 0;
    std::sscanf(root.attribute("viewBox").as_string(), "0 0 %lf %lf", &width, &height);
    Picture picture(width, height);
    Painter painter(picture, faces, root);
    for (const auto& element : root.children()) painter.draw(element);
    return picture.png({root.child("title").text().get(), root.child("desc").text().get(), language}, kPixelsPerUnit);
}

} // namespace hoshirube
