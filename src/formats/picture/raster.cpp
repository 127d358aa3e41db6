#include "formats/picture/raster.h"

#include <algorithm>
#include <cmath>

namespace hoshirube {

void Coverage::line(double x0, double y0, double x1, double y1) {
    if (y0 == y1) return;
    const double direction = y0 < y1 ? 1 : -1;
    if (y0 > y1) {
        std::swap(x0, x1);
        std::swap(y0, y1);
    }
    const double slope = (x1 - x0) / (y1 - y0), bottom = std::min(y1, static_cast<double>(height_));
    double x = y0 < 0 ? x0 - y0 * slope : x0;
    for (double y = std::max(y0, 0.0); y < bottom;) {
        const double next = std::min(std::floor(y) + 1, bottom), x_next = x + slope * (next - y);
        row(static_cast<std::size_t>(y), x, x_next, direction * (next - y));
        x = x_next;
        y = next;
    }
}

// Spreads the area to the right of one piece of an edge, which stays within one row, over the pixels it crosses.
void Coverage::row(std::size_t y, double from, double to, double area) {
    const double limit = static_cast<double>(width_);
    const double left = std::clamp(std::min(from, to), 0.0, limit), right = std::clamp(std::max(from, to), 0.0, limit);
    float* cells = &cells_[y * (width_ + 2)];
    const auto first = static_cast<std::size_t>(left), last = static_cast<std::size_t>(right);
    if (first == last) {
        const double middle = (left + right) / 2 - static_cast<double>(first);
        cells[first] += static_cast<float>(area * (1 - middle));
        cells[first + 1] += static_cast<float>(area * middle);
        return;
    }
    for (auto i = first; i <= last; ++i) {
        const double begin = std::max(left, static_cast<double>(i)), end = std::min(right, static_cast<double>(i) + 1);
        const double share = area * (end - begin) / (right - left), middle = (begin + end) / 2 - static_cast<double>(i);
        cells[i] += static_cast<float>(share * (1 - middle));
        cells[i + 1] += static_cast<float>(share * middle);
    }
}

std::vector<float> Coverage::finish() const {
    std::vector<float> covered(width_ * height_);
    for (std::size_t y = 0; y < height_; ++y) {
        float sum = 0;
        for (std::size_t x = 0; x < width_; ++x) {
            sum += cells_[y * (width_ + 2) + x];
            covered[y * width_ + x] = std::min(std::fabs(sum), 1.0F);
        }
    }
    return covered;
}

} // namespace hoshirube
