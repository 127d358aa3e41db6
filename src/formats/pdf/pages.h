#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "formats/pdf/lines.h"
#include "formats/pdf/manuscript.h"

// Pages with everything in its place, and the tree that says what it means to those who cannot see it.

namespace hoshirube::pdf {

enum class Role { P, H1, H2, H3, H4, List, Item, Label, Body, Table, Row, Head, Cell, Toc, TocItem, Link, Figure };

struct Element {
    Role role;
    int parent;                  // -1: the document itself.
    std::string spoken;          // Of a figure.
    bool heads_a_column = false; // A Head is of its column; otherwise of its row.
};

enum class Shade { Black, Line, Accent, Alert, Pale, PaleAlert };

struct Show {
    Run run;
    double size;
};
struct Box {
    double width, height;
    Shade shade;
};
struct Boxes { // Equal squares of one side, black.
    double side;
    std::vector<std::pair<double, double>> corners; // From the op's own place, downwards.
};
struct PageOf { // The number of the page on which a heading came to stand, ending at x.
    int heading;
    double size;
};

struct Op {
    int element;          // -1: decoration, which nobody needs read out.
    std::size_t sequence; // Reading order.
    double x, y;          // Points from the left and from the top; of a line of text, its base.
    std::variant<Show, Box, Boxes, PageOf> what;
};

struct LinkArea {
    double x, y, width, height; // From the left and the top.
    std::string address;        // Or:
    int heading = -1;
    int element;
};

struct Page {
    std::vector<Op> ops;
    std::vector<LinkArea> links;
};

struct Entry { // Of the outline.
    int level;
    std::string text;
    int page = 0; // From 0.
    double y = 0; // From the top.
};

struct Book {
    std::vector<Page> pages;
    std::vector<Element> elements;
    std::vector<Entry> entries;
};

inline constexpr double kPageWidth = 595.28, kPageHeight = 841.89; // A4 in points.

Book lay_out(const Manuscript&, const Typefaces&);

// Where a signature goes; see seal.h.
struct Gap {
    std::size_t contents_at = 0, contents_size = 0; // The <hexadecimal> string, brackets included.
    std::size_t range_at = 0, range_size = 0;       // The array of /ByteRange, brackets included.
};
struct Bound {
    std::string bytes;
    Gap gap; // All 0 where no room was asked for.
};

enum class Room { None, ForSignature };

// Errors   Invalid `pdf.font_unusable`.
Result<Bound> bind(Book&&, const Manuscript&, const Typefaces&, Room);

} // namespace hoshirube::pdf
