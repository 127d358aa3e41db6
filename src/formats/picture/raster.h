#pragma once

#include <cstddef>
#include <vector>

namespace hoshirube {

// How much of each pixel one outline covers, by exact areas. Outlines that overlap themselves count once.
//
// Source   Raph Levien, "Inside the fastest font renderer in the world" (accumulation of signed areas)
class Coverage {
public:
    Coverage(std::size_t width, std::size_t height) : width_(width), height_(height), cells_((width + 2) * height, 0.0F) {}

    void line(double x0, double y0, double x1, double y1);
    // Row by row, 0 to 1.
    std::vector<float> finish() const;

private:
    void row(std::size_t y, double x0, double x1, double area);
    std::size_t width_, height_;
    std::vector<float> cells_;
};

} // namespace hoshirube
