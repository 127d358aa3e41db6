#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "base/hash.h"
#include "formats/pdf/object_file.h"
#include "formats/pdf/pages.h"
#include "formats/xml_text.h"

namespace hoshirube::pdf {

namespace {

constexpr std::size_t kContentsHex = 16384; // Room for a signature: 8 KiB of DER hold a chain of three certificates.
constexpr std::string_view kRange = "[0 0000000000 0000000000 0000000000]";

std::string hex4(unsigned value) {
    char text[5];
    std::snprintf(text, sizeof text, "%04X", value & 0xFFFFU);
    return text;
}

std::string_view role_name(Role role) {
    constexpr std::string_view kNames[] = {"P",     "H1", "H2", "H3", "H4",  "L",    "LI",   "Lbl",   "LBody",
                                           "Table", "TR", "TH", "TD", "TOC", "TOCI", "Link", "Figure"};
    return kNames[static_cast<std::size_t>(role)];
}

std::string_view colour(Ink ink) {
    switch (ink) {
    case Ink::Muted: return "0.33 g ";
    case Ink::Accent: return "0 0.25 0.55 rg ";
    case Ink::Alert: return "0.65 0.08 0.08 rg ";
    case Ink::Text: break;
    }
    return "0.08 g ";
}

std::string_view colour(Shade shade) {
    switch (shade) {
    case Shade::Line: return "0.7 g ";
    case Shade::Accent: return "0 0.25 0.55 rg ";
    case Shade::Alert: return "0.65 0.08 0.08 rg ";
    case Shade::Pale: return "0.945 g ";
    case Shade::PaleAlert: return "0.99 0.93 0.93 rg ";
    case Shade::Black: break;
    }
    return "0 g ";
}

// 2026-11-26T02:03:04.567Z as D:20261126020304Z.
std::string pdf_date(Instant at) {
    std::string digits;
    for (const char c : at.iso8601().substr(0, 19))
        if (c >= '0' && c <= '9') digits += c;
    return "(D:" + digits + "Z)";
}

// The glyphs used of one face, and the characters that each stands for.
class Used {
public:
    explicit Used(const Typeface& face) : face_(face) {}

    // False: this glyph stands for other characters elsewhere, so that the text must be said beside it.
    bool note(std::uint16_t glyph, std::string_view characters) {
        const auto [at, is_new] = meaning_.try_emplace(glyph, characters);
        return is_new || at->second == characters;
    }
    void note_part(std::uint16_t glyph) { meaning_.try_emplace(glyph); }

    int advance(std::uint16_t glyph) const { return face_.advance(glyph); }
    bool is_empty() const { return meaning_.empty(); }

    Result<Done> write(ObjectFile& file, int number) const {
        std::set<std::uint16_t> glyphs{0};
        std::string widths, bars;
        std::size_t mapped = 0;
        for (const auto& [glyph, characters] : meaning_) {
            glyphs.insert(glyph);
            if (const int w = face_.advance(glyph); w != 1000) widths += std::to_string(glyph) + "[" + std::to_string(w) + "]";
            if (characters.empty()) continue;
            const auto text = literal(characters); // <FEFF…>: the mark at its head has no place here.
            bars += "<" + hex4(glyph) + "><" + text.substr(5) + "\n";
            if (++mapped % 100 == 0) bars += "|";
        }
        const auto font = TRY(face_.subset(glyphs));
        const auto prefixed = tag(glyphs) + "+" + face_.name();
        const int data = file.set_stream(file.reserve(), "/Subtype /CIDFontType0C", font);
        const int descriptor = file.add(
            "<< /Type /FontDescriptor /FontName /" + prefixed +
            " /Flags 4 /FontBBox [-1000 -1050 2920 1810] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 733 /StemV 90 "
            "/FontFile3 " +
            reference(data) + " >>");
        const int descendant =
            file.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /" + prefixed +
                     " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor " +
                     reference(descriptor) + " /DW 1000 /W [" + widths + "] >>");
        const int unicode = file.set_stream(file.reserve(), "", to_unicode(bars));
        file.set(number, "<< /Type /Font /Subtype /Type0 /BaseFont /" + prefixed +
                             "-Identity-H /Encoding /Identity-H /DescendantFonts [" + reference(descendant) + "] /ToUnicode " +
                             reference(unicode) + " >>");
        return Done{};
    }

private:
    // Six capitals that differ where the glyphs differ.
    static std::string tag(const std::set<std::uint16_t>& glyphs) {
        std::string text, letters;
        for (const auto glyph : glyphs) text += hex4(glyph);
        for (const char byte : sha256(text).substr(0, 6))
            letters += static_cast<char>('A' + static_cast<unsigned char>(byte) % 26);
        return letters;
    }

    static std::string to_unicode(const std::string& bars) {
        std::string map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                          "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                          "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                          "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
        for (std::size_t from = 0; from < bars.size();) {
            auto to = bars.find('|', from);
            if (to == bars.npos) to = bars.size();
            const auto block = bars.substr(from, to - from);
            if (!block.empty())
                map += std::to_string(std::count(block.begin(), block.end(), '\n')) + " beginbfchar\n" + block + "endbfchar\n";
            from = to + 1;
        }
        return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    }

    const Typeface& face_;
    std::map<std::uint16_t, std::string> meaning_;
};

// The drawing operators of one page.
class Canvas {
public:
    Canvas(Used& regular, Used& bold) : regular_(regular), bold_(bold) {}
    std::string content;

    void draw(const Op& op) {
        const double y = kPageHeight - op.y;
        if (const auto* show = std::get_if<Show>(&op.what)) draw_text(*show, op.x, y);
        if (const auto* box = std::get_if<Box>(&op.what)) draw_box(*box, op.x, y);
        if (const auto* boxes = std::get_if<Boxes>(&op.what)) draw_boxes(*boxes, op.x, y);
    }

private:
    void paint(std::string_view wanted) {
        if (colour_ == wanted) return;
        colour_ = wanted;
        content += wanted;
    }

    void draw_box(const Box& box, double x, double y) {
        paint(colour(box.shade));
        content += number_text(x) + " " + number_text(y - box.height) + " " + number_text(box.width) + " " +
                   number_text(box.height) + " re f\n";
    }

    // Four decimals, so that neighbours meet without a gap.
    void draw_boxes(const Boxes& boxes, double x, double y) {
        paint(colour(Shade::Black));
        char text[96];
        for (const auto& [dx, dy] : boxes.corners) {
            std::snprintf(text, sizeof text, "%.4f %.4f %.4f %.4f re\n", x + dx, y - dy - boxes.side, boxes.side, boxes.side);
            content += text;
        }
        content += "f\n";
    }

    void draw_text(const Show& show, double x, double y) {
        const auto& glyphs = show.run.glyphs;
        if (glyphs.empty()) return;
        paint(colour(show.run.ink));
        const bool is_bold = show.run.weight == Weight::Bold;
        Used& used = is_bold ? bold_ : regular_;
        content += "BT " + std::string(is_bold ? "/B " : "/R ") + number_text(show.size) + " Tf " + number_text(x) + " " +
                   number_text(y) + " Td\n";
        for (std::size_t i = 0; i < glyphs.size();) {
            std::size_t end = i + 1;
            while (end < glyphs.size() && glyphs[end].cluster == glyphs[i].cluster) ++end;
            const std::size_t from = glyphs[i].cluster, to = end < glyphs.size() ? glyphs[end].cluster : show.run.text.size();
            add_cluster(used, glyphs, i, end, std::string_view(show.run.text).substr(from, to - from));
            i = end;
        }
        flush();
        content += "ET\n";
    }

    void add_cluster(Used& used, const std::vector<Glyph>& glyphs, std::size_t from, std::size_t to,
                     std::string_view characters) {
        bool is_plain = to - from == 1 && glyphs[from].id != 0 && used.note(glyphs[from].id, characters);
        if (!is_plain) {
            flush();
            content += "/Span <</ActualText " + literal(characters) + ">> BDC\n";
            for (auto i = from; i < to; ++i) used.note_part(glyphs[i].id);
        }
        for (auto i = from; i < to; ++i) add_glyph(used, glyphs[i]);
        if (is_plain) return;
        flush();
        content += "EMC\n";
    }

    void add_glyph(const Used& used, const Glyph& glyph) {
        adjust(-glyph.x_offset);
        if (glyph.y_offset != 0) {
            flush();
            content += number_text(glyph.y_offset / 100.0) + " Ts\n";
        }
        if (!is_open_) shown_ += "<";
        is_open_ = true;
        shown_ += hex4(glyph.id);
        if (glyph.y_offset != 0) {
            flush();
            content += "0 Ts\n";
        }
        adjust(used.advance(glyph.id) - glyph.advance + glyph.x_offset);
    }

    void adjust(int thousandths) {
        if (thousandths == 0) return;
        if (is_open_) shown_ += ">";
        is_open_ = false;
        shown_ += std::to_string(thousandths);
    }

    void flush() {
        if (is_open_) shown_ += ">";
        if (!shown_.empty()) content += "[" + shown_ + "]TJ\n";
        shown_.clear();
        is_open_ = false;
    }

    Used &regular_, &bold_;
    std::string shown_;
    bool is_open_ = false;
    std::string_view colour_;
};

// The tree of what things mean. An element joins its parent when its first content appears, so that the order of the tree is
// that of reading, and what has no content is not there.
class Meaning {
public:
    Meaning(ObjectFile& file, const std::vector<Element>& elements)
        : file_(file), elements_(elements), root_(file.reserve()), document_(file.reserve()), kids_(elements.size()),
          numbers_(elements.size()) {}

    int root() const { return root_; }

    void add_content(int element, int page, std::size_t mark) {
        join(element);
        at(kids_, element).push_back("<< /Type /MCR /Pg " + reference(page) + " /MCID " + std::to_string(mark) + " >>");
    }

    void add_link(int element, int page, int annotation) {
        join(element);
        at(kids_, element).push_back("<< /Type /OBJR /Pg " + reference(page) + " /Obj " + reference(annotation) + " >>");
    }

    int number(int element) {
        join(element);
        return at(numbers_, element);
    }

    // `parents`: what each number of the parent tree stands for.
    void write(const std::vector<std::string>& parents) {
        for (std::size_t i = 0; i < elements_.size(); ++i)
            if (numbers_[i] != 0) file_.set(numbers_[i], body(i));
        std::string list, tree;
        for (const int kid : top_) list += reference(kid) + " ";
        file_.set(document_, "<< /Type /StructElem /S /Document /P " + reference(root_) + " /K [" + list + "] >>");
        for (std::size_t i = 0; i < parents.size(); ++i) tree += std::to_string(i) + " " + parents[i] + "\n";
        const int numbers = file_.add("<< /Nums [" + tree + "] >>");
        file_.set(root_, "<< /Type /StructTreeRoot /K " + reference(document_) + " /ParentTree " + reference(numbers) +
                             " /ParentTreeNextKey " + std::to_string(parents.size()) + " >>");
    }

private:
    template <typename T>
    static T& at(std::vector<T>& list, int index) {
        return list[static_cast<std::size_t>(index)];
    }

    void join(int element) {
        if (at(numbers_, element) != 0) return;
        at(numbers_, element) = file_.reserve();
        const int parent = elements_[static_cast<std::size_t>(element)].parent;
        if (parent < 0) {
            top_.push_back(at(numbers_, element));
            return;
        }
        join(parent);
        at(kids_, parent).push_back(reference(at(numbers_, element)));
    }

    std::string body(std::size_t i) const {
        const auto& element = elements_[i];
        const int parent = element.parent < 0 ? document_ : numbers_[static_cast<std::size_t>(element.parent)];
        std::string text =
            "<< /Type /StructElem /S /" + std::string(role_name(element.role)) + " /P " + reference(parent) + " /K [";
        for (const auto& kid : kids_[i]) text += kid + " ";
        text += "]";
        if (!element.spoken.empty()) text += " /Alt " + literal(element.spoken);
        if (element.role == Role::Head)
            text += std::string(" /A << /O /Table /Scope /") + (element.heads_a_column ? "Column" : "Row") + " >>";
        if (element.role == Role::List) text += " /A << /O /List /ListNumbering /Disc >>";
        return text + " >>";
    }

    ObjectFile& file_;
    const std::vector<Element>& elements_;
    int root_, document_;
    std::vector<int> top_;
    std::vector<std::vector<std::string>> kids_;
    std::vector<int> numbers_; // 0: not joined.
};

class Binder {
public:
    Binder(const Book& book, const Manuscript& manuscript, const Typefaces& faces)
        : book_(book), manuscript_(manuscript), regular_(faces.regular), bold_(faces.bold), meaning_(file_, book.elements),
          pages_(file_.reserve()), font_regular_(file_.reserve()), font_bold_(file_.reserve()) {
        for (std::size_t i = 0; i < book.pages.size(); ++i) page_numbers_.push_back(file_.reserve());
    }

    Result<Bound> run(Room room) {
        parents_.resize(book_.pages.size());
        for (std::size_t i = 0; i < book_.pages.size(); ++i) add_page(i, room == Room::ForSignature && i == 0);
        std::string kids;
        for (const int page : page_numbers_) kids += reference(page) + " ";
        file_.set(pages_, "<< /Type /Pages /Count " + std::to_string(page_numbers_.size()) + " /Kids [" + kids + "] >>");
        // Both are named by every page; a face that no word is set in comes with its blank.
        if (regular_.is_empty()) regular_.note_part(1);
        if (bold_.is_empty()) bold_.note_part(1);
        TRY(regular_.write(file_, font_regular_));
        TRY(bold_.write(file_, font_bold_));
        meaning_.write(parents_);
        return write(room);
    }

private:
    void add_page(std::size_t index, bool has_signature) {
        const auto& page = book_.pages[index];
        const int number = page_numbers_[index];
        Canvas canvas(regular_, bold_);
        std::string owners;
        std::size_t marks = 0;
        for (std::size_t i = 0; i < page.ops.size();) {
            const int element = page.ops[i].element;
            if (element < 0) {
                canvas.content += "/Artifact BMC\n";
            } else {
                canvas.content += "/" + std::string(role_name(book_.elements[static_cast<std::size_t>(element)].role)) +
                                  " <</MCID " + std::to_string(marks) + ">> BDC\n";
                meaning_.add_content(element, number, marks++);
                owners += reference(meaning_.number(element)) + " ";
            }
            for (; i < page.ops.size() && page.ops[i].element == element; ++i) canvas.draw(page.ops[i]);
            canvas.content += "EMC\n";
        }
        parents_[index] = "[" + owners + "]";
        std::string annotations;
        for (const auto& link : page.links) annotations += reference(add_link(link, number)) + " ";
        if (has_signature) annotations += reference(widget_ = file_.reserve());
        const int content = file_.set_stream(file_.reserve(), "", canvas.content);
        file_.set(number, "<< /Type /Page /Parent " + reference(pages_) + " /MediaBox [0 0 " + number_text(kPageWidth) + " " +
                              number_text(kPageHeight) + "] /Resources << /Font << /R " + reference(font_regular_) + " /B " +
                              reference(font_bold_) + " >> >> /Contents " + reference(content) + " /StructParents " +
                              std::to_string(index) + " /Tabs /S" +
                              (annotations.empty() ? std::string() : " /Annots [" + annotations + "]") + " >>");
    }

    int add_link(const LinkArea& link, int page) {
        const int number = file_.reserve();
        std::string target;
        if (link.heading >= 0) {
            target = "/Dest " + destination(book_.entries[static_cast<std::size_t>(link.heading)]);
        } else {
            std::string address;
            for (const char c : link.address)
                if (c == '(' || c == ')' || c == '\\') address += std::string("\\") + c;
                else address += c;
            target = "/A << /S /URI /URI (" + address + ") >>";
        }
        const double top = kPageHeight - link.y;
        meaning_.add_link(link.element, page, number);
        parents_.push_back(reference(meaning_.number(link.element)));
        file_.set(number,
                  "<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [" + number_text(link.x) + " " +
                      number_text(top - link.height) + " " + number_text(link.x + link.width) + " " + number_text(top) + "] " +
                      target + " /StructParent " + std::to_string(parents_.size() - 1) + " /Contents " +
                      literal(link.heading >= 0 ? book_.entries[static_cast<std::size_t>(link.heading)].text : link.address) +
                      " >>");
        return number;
    }

    std::string destination(const Entry& entry) const {
        return "[" + reference(page_numbers_[static_cast<std::size_t>(entry.page)]) + " /XYZ 0 " +
               number_text(kPageHeight - entry.y + 6) + " null]";
    }

    // The outline: each entry under the nearest one before it of a lower level.
    int add_outline() {
        const auto& entries = book_.entries;
        const int root = file_.reserve();
        std::vector<int> numbers, parent(entries.size(), -1);
        std::vector<std::vector<std::size_t>> children(entries.size() + 1); // The last: of the root.
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            numbers.push_back(file_.reserve());
            while (!open.empty() && entries[open.back()].level >= entries[i].level) open.pop_back();
            parent[i] = open.empty() ? -1 : static_cast<int>(open.back());
            children[open.empty() ? entries.size() : open.back()].push_back(i);
            open.push_back(i);
        }
        const auto ends = [&](const std::vector<std::size_t>& of) {
            return of.empty() ? std::string()
                              : " /First " + reference(numbers[of.front()]) + " /Last " + reference(numbers[of.back()]);
        };
        for (std::size_t group = 0; group < children.size(); ++group)
            for (std::size_t k = 0; k < children[group].size(); ++k) {
                const auto i = children[group][k];
                std::string body = "<< /Title " + literal(entries[i].text) + " /Parent " +
                                   reference(parent[i] < 0 ? root : numbers[static_cast<std::size_t>(parent[i])]) + " /Dest " +
                                   destination(entries[i]) + ends(children[i]);
                if (k > 0) body += " /Prev " + reference(numbers[children[group][k - 1]]);
                if (k + 1 < children[group].size()) body += " /Next " + reference(numbers[children[group][k + 1]]);
                if (!children[i].empty()) body += " /Count -" + std::to_string(children[i].size()); // Closed.
                file_.set(numbers[i], body + " >>");
            }
        const auto& top = children.back();
        file_.set(root, "<< /Type /Outlines /Count " + std::to_string(top.size()) + ends(top) + " >>");
        return root;
    }

    int add_metadata() {
        const auto date = manuscript_.made_at.iso8601().substr(0, 19) + "Z";
        const auto title = xml_escaped(manuscript_.title), language = manuscript_.language;
        const std::string xmp =
            "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\" "
            "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
            "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
            title + "</rdf:li></rdf:Alt></dc:title>\n<dc:creator><rdf:Seq><rdf:li>" + xml_escaped(manuscript_.author) +
            "</rdf:li></rdf:Seq></dc:creator>\n<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
            xml_escaped(manuscript_.subject) + "</rdf:li></rdf:Alt></dc:description>\n<dc:language><rdf:Bag><rdf:li>" + language +
            "</rdf:li></rdf:Bag></dc:language>\n<xmp:CreateDate>" + date + "</xmp:CreateDate>\n<xmp:ModifyDate>" + date +
            "</xmp:ModifyDate>\n<xmp:CreatorTool>Hoshirube</xmp:CreatorTool>\n<pdf:Producer>Hoshirube</pdf:Producer>\n"
            "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
        return file_.set_stream(file_.reserve(), "/Type /Metadata /Subtype /XML", xmp, ObjectFile::Packing::Plain);
    }

    // The field of the signature, which is seen in the reader's list of signatures and nowhere on the page.
    std::string add_signature() {
        signature_ = file_.reserve();
        file_.set_bare(signature_, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange " +
                                       std::string(kRange) + " /Contents <" + std::string(kContentsHex, '0') + "> /M " +
                                       pdf_date(manuscript_.made_at) + " >>");
        file_.set(widget_, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /F 132 /Rect [0 0 0 0] /P " +
                               reference(page_numbers_.front()) + " /V " + reference(signature_) + " >>");
        return " /AcroForm << /SigFlags 3 /Fields [" + reference(widget_) + "] >>";
    }

    Result<Bound> write(Room room) {
        const int outline = book_.entries.empty() ? 0 : add_outline();
        const auto form = room == Room::ForSignature ? add_signature() : std::string();
        const int root = file_.add(
            "<< /Type /Catalog /Pages " + reference(pages_) + " /Lang (" + manuscript_.language +
            ") /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /Metadata " +
            reference(add_metadata()) + " /StructTreeRoot " + reference(meaning_.root()) +
            (outline == 0 ? std::string() : " /Outlines " + reference(outline) + " /PageMode /UseOutlines") + form + " >>");
        const auto date = pdf_date(manuscript_.made_at);
        const int info =
            file_.add("<< /Title " + literal(manuscript_.title) + " /Author " + literal(manuscript_.author) + " /Subject " +
                      literal(manuscript_.subject) + " /Creator (Hoshirube) /Producer (Hoshirube) /CreationDate " + date +
                      " /ModDate " + date + " >>");
        auto written = file_.write(root, info);
        Bound bound{std::move(written.bytes), {}};
        if (room == Room::None) return bound;
        const auto at = written.offsets[static_cast<std::size_t>(signature_)];
        bound.gap.range_at = bound.bytes.find(kRange, at);
        bound.gap.range_size = kRange.size();
        bound.gap.contents_at = bound.bytes.find("/Contents <", at) + 10;
        bound.gap.contents_size = kContentsHex + 2;
        return bound;
    }

    const Book& book_;
    const Manuscript& manuscript_;
    ObjectFile file_;
    Used regular_, bold_;
    Meaning meaning_;
    int pages_, font_regular_, font_bold_, widget_ = 0, signature_ = 0;
    std::vector<int> page_numbers_;
    std::vector<std::string> parents_; // Of the parent tree: first the pages, then the links.
};

} // namespace

Result<Bound> bind(Book&& book, const Manuscript& manuscript, const Typefaces& faces, Room room) {
    return Binder(book, manuscript, faces).run(room);
}

} // namespace hoshirube::pdf
