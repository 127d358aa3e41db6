#include "formats/picture/picture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include <zlib.h>

#include "formats/deflate.h"
#include "formats/picture/raster.h"
#include "formats/xml_text.h"

namespace hoshirube {

namespace {

constexpr int kCurveSteps = 12;
constexpr std::string_view kSignature = "\x89PNG\r\n\x1A\n";

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    std::string out = text;
    while (out.back() == '0') out.pop_back();
    if (out.back() == '.') out.pop_back();
    return out == "-0" ? "0" : out;
}

std::string hex(Colour c) {
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", c.red, c.green, c.blue);
    return text;
}

std::string path_data(const std::vector<pdf::Stroke>& strokes) {
    std::string d;
    for (const auto& s : strokes) {
        d += s.kind;
        if (s.kind == 'C') d += number(s.x1) + " " + number(s.y1) + " " + number(s.x2) + " " + number(s.y2) + " ";
        if (s.kind != 'Z') d += number(s.x) + " " + number(s.y);
    }
    return d;
}

// The pixels that a shape may touch, within those of the picture.
struct Box {
    std::size_t left, top, right, bottom;
    std::size_t width() const { return right - left; }
    std::size_t height() const { return bottom - top; }
};

Box box_of(const std::vector<pdf::Stroke>& strokes, double scale, std::size_t width, std::size_t height) {
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    const auto take = [&](double x, double y) {
        left = std::min(left, x * scale);
        right = std::max(right, x * scale);
        top = std::min(top, y * scale);
        bottom = std::max(bottom, y * scale);
    };
    for (const auto& s : strokes) {
        if (s.kind == 'C') take(s.x1, s.y1), take(s.x2, s.y2);
        if (s.kind != 'Z') take(s.x, s.y);
    }
    const auto within = [](double value, std::size_t most) {
        return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    if (!(right > left) || !(bottom > top)) return {0, 0, 0, 0};
    return {within(std::floor(left), width), within(std::floor(top), height), within(std::ceil(right), width),
            within(std::ceil(bottom), height)};
}

// Hands every straight piece of an outline to the coverage, curves in steps too fine to be seen.
void cover(Coverage& coverage, const std::vector<pdf::Stroke>& strokes, double scale, const Box& box) {
    double x = 0, y = 0, begin_x = 0, begin_y = 0;
    const auto left = static_cast<double>(box.left), top = static_cast<double>(box.top);
    const auto to = [&](double next_x, double next_y) {
        coverage.line(x * scale - left, y * scale - top, next_x * scale - left, next_y * scale - top);
        x = next_x;
        y = next_y;
    };
    for (const auto& s : strokes) {
        if (s.kind == 'M') {
            x = begin_x = s.x;
            y = begin_y = s.y;
        } else if (s.kind == 'L') {
            to(s.x, s.y);
        } else if (s.kind == 'Z') {
            to(begin_x, begin_y);
        } else {
            const double from_x = x, from_y = y;
            for (int i = 1; i <= kCurveSteps; ++i) {
                const double t = static_cast<double>(i) / kCurveSteps, u = 1 - t;
                to(u * u * u * from_x + 3 * u * u * t * s.x1 + 3 * u * t * t * s.x2 + t * t * t * s.x,
                   u * u * u * from_y + 3 * u * u * t * s.y1 + 3 * u * t * t * s.y2 + t * t * t * s.y);
            }
        }
    }
}

std::string big_endian(std::size_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
    return out;
}

std::string chunk(std::string_view type, std::string_view data) {
    const auto body = std::string(type).append(data);
    const auto check = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(data.size()) + body + big_endian(check);
}

std::string international_text(std::string_view keyword, const std::string& language, const std::string& text) {
    return chunk("iTXt", std::string(keyword) + std::string(3, '\0') + language + std::string(2, '\0') + text);
}

} // namespace

void Picture::rectangle(double x, double y, double width, double height, Colour colour) {
    const auto left = static_cast<float>(x), top = static_cast<float>(y), right = static_cast<float>(x + width),
               bottom = static_cast<float>(y + height);
    shapes_.push_back({{{'M', left, top}, {'L', right, top}, {'L', right, bottom}, {'L', left, bottom}, {'Z', 0, 0}}, colour});
}

void Picture::polygons(const std::vector<std::vector<Point>>& outlines, Colour colour, double opacity) {
    Shape shape{{}, colour, opacity};
    for (const auto& outline : outlines) {
        for (std::size_t i = 0; i < outline.size(); ++i)
            shape.strokes.push_back({i == 0 ? 'M' : 'L', static_cast<float>(outline[i].x), static_cast<float>(outline[i].y)});
        shape.strokes.push_back({'Z', 0, 0});
    }
    shapes_.push_back(std::move(shape));
}

double Picture::text(std::string_view utf8, const Letters& letters, double x, double y) {
    const double scale = letters.size / 1000, begin = x;
    Shape shape{{}, letters.colour};
    for (const auto& glyph : letters.face.shape(utf8)) {
        const double at_x = x + glyph.x_offset * scale, at_y = y - glyph.y_offset * scale;
        const auto placed_x = [&](float v) { return static_cast<float>(at_x + v * scale); };
        const auto placed_y = [&](float v) { return static_cast<float>(at_y - v * scale); };
        for (const auto& s : letters.face.outline(glyph.id))
            shape.strokes.push_back(
                {s.kind, placed_x(s.x), placed_y(s.y), placed_x(s.x1), placed_y(s.y1), placed_x(s.x2), placed_y(s.y2)});
        x += glyph.advance * scale;
    }
    if (letters.degrees != 0) {
        const double angle = letters.degrees * std::numbers::pi / 180, c = std::cos(angle), n = std::sin(angle);
        const auto turn = [&](float& px, float& py) {
            const double dx = px - begin, dy = py - y;
            px = static_cast<float>(begin + dx * c - dy * n);
            py = static_cast<float>(y + dx * n + dy * c);
        };
        for (auto& s : shape.strokes) turn(s.x, s.y), turn(s.x1, s.y1), turn(s.x2, s.y2);
    }
    shapes_.push_back(std::move(shape));
    return x;
}

double width_of_text(std::string_view utf8, const pdf::Typeface& face, double size) {
    double width = 0;
    for (const auto& glyph : face.shape(utf8)) width += glyph.advance * size / 1000;
    return width;
}

std::string Picture::svg(const Spoken& spoken) const {
    const auto width = number(width_), height = number(height_);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height +
                      "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-labelledby=\"t d\" xml:lang=\"" +
                      xml_escaped(spoken.language) + "\">\n<title id=\"t\">" + xml_escaped(spoken.title) +
                      "</title>\n<desc id=\"d\">" + xml_escaped(spoken.description) + "</desc>\n<rect width=\"" + width +
                      "\" height=\"" + height + "\" fill=\"#ffffff\"/>\n";
    for (const auto& shape : shapes_)
        out += "<path fill=\"" + hex(shape.colour) + (shape.opacity < 1 ? "\" fill-opacity=\"" + number(shape.opacity) : "") +
               "\" d=\"" + path_data(shape.strokes) + "\"/>\n";
    return out + "</svg>\n";
}

std::string Picture::png(const Spoken& spoken, int pixels_per_unit) const {
    const int scale = std::clamp(pixels_per_unit, 1, 8);
    const auto width = static_cast<std::size_t>(std::ceil(width_ * scale)),
               height = static_cast<std::size_t>(std::ceil(height_ * scale));
    std::vector<float> pixels(width * height * 3, 1.0F);
    for (const auto& shape : shapes_) {
        const auto box = box_of(shape.strokes, scale, width, height);
        Coverage coverage(box.width(), box.height());
        cover(coverage, shape.strokes, scale, box);
        const auto covered = coverage.finish();
        const auto opacity = static_cast<float>(shape.opacity);
        const float colour[] = {shape.colour.red / 255.0F, shape.colour.green / 255.0F, shape.colour.blue / 255.0F};
        for (std::size_t i = 0; i < covered.size(); ++i) {
            float* pixel = &pixels[3 * ((box.top + i / box.width()) * width + box.left + i % box.width())];
            for (std::size_t k = 0; k < 3; ++k) pixel[k] += covered[i] * opacity * (colour[k] - pixel[k]);
        }
    }
    std::string rows;
    rows.reserve((3 * width + 1) * height);
    for (std::size_t y = 0; y < height; ++y) {
        rows += '\0'; // No filter.
        for (std::size_t i = 0; i < 3 * width; ++i)
            rows += static_cast<char>(static_cast<unsigned char>(std::lround(pixels[y * 3 * width + i] * 255.0F)));
    }
    std::string out(kSignature);
    out += chunk("IHDR", big_endian(width) + big_endian(height) + std::string("\x08\x02\x00\x00\x00", 5));
    out += international_text("Title", spoken.language, spoken.title);
    out += international_text("Description", spoken.language, spoken.description);
    out += chunk("IDAT", deflated(rows, Wrapping::Zlib, 9));
    return out + chunk("IEND", "");
}

} // namespace hoshirube
