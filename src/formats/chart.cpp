#include "formats/chart.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "formats/xml_text.h"

namespace hoshirube {

namespace {

constexpr int kWidth = 880, kPlotLeft = 92, kPlotTop = 64, kPlotWidth = 740, kPlotHeight = 420, kNoteHeight = 18;
// Okabe and Ito's colours, told apart with any colour vision; dark ones first.
constexpr const char* kColours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"};
constexpr std::size_t kColourCount = std::size(kColours);

// A coordinate: two decimals, no trailing zeros, the same on every machine.
std::string at(double value) {
    if (!std::isfinite(value)) value = 0;
    char text[32];
    std::string whole(text, std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 2).ptr);
    while (whole.back() == '0') whole.pop_back();
    if (whole.back() == '.') whole.pop_back();
    return whole == "-0" ? "0" : whole;
}

} // namespace

std::string figure_text(double value, Axis::Unit unit) {
    if (unit == Axis::Unit::Share) value *= 100;
    const double size = std::abs(value);
    char text[32];
    if (size >= 1e12 || (size > 0 && size < 1e-6)) {
        std::string power(text, std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 0).ptr);
        return power + (unit == Axis::Unit::Share ? "%" : "");
    }
    const double step = size > 0 ? std::pow(10, std::floor(std::log10(size)) - 2) : 1;
    const int decimals = step < 1 ? static_cast<int>(std::lround(-std::log10(step))) : 0;
    std::string whole(
        text, std::to_chars(text, text + sizeof text, std::round(value / step) * step, std::chars_format::fixed, decimals).ptr);
    if (decimals > 0) {
        while (whole.back() == '0') whole.pop_back();
        if (whole.back() == '.') whole.pop_back();
    }
    for (auto at = static_cast<std::ptrdiff_t>(std::min(whole.find('.'), whole.size())) - 3; at > (value < 0 ? 1 : 0); at -= 3)
        whole.insert(static_cast<std::size_t>(at), ",");
    return whole + (unit == Axis::Unit::Share ? "%" : "");
}

namespace {

std::string text_at(double x, double y, std::string_view anchor, std::string_view words, std::string_view more = {}) {
    return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + std::string(anchor) + "\"" + std::string(more) + ">" +
           xml_escaped(words) + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, std::string_view style) {
    return "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) + "\" " + std::string(style) +
           "/>\n";
}

std::string framed(const ChartWords& words, int height, const std::string& body) {
    const int whole = height + kNoteHeight * static_cast<int>(words.notes.size()) + 14;
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(kWidth) + " " + std::to_string(whole) +
        "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"'Noto Sans JP','Hiragino Sans','Yu Gothic',sans-serif\" "
        "font-size=\"13\" fill=\"#1a1a1a\">\n<title id=\"title\">" +
        xml_escaped(words.title) + "</title>\n<desc id=\"desc\">" + xml_escaped(words.description) +
        "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" +
        text_at(20, 30, "start", words.title, " font-size=\"18\" font-weight=\"600\"") + body;
    int y = height + 12;
    for (const auto& note : words.notes) {
        out += text_at(20, y, "start", note, " font-size=\"11.5\" fill=\"#555555\"");
        y += kNoteHeight;
    }
    return out + "</svg>\n";
}

// Where a value lies between the ends of an axis, 0 to 1.
class Ruler {
public:
    Ruler(const Axis& axis, double least, double most) : is_log_(axis.scale == Axis::Scale::Logarithmic) {
        least = axis.least.value_or(least);
        most = axis.most.value_or(most);
        if (is_log_) {
            if (!(least > 0)) least = most > 0 ? most / 10 : 1;
            low_ = std::floor(std::log10(least) + 1e-9);
            high_ = std::max(low_ + 1, std::ceil(std::log10(std::max(most, least)) - 1e-9));
            for (double power = low_; power <= high_; power += std::max(1.0, std::ceil((high_ - low_) / 8)))
                ticks_.push_back(std::pow(10, power));
            return;
        }
        if (!(most > least)) most = least + 1;
        const double rough = (most - least) / 6, unit = std::pow(10, std::floor(std::log10(rough)));
        const double step = unit * (rough / unit < 1.5 ? 1 : rough / unit < 3.5 ? 2 : rough / unit < 7.5 ? 5 : 10);
        low_ = std::floor(least / step + 1e-9) * step;
        high_ = std::ceil(most / step - 1e-9) * step;
        for (int i = 0; low_ + i * step <= high_ + step / 2; ++i) ticks_.push_back(low_ + i * step);
    }
    bool shows(double value) const { return std::isfinite(value) && (!is_log_ || value > 0); }
    double share(double value) const {
        return std::clamp(((is_log_ ? std::log10(value) : value) - low_) / (high_ - low_), 0.0, 1.0);
    }
    const std::vector<double>& ticks() const { return ticks_; }

private:
    bool is_log_;
    double low_ = 0, high_ = 1;
    std::vector<double> ticks_;
};

Ruler ruler_of(const Axis& axis, const std::vector<double>& values) {
    double least = INFINITY, most = -INFINITY;
    for (const double value : values) {
        if (!std::isfinite(value) || (axis.scale == Axis::Scale::Logarithmic && value <= 0)) continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    return most >= least ? Ruler(axis, least, most) : Ruler(axis, axis.scale == Axis::Scale::Logarithmic ? 0.1 : 0, 1);
}

double x_at(const Ruler& ruler, double value) { return kPlotLeft + kPlotWidth * ruler.share(value); }
double y_at(const Ruler& ruler, double value) { return kPlotTop + kPlotHeight * (1 - ruler.share(value)); }

std::string horizontal_lines(const Ruler& y, const Axis& axis) {
    std::string out;
    for (const double tick : y.ticks()) {
        out += line(kPlotLeft, y_at(y, tick), kPlotLeft + kPlotWidth, y_at(y, tick), "stroke=\"#dddddd\"");
        out += text_at(kPlotLeft - 8, y_at(y, tick) + 4, "end", figure_text(tick, axis.unit));
    }
    return out + "<text transform=\"translate(24 " + at(kPlotTop + kPlotHeight / 2) + ") rotate(-90)\" text-anchor=\"middle\">" +
           xml_escaped(axis.label) + "</text>\n";
}

// Wide letters take twice the room.
std::size_t letters_of(std::string_view words) {
    std::size_t letters = 0;
    for (const char c : words)
        letters += static_cast<unsigned char>(c) < 0x80 ? 1 : (static_cast<unsigned char>(c) >= 0xC0 ? 2 : 0);
    return letters;
}

std::string legend(const std::vector<std::string>& names) {
    std::string out;
    double x = kPlotLeft;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].empty()) continue;
        out += "<rect x=\"" + at(x) + "\" y=\"44\" width=\"11\" height=\"11\" fill=\"" + kColours[i % kColourCount] + "\"/>\n";
        out += text_at(x + 16, 54, "start", names[i]);
        x += 34 + 7.2 * static_cast<double>(letters_of(names[i]));
    }
    return out;
}

// Labels that would lie on others are left out: first come, first served.
class Labels {
public:
    bool has_room(double x, double y, std::string_view words, bool is_left) {
        const double width = 6.5 * static_cast<double>(letters_of(words)) + 6, from = is_left ? x - width : x;
        for (const auto& other : taken_)
            if (std::abs(other.y - y) < 12 && from < other.to && other.from < from + width) return false;
        taken_.push_back({from, from + width, y});
        return true;
    }

private:
    struct Place {
        double from, to, y;
    };
    std::vector<Place> taken_;
};

std::string drawn(const Series& series, const Ruler& x, const Ruler& y, const std::string& colour) {
    Labels labels;
    std::string out, path;
    double last_y = 0;
    for (const auto& point : series.points) {
        if (!x.shows(point.x) || !y.shows(point.y)) continue;
        const double px = x_at(x, point.x), py = y_at(y, point.y);
        if (point.low && point.high && y.shows(*point.low) && y.shows(*point.high))
            out += line(px, y_at(y, *point.low), px, y_at(y, *point.high),
                        "stroke=\"" + colour + "\" stroke-opacity=\"0.45\" stroke-width=\"2\"");
        if (series.mark == Series::Mark::Dots) {
            out +=
                "<circle cx=\"" + at(px) + "\" cy=\"" + at(py) + "\" r=\"2.6\" fill=\"" + colour + "\" fill-opacity=\"0.7\"/>\n";
        } else {
            if (series.mark == Series::Mark::Steps && !path.empty()) path += "L" + at(px) + " " + at(last_y);
            path += (path.empty() ? "M" : "L") + at(px) + " " + at(py);
        }
        last_y = py;
        if (point.label.empty()) continue;
        const bool is_far_right = px > kPlotLeft + kPlotWidth * 0.8;
        if (!labels.has_room(px, py, point.label, is_far_right)) continue;
        out += text_at(px + (is_far_right ? -6 : 6), py - 5, is_far_right ? "end" : "start", point.label, " font-size=\"11\"");
    }
    if (!path.empty()) out += "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"/>\n";
    return out;
}

// From nearly white to dark blue; light enough squares carry dark letters.
struct Shade {
    std::string fill, letters;
};
Shade shade_of(double share) {
    const auto mix = [&](int from, int to) { return std::to_string(static_cast<int>(std::lround(from + (to - from) * share))); };
    return {"rgb(" + mix(240, 8) + "," + mix(245, 48) + "," + mix(250, 107) + ")", share > 0.55 ? "#ffffff" : "#1a1a1a"};
}

} // namespace

std::string point_chart(const ChartWords& words, const Axis& x, const Axis& y, const std::vector<Series>& all) {
    std::vector<double> xs, ys;
    std::vector<std::string> names;
    for (const auto& series : all) {
        names.push_back(series.name);
        for (const auto& point : series.points) {
            xs.push_back(point.x);
            ys.insert(ys.end(), {point.y, point.low.value_or(point.y), point.high.value_or(point.y)});
        }
    }
    const Ruler across = ruler_of(x, xs), up = ruler_of(y, ys);
    std::string body = horizontal_lines(up, y);
    for (const double tick : across.ticks()) {
        body += line(x_at(across, tick), kPlotTop, x_at(across, tick), kPlotTop + kPlotHeight, "stroke=\"#eeeeee\"");
        body += text_at(x_at(across, tick), kPlotTop + kPlotHeight + 20, "middle", figure_text(tick, x.unit));
    }
    body += text_at(kPlotLeft + kPlotWidth / 2.0, kPlotTop + kPlotHeight + 42, "middle", x.label);
    body += legend(names);
    for (std::size_t i = 0; i < all.size(); ++i) body += drawn(all[i], across, up, kColours[i % kColourCount]);
    return framed(words, kPlotTop + kPlotHeight + 58, body);
}

std::string bar_chart(const ChartWords& words, const std::vector<std::string>& bars, const Axis& y,
                      const std::vector<BarLayer>& layers) {
    std::vector<double> heights(bars.size(), 0);
    std::vector<std::string> names;
    for (const auto& layer : layers) {
        names.push_back(layer.name);
        for (std::size_t i = 0; i < bars.size() && i < layer.values.size(); ++i) heights[i] += layer.values[i];
    }
    std::vector<double> values = heights;
    values.push_back(0);
    const Ruler up = ruler_of(y, values);
    std::string body = horizontal_lines(up, y) + legend(names);
    const double each = kPlotWidth / std::max(1.0, static_cast<double>(bars.size()));
    const std::size_t between_labels = bars.size() / 16 + 1;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        double below = 0;
        const double left = kPlotLeft + each * static_cast<double>(i) + each * 0.1;
        for (std::size_t layer = 0; layer < layers.size(); ++layer) {
            const double value = i < layers[layer].values.size() ? layers[layer].values[i] : 0;
            if (!(value > 0)) continue;
            const double top = y_at(up, below + value), bottom = y_at(up, below);
            body += "<rect x=\"" + at(left) + "\" y=\"" + at(top) + "\" width=\"" + at(each * 0.8) + "\" height=\"" +
                    at(bottom - top) + "\" fill=\"" + kColours[layer % kColourCount] + "\"><title>" +
                    xml_escaped(bars[i] + " " + layers[layer].name + " " + figure_text(value, y.unit)) + "</title></rect>\n";
            below += value;
        }
        if (i % between_labels == 0)
            body += text_at(left + each * 0.4, kPlotTop + kPlotHeight + 20, "middle", bars[i], " font-size=\"11\"");
    }
    return framed(words, kPlotTop + kPlotHeight + 34, body);
}

std::string tile_chart(const ChartWords& words, const TileNames& names, const std::vector<Tile>& tiles) {
    int rows = 1, columns = 1;
    std::vector<double> values;
    for (const auto& tile : tiles) {
        rows = std::max(rows, tile.row + 1);
        columns = std::max(columns, tile.column + 1);
        if (tile.value) values.push_back(*tile.value);
    }
    const double left = names.rows.empty() ? 20 : 84, top = names.columns.empty() ? 84 : 118;
    const double side = std::min((kWidth - left - 20) / columns, 52.0);
    Axis axis{names.shade, names.scale, {}, {}};
    if (names.shade == Axis::Scale::Linear) axis.least = 0;
    const Ruler ruler = ruler_of(axis, values);
    std::string body =
        "<defs><pattern id=\"unknown\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><path d=\"M0 6L6 0\" "
        "stroke=\"#bbbbbb\"/></pattern></defs>\n";
    double x = 20;
    for (std::size_t i = 0; i < ruler.ticks().size(); ++i, x += 74) {
        body += "<rect x=\"" + at(x) + "\" y=\"44\" width=\"22\" height=\"14\" fill=\"" +
                shade_of(ruler.share(ruler.ticks()[i])).fill + "\" stroke=\"#999999\"/>\n";
        body += text_at(x + 26, 56, "start", figure_text(ruler.ticks()[i], names.unit), " font-size=\"11\"");
    }
    body += text_at(20, 76, "start", names.scale, " font-size=\"12\"");
    const std::string small = " font-size=\"" + at(std::min(11.0, side * 0.8)) + "\"";
    for (std::size_t r = 0; r < names.rows.size(); ++r)
        body += text_at(left - 6, top + side * (static_cast<double>(r) + 0.7), "end", names.rows[r], small);
    for (std::size_t c = 0; c < names.columns.size(); ++c)
        body += "<text transform=\"translate(" + at(left + side * (static_cast<double>(c) + 0.7)) + " " + at(top - 6) +
                ") rotate(-60)\"" + small + ">" + xml_escaped(names.columns[c]) + "</text>\n";
    for (const auto& tile : tiles) {
        const Shade shade = tile.value && ruler.shows(*tile.value) ? shade_of(ruler.share(*tile.value))
                            : tile.value                           ? shade_of(0)
                                                                   : Shade{"url(#unknown)", "#555555"};
        const double px = left + side * tile.column, py = top + side * tile.row;
        body += "<rect x=\"" + at(px) + "\" y=\"" + at(py) + "\" width=\"" + at(side - 1) + "\" height=\"" + at(side - 1) +
                "\" fill=\"" + shade.fill + "\"><title>" + xml_escaped(tile.text) + "</title></rect>\n";
        if (!tile.label.empty())
            body += text_at(px + side / 2 - 0.5, py + side / 2 + 4, "middle", tile.label,
                            " font-size=\"11\" pointer-events=\"none\" fill=\"" + shade.letters + "\"");
    }
    return framed(words, static_cast<int>(top + side * rows) + 20, body);
}

} // namespace hoshirube
