#include <algorithm>

#include "formats/pdf/pages.h"

namespace hoshirube::pdf {

namespace {

constexpr double kLeft = 62, kRight = 62, kTop = 68, kBottom = 66; // Room for two holes on the left.
constexpr double kWidth = kPageWidth - kLeft - kRight;
constexpr double kDepth = kPageHeight - kTop - kBottom;
constexpr double kHair = 0.5;
constexpr double kPad = 4;                // Inside cells and frames.
constexpr std::size_t kRowKeptWhole = 10; // Lines; a longer row may go over the page.

struct Type {
    double size, lead;                                              // Points; lead is from base to base.
    double base() const { return (lead - size) / 2 + size * 0.88; } // Noto's square stands 0.88 above the base.
};

constexpr Type kSmall{8.5, 13.5}, kBody{10, 16}, kLead{12, 19.5}, kTitle{21, 31};
constexpr Type kHeadings[] = {{15, 23}, {12.5, 20}, {10.5, 17}, {9, 14.5}};
constexpr double kAboveHeading[] = {22, 16, 13, 8}, kBelowHeading[] = {7, 4, 2, 1};

// Of the room between lines and above headings, tried in turn where everything is to stand on one page. Closer is hard to read.
constexpr double kClosenesses[] = {1, 0.85, 0.7};

// What is never split over two pages: a line of text, or one line of all cells of a row. Heights in points, places from
// the strip's own top.
struct Strip {
    double height = 0, above = 0; // `above` falls away at the top of a page.
    bool stays_with_next = false, begins_page = false;
    int heading = -1, table = -1; // The entry that begins here; the table whose head is repeated on a new page.
    std::vector<Op> ops;
    std::vector<LinkArea> links;
};

class Layout {
public:
    Layout(const Manuscript& manuscript, const Typefaces& faces, double closeness)
        : manuscript_(manuscript), breaker_(faces), closeness_(closeness) {
        for (const auto& block : manuscript.blocks)
            if (const auto* heading = std::get_if<Heading>(&block)) book_.entries.push_back({heading->level, heading->text});
    }

    Book run() {
        for (const auto& block : manuscript_.blocks) std::visit([this](const auto& b) { add(b); }, block);
        fill_pages();
        for (std::size_t i = 0; i < book_.pages.size(); ++i) finish(i);
        return std::move(book_);
    }

private:
    Type close(Type type) const { return {type.size, type.size + (type.lead - type.size) * closeness_}; }
    Type type_of(Size size) const { return close(size == Size::Small ? kSmall : size == Size::Lead ? kLead : kBody); }

    // --- Pieces -------------------------------------------------------------------------------------------------------

    int element(int parent, Role role, std::string spoken = {}, bool heads_a_column = false) {
        book_.elements.push_back({role, parent, std::move(spoken), heads_a_column});
        return static_cast<int>(book_.elements.size()) - 1;
    }

    void mark(Strip& strip, double x, double y, const Box& box) {
        strip.ops.emplace_back();
        auto& op = strip.ops.back();
        op.element = -1, op.sequence = sequence_++, op.x = x, op.y = y, op.what = box;
    }

    // Puts one line into a strip.
    void put(Strip& strip, Line line, Type type, double x, double top, int parent) {
        for (auto& run : line.runs) {
            double width = 0;
            for (const auto& glyph : run.glyphs) width += glyph.advance * type.size / 1000;
            int owner = parent;
            if (!run.link.empty()) {
                owner = element(parent, Role::Link);
                strip.links.push_back({x, top, width, type.lead, run.link, -1, owner});
            }
            strip.ops.push_back({owner, sequence_++, x, top + type.base(), Show{std::move(run), type.size}});
            x += width;
        }
    }

    Strip& strip(double height, double above = 0) {
        strips_.emplace_back();
        strips_.back().height = height;
        strips_.back().above = above;
        return strips_.back();
    }

    // Lines of one text as strips: neither the first nor the last of several stands alone on a page.
    void flow(const Words& words, Type type, double x, double width, int owner, double above) {
        auto lines = breaker_.lines(words, type.size, width);
        const auto count = lines.size();
        for (std::size_t i = 0; i < count; ++i) {
            auto& s = strip(type.lead, i == 0 ? above : 0);
            s.stays_with_next = count > 1 && (i == 0 || i + 2 == count);
            put(s, std::move(lines[i]), type, x, 0, owner);
        }
    }

    // --- Blocks -------------------------------------------------------------------------------------------------------

    void add(const Title& title) {
        const auto type = close(kTitle);
        const auto owner = element(-1, Role::H1);
        for (auto& line : breaker_.lines({{title.text, Weight::Bold}}, type.size, kWidth)) {
            auto& s = strip(type.lead);
            s.stays_with_next = true;
            put(s, std::move(line), type, kLeft, 0, owner);
        }
        auto& s = strip(14);
        mark(s, kLeft, 4, {kWidth, 1.5, Shade::Accent});
    }

    void add(const Heading& heading) {
        const auto level = static_cast<std::size_t>(heading.level - 1);
        const auto type = close(kHeadings[level]);
        constexpr Role kRoles[] = {Role::H1, Role::H2, Role::H3, Role::H4};
        const auto owner = element(-1, kRoles[level]);
        const auto ink = level == 3 ? Ink::Muted : Ink::Text;
        auto lines = breaker_.lines({{heading.text, Weight::Bold, ink}}, type.size, kWidth);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            auto& s = strip(type.lead, i == 0 ? kAboveHeading[level] * closeness_ : 0);
            s.stays_with_next = true;
            if (i == 0) s.heading = headings_++;
            put(s, std::move(lines[i]), type, kLeft, 0, owner);
        }
        auto& below = strip(kBelowHeading[level]);
        below.stays_with_next = true;
        if (level == 0) mark(below, kLeft, 1, {kWidth, 0.8, Shade::Accent});
    }

    void add(const Paragraph& paragraph) {
        const auto type = type_of(paragraph.size);
        flow(paragraph.words, type, kLeft, kWidth, element(-1, Role::P), type.size * 0.4);
    }

    void add(const Items& items) {
        const auto type = type_of(items.size);
        const auto list = element(-1, Role::List);
        const double indent = type.size * 1.3;
        for (const auto& words : items.items) {
            const auto item = element(list, Role::Item);
            const auto label = element(item, Role::Label), body = element(item, Role::Body);
            const auto first = strips_.size();
            auto bullet = breaker_.lines({{"・"}}, type.size, kWidth);
            const auto bullet_sequence = sequence_++;
            flow(words, type, kLeft + indent, kWidth - indent, body, type.size * 0.3);
            strips_[first].ops.push_back(
                {label, bullet_sequence, kLeft, type.base(), Show{std::move(bullet[0].runs[0]), type.size}});
        }
    }

    void add(const Notice& notice) {
        const auto owner = element(-1, Role::P);
        const auto first = strips_.size();
        flow(notice.words, type_of(Size::Body), kLeft + 12, kWidth - 24, owner, 0);
        strips_[first].above = 8;
        for (auto& op : strips_[first].ops) op.y += 6;
        for (auto& link : strips_[first].links) link.y += 6;
        strips_[first].height += 6;
        strips_.back().height += 6;
        for (auto i = first; i < strips_.size(); ++i) {
            auto& s = strips_[i];
            Op ground{-1, 0, kLeft, 0, Box{kWidth, s.height, Shade::Pale}},
                bar{-1, 0, kLeft, 0, Box{2.5, s.height, Shade::Accent}};
            ground.sequence = bar.sequence = s.ops.empty() ? sequence_++ : s.ops.front().sequence;
            s.ops.insert(s.ops.begin(), {ground, bar});
        }
        strip(4);
    }

    struct CellLines {
        std::vector<Line> lines;
        double x, width;
        int owner;
        bool is_right;
    };

    // A row as strips, one for each line of its longest cell. The line under it is drawn by the last.
    std::size_t add_row(std::vector<CellLines> cells, Type type, int table) {
        std::size_t count = 1;
        for (const auto& cell : cells) count = std::max(count, cell.lines.size());
        const auto first = strips_.size();
        for (std::size_t i = 0; i < count; ++i) {
            auto& s = strip(type.lead + (i == 0 ? kPad - 1 : 0) + (i + 1 == count ? kPad - 1 : 0));
            s.table = table;
            s.stays_with_next = i + 1 < count && (count <= kRowKeptWhole || i == 0 || i + 2 == count);
        }
        for (auto& cell : cells)
            for (std::size_t i = 0; i < cell.lines.size(); ++i) {
                const double x = cell.is_right ? cell.x + cell.width - cell.lines[i].width : cell.x;
                put(strips_[first + i], std::move(cell.lines[i]), type, x, i == 0 ? kPad - 1 : 0, cell.owner);
            }
        auto& last = strips_.back();
        mark(last, kLeft, last.height - kHair, {kWidth, kHair, Shade::Line});
        return first;
    }

    void add(const Facts& facts) {
        const auto type = type_of(facts.size);
        const auto table = element(-1, Role::Table);
        const double name = kWidth * 0.26;
        auto& above = strip(5);
        above.stays_with_next = true;
        mark(above, kLeft, 5 - kHair, {kWidth, kHair, Shade::Line});
        std::size_t left = facts.rows.size();
        for (const auto& [key, value] : facts.rows) {
            const auto row = element(table, Role::Row);
            const auto head = element(row, Role::Head), cell = element(row, Role::Cell);
            std::vector<CellLines> cells;
            cells.push_back({breaker_.lines({{key, Weight::Regular, Ink::Muted}}, type.size, name - 2 * kPad), kLeft + kPad,
                             name - 2 * kPad, head, false});
            cells.push_back({breaker_.lines(value, type.size, kWidth - name - 2 * kPad), kLeft + name + kPad,
                             kWidth - name - 2 * kPad, cell, false});
            add_row(std::move(cells), type, -1);
            if (--left == 1) strips_.back().stays_with_next = true; // The last row never stands alone on a page.
        }
        strip(4);
    }

    std::vector<CellLines> cells_of(const Table& table, Type type, int row, const std::vector<Words>& words, bool is_head) {
        std::vector<CellLines> cells;
        double x = kLeft;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto& column = table.columns[i];
            const double width = kWidth * column.share;
            const auto owner = element(row, is_head || i == 0 ? Role::Head : Role::Cell, {}, is_head);
            cells.push_back(
                {breaker_.lines(words[i], type.size, width - 2 * kPad), x + kPad, width - 2 * kPad, owner, column.is_number});
            x += width;
        }
        return cells;
    }

    void add(const Table& table) {
        const auto type = type_of(table.size);
        const auto owner = element(-1, Role::Table);
        const auto number = static_cast<int>(heads_.size());
        strip(5).stays_with_next = true;
        std::vector<Words> titles;
        for (const auto& column : table.columns) titles.push_back({{column.title, Weight::Bold}});
        const auto row = element(owner, Role::Row);
        const auto first = add_row(cells_of(table, type, row, titles, true), type, -1);
        std::vector<Strip> head(strips_.begin() + static_cast<std::ptrdiff_t>(first), strips_.end());
        for (auto i = first; i < strips_.size(); ++i) {
            auto& s = strips_[i];
            s.stays_with_next = true;
            s.ops.insert(s.ops.begin(), {-1, s.ops.front().sequence, kLeft, 0, Box{kWidth, s.height, Shade::Pale}});
            auto& copy = head[i - first];
            copy.ops = s.ops;
            for (auto& op : copy.ops) op.element = -1; // Repeated for the eye only.
            copy.links.clear();
        }
        heads_.push_back(std::move(head));
        for (const auto& words : table.rows)
            add_row(cells_of(table, type, element(owner, Role::Row), words, false), type, number);
        strip(6);
    }

    void add(const Contents& contents) {
        const auto type = kHeadings[1];
        const auto owner = element(-1, Role::P);
        auto& title = strip(type.lead + 4, 14);
        title.stays_with_next = true;
        put(title, std::move(breaker_.lines({{contents.title, Weight::Bold}}, type.size, kWidth)[0]), type, kLeft, 0, owner);
        const auto toc = element(-1, Role::Toc);
        for (std::size_t i = 0; i < book_.entries.size(); ++i)
            if (book_.entries[i].level <= 2) add_contents_line(toc, static_cast<int>(i));
        strip(6);
    }

    void add_contents_line(int toc, int heading) {
        const auto& entry = book_.entries[static_cast<std::size_t>(heading)];
        const double indent = entry.level == 1 ? 0 : 14, number_room = 36;
        const auto link = element(element(toc, Role::TocItem), Role::Link);
        const auto weight = entry.level == 1 ? Weight::Bold : Weight::Regular;
        const auto first = strips_.size();
        flow({{entry.text, weight}}, kBody, kLeft + indent, kWidth - indent - number_room, link, entry.level == 1 ? 4 : 0);
        auto& last = strips_.back();
        mark(last, kLeft + indent, kBody.lead - kHair, {kWidth - indent, kHair, Shade::Line});
        last.ops.push_back({link, sequence_++, kPageWidth - kRight, kBody.base(), PageOf{heading, kBody.size}});
        for (auto i = first; i < strips_.size(); ++i)
            strips_[i].links.push_back({kLeft + indent, 0, kWidth - indent, kBody.lead, {}, heading, link});
    }

    void add(const PageBreak&) { strip(0).begins_page = true; }
    void add(const Space& space) { strip(space.points); }

    void add(const Squares& squares) {
        const auto figure = element(-1, Role::Figure, squares.spoken);
        const double side = squares.size_points / (squares.side + 8), quiet = 4 * side;
        Boxes boxes{side, {}};
        for (int row = 0; row < squares.side; ++row)
            for (int column = 0; column < squares.side; ++column)
                if (squares.is_black[static_cast<std::size_t>(row * squares.side + column)])
                    boxes.corners.emplace_back(quiet + column * side, quiet + row * side);
        const double room = squares.size_points + 8;
        auto& s = strip(squares.size_points + 4, 8);
        s.ops.push_back({figure, sequence_++, kLeft, 0, std::move(boxes)});
        const auto owner = element(-1, Role::P);
        const auto type = type_of(Size::Small);
        auto lines = breaker_.lines(squares.beside, type.size, kWidth - room);
        double y = std::max(0.0, (squares.size_points - type.lead * static_cast<double>(lines.size())) / 2);
        for (auto& line : lines) {
            put(s, std::move(line), type, kLeft + room, y, owner);
            y += type.lead;
        }
        s.height = std::max(s.height, y);
    }

    // --- Pages --------------------------------------------------------------------------------------------------------

    void place(Strip& s, double top) {
        auto& page = book_.pages.back();
        if (s.heading >= 0) {
            auto& entry = book_.entries[static_cast<std::size_t>(s.heading)];
            entry.page = static_cast<int>(book_.pages.size()) - 1;
            entry.y = top;
        }
        for (auto& op : s.ops) {
            op.y += top;
            page.ops.push_back(std::move(op));
        }
        for (auto& link : s.links) {
            link.y += top;
            page.links.push_back(std::move(link));
        }
    }

    double begin_page(int table) {
        book_.pages.emplace_back();
        double used = 0;
        if (table < 0) return used;
        for (auto head : heads_[static_cast<std::size_t>(table)]) {
            for (auto& op : head.ops) op.sequence = 0; // Nobody reads it here.
            place(head, kTop + used);
            used += head.height;
        }
        return used;
    }

    void fill_pages() {
        double used = begin_page(-1);
        bool is_fresh = true;
        for (std::size_t i = 0; i < strips_.size();) {
            std::size_t end = i;
            double height = strips_[i].height;
            while (strips_[end].stays_with_next && end + 1 < strips_.size()) {
                ++end;
                height += strips_[end].above + strips_[end].height;
            }
            const bool must = strips_[i].begins_page && !is_fresh;
            const bool does_not_fit = !is_fresh && used + strips_[i].above + height > kDepth;
            const bool is_mere_space = strips_[i].ops.empty() && !strips_[i].begins_page && end == i;
            if (is_mere_space && does_not_fit) {
                ++i;
                continue;
            }
            if (must || does_not_fit) {
                used = begin_page(strips_[i].table);
                is_fresh = true;
            }
            for (; i <= end; ++i) {
                auto& s = strips_[i];
                if (!is_fresh && used + s.above + s.height > kDepth) { // Together they are longer than a page.
                    used = begin_page(s.table);
                    is_fresh = true;
                }
                used += is_fresh ? 0 : s.above;
                place(s, kTop + used);
                used += s.height;
                is_fresh = is_fresh && s.height == 0;
            }
        }
    }

    // Answers how wide it became. What is longer than its lines is cut: the cover says it in full.
    double decorate(Page& page, const std::string& text, double y, bool is_right, double width = kWidth,
                    std::size_t most_lines = 1) {
        if (text.empty()) return 0;
        auto lines = breaker_.lines({{text, Weight::Regular, Ink::Muted}}, kSmall.size - 1, width);
        lines.resize(std::min(lines.size(), most_lines));
        double widest = 0;
        for (auto& line : lines) {
            widest = std::max(widest, line.width);
            double x = is_right ? kPageWidth - kRight - line.width : kLeft;
            for (auto& run : line.runs) page.ops.push_back({-1, sequence_++, x, y, Show{std::move(run), kSmall.size - 1}});
            y += kSmall.size + 2;
        }
        return widest;
    }

    void finish(std::size_t number) {
        auto& page = book_.pages[number];
        for (auto& op : page.ops) {
            const auto* wanted = std::get_if<PageOf>(&op.what);
            if (!wanted) continue;
            const auto size = wanted->size;
            const auto digits = std::to_string(book_.entries[static_cast<std::size_t>(wanted->heading)].page + 1);
            auto line = std::move(breaker_.lines({{digits}}, size, kWidth)[0]);
            op.x -= line.width;
            op.what = Show{std::move(line.runs[0]), size};
        }
        std::stable_sort(page.ops.begin(), page.ops.end(), [](const Op& a, const Op& b) { return a.sequence < b.sequence; });
        decorate(page, manuscript_.header, 40, true);
        const double foot = kPageHeight - 34;
        page.ops.push_back({-1, sequence_++, kLeft, foot - 14, Box{kWidth, kHair, Shade::Line}});
        const double taken = decorate(page, page_of(number + 1, book_.pages.size()), foot, true);
        decorate(page, manuscript_.footer, foot, false, kWidth - taken - 12, 2);
    }

    std::string page_of(std::size_t page, std::size_t pages) const {
        std::string text = manuscript_.page_of;
        for (const auto& [place, number] : {std::pair<std::string, std::size_t>{"{page}", page}, {"{pages}", pages}})
            if (const auto at = text.find(place); at != text.npos) text.replace(at, place.size(), std::to_string(number));
        return text;
    }

    const Manuscript& manuscript_;
    LineBreaker breaker_;
    const double closeness_;
    Book book_;
    std::vector<Strip> strips_;
    std::vector<std::vector<Strip>> heads_; // Of tables.
    std::size_t sequence_ = 1;
    int headings_ = 0;
};

} // namespace

Book lay_out(const Manuscript& manuscript, const Typefaces& faces) {
    if (manuscript.pages == Pages::One)
        for (const double closeness : kClosenesses)
            if (auto book = Layout(manuscript, faces, closeness).run(); book.pages.size() == 1) return book;
    return Layout(manuscript, faces, 1).run(); // What does not fit at all is at least set to be read.
}

} // namespace hoshirube::pdf
