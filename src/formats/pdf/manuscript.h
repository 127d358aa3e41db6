#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/day.h"

// What is to stand on paper, in reading order, without a place: typeset() makes pages of it.

namespace hoshirube::pdf {

enum class Weight { Regular, Bold };
enum class Ink { Text, Muted, Accent, Alert };

struct Span {
    std::string text; // Line feeds break the line.
    Weight weight = Weight::Regular;
    Ink ink = Ink::Text;
    std::string link{}; // An address; empty: none.
};
using Words = std::vector<Span>;

enum class Size { Small, Body, Lead };

struct Title {
    std::string text;
};

// Also an entry of the outline; down to level 2 of the contents.
struct Heading {
    int level; // 1 to 4.
    std::string text;
};

struct Paragraph {
    Words words;
    Size size = Size::Body;
};

struct Items {
    std::vector<Words> items;
    Size size = Size::Body;
};

// In a frame: what must not be overlooked.
struct Notice {
    Words words;
};

// Name and value, one a row.
struct Facts {
    std::vector<std::pair<std::string, Words>> rows;
    Size size = Size::Body;
};

struct Column {
    std::string title;
    double share;           // Of the width; the shares of a table add up to 1.
    bool is_number = false; // Set to the right.
};
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Words>> rows; // The first cell names the row.
    Size size = Size::Small;
};

// Headings down to level 2 with their pages, wherever they stand.
struct Contents {
    std::string title;
};

struct PageBreak {};
struct Space {
    double points;
};

// Black squares on white, such as a QR code, beside the words that belong to it.
struct Squares {
    int side = 0;               // Squares a side.
    std::vector<bool> is_black; // side × side, row by row.
    double size_points;         // Of the whole with its quiet zone of four squares.
    std::string spoken;         // What stands in for it where it cannot be seen.
    Words beside;
};

using Block = std::variant<Title, Heading, Paragraph, Items, Notice, Facts, Table, Contents, PageBreak, Space, Squares>;

// One: lines are set closer, as far as they can be read, where the whole would otherwise run over one page.
enum class Pages { Any, One };

struct Manuscript {
    std::string title, author, subject;
    std::string language; // "ja" or "en"
    Instant made_at;
    std::string header, footer; // On every page, small. The footer stands beside the page number.
    std::string page_of;        // "{page} / {pages}"
    std::vector<Block> blocks;
    Pages pages = Pages::Any;
};

} // namespace hoshirube::pdf
