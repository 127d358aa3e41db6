#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace hoshirube::pdf {

// One shaped glyph. Lengths are thousandths of the type size.
struct Glyph {
    std::uint16_t id;
    int advance, x_offset, y_offset;
    std::uint32_t cluster; // Byte in the shaped text where the characters it stands for begin.
};

// One step of an outline: 'M' to x, 'L' to x, 'C' over x1 and x2 to x, 'Z' close. Thousandths of the type size, y upwards.
struct Stroke {
    char kind;
    float x, y, x1 = 0, y1 = 0, x2 = 0, y2 = 0;
};

// One face of an OpenType font with CFF outlines, such as Noto Sans CJK. Reads only the tables it needs of the bytes
// handed in, which must outlive it.
//
// Errors   open, subset: Invalid `pdf.font_unusable`: not such a font.
// Threads  read-only after open; may be shared.
class Typeface {
public:
    // `index`: which face of a collection; 0 is the Japanese one in Noto's.
    static Result<Typeface> open(std::string_view bytes, unsigned index = 0);
    ~Typeface();
    Typeface(Typeface&&) noexcept;
    Typeface& operator=(Typeface&&) noexcept;

    // Left to right, for text of one line or several; line feeds come out as glyphs that the caller leaves out.
    std::vector<Glyph> shape(std::string_view utf8) const;

    const std::string& name() const; // PostScript name.
    int advance(std::uint16_t glyph) const;
    std::vector<Stroke> outline(std::uint16_t glyph) const;

    // A bare CFF font with these glyphs alone, as PDF embeds it (CIDFontType0C). Each keeps its number as its CID.
    Result<std::string> subset(const std::set<std::uint16_t>& glyphs) const;

private:
    struct Parts;
    explicit Typeface(std::unique_ptr<Parts>);
    std::unique_ptr<Parts> parts_;
};

// The two weights everything on paper is set in.
struct Typefaces {
    Typeface regular, bold;
};

} // namespace hoshirube::pdf
