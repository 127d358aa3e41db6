#include "formats/pdf/lines.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace hoshirube::pdf {

namespace {

// One glyph of the whole text, before it is known on which line it falls.
struct Placed {
    Glyph glyph; // Its cluster counts in the whole text.
    std::size_t span;
};

std::string plain(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == '\r') continue;
        const auto byte = static_cast<unsigned char>(c);
        out += (byte < 0x20 && c != '\n') || byte == 0x7F ? ' ' : c;
    }
    return out;
}

} // namespace

struct LineBreaker::Parts {
    const Typefaces& faces;
    std::unique_ptr<icu::BreakIterator> rules;

    const Typeface& face(Weight weight) const { return weight == Weight::Bold ? faces.bold : faces.regular; }

    // For each byte of the text: whether a line may begin there. 2: it must.
    std::vector<char> opportunities(const std::string& text) const {
        std::vector<char> at(text.size() + 1, 0);
        UErrorCode status = U_ZERO_ERROR;
        UText* view = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
        rules->setText(view, status);
        for (auto i = rules->first(); U_SUCCESS(status) && i != icu::BreakIterator::DONE; i = rules->next())
            at[static_cast<std::size_t>(i)] = 1;
        utext_close(view);
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] == '\n') at[i + 1] = 2;
        return at;
    }
};

LineBreaker::LineBreaker(const Typefaces& faces) : parts_(new Parts{faces, nullptr}) {
    UErrorCode status = U_ZERO_ERROR;
    parts_->rules.reset(icu::BreakIterator::createLineInstance(icu::Locale("ja@lb=strict"), status));
    CHECK(U_SUCCESS(status));
}

LineBreaker::~LineBreaker() = default;

namespace {

// Collects the glyphs of a line into runs.
class LineMaker {
public:
    LineMaker(const Words& words, const std::string& text, const std::vector<Placed>& glyphs)
        : words_(words), text_(text), glyphs_(glyphs) {}

    Line make(std::size_t from, std::size_t to, double size) const {
        Line line;
        std::size_t visible = to;
        while (visible > from && is_blank(visible - 1)) --visible;
        for (std::size_t i = from; i < visible; ++i) line.width += glyphs_[i].glyph.advance * size / 1000;
        while (to > from && byte(to - 1) == '\n') --to;
        for (std::size_t i = from; i < to;) {
            std::size_t end = i + 1;
            while (end < to && glyphs_[end].span == glyphs_[i].span) ++end;
            line.runs.push_back(run(i, end));
            i = end;
        }
        return line;
    }

private:
    char byte(std::size_t i) const { return text_[glyphs_[i].glyph.cluster]; }
    bool is_blank(std::size_t i) const {
        const auto at = glyphs_[i].glyph.cluster;
        return text_[at] == ' ' || text_[at] == '\n' || text_.compare(at, 3, "\xE3\x80\x80") == 0;
    }
    std::size_t end_of_text(std::size_t i) const { return i < glyphs_.size() ? glyphs_[i].glyph.cluster : text_.size(); }

    Run run(std::size_t from, std::size_t to) const {
        const auto& span = words_[glyphs_[from].span];
        const auto start = glyphs_[from].glyph.cluster;
        auto end = end_of_text(to);
        while (end > start && text_[end - 1] == '\n') --end;
        Run made{span.weight, span.ink, span.link, text_.substr(start, end - start), {}};
        for (std::size_t i = from; i < to; ++i) {
            made.glyphs.push_back(glyphs_[i].glyph);
            made.glyphs.back().cluster -= static_cast<std::uint32_t>(start);
        }
        return made;
    }

    const Words& words_;
    const std::string& text_;
    const std::vector<Placed>& glyphs_;
};

} // namespace

std::vector<Line> LineBreaker::lines(const Words& words, double size, double width) {
    std::string text;
    std::vector<Placed> glyphs;
    for (std::size_t span = 0; span < words.size(); ++span) {
        const auto part = plain(words[span].text);
        for (auto glyph : parts_->face(words[span].weight).shape(part)) {
            glyph.cluster += static_cast<std::uint32_t>(text.size());
            if (part[glyph.cluster - text.size()] == '\n') glyph.advance = 0;
            glyphs.push_back({glyph, span});
        }
        text += part;
    }
    const LineMaker maker(words, text, glyphs);
    const auto may_begin = parts_->opportunities(text);
    std::vector<Line> made;
    const double most = width * 1000 / size;
    std::size_t from = 0, last_break = 0;
    double used = 0, used_at_break = 0;
    const auto end_line = [&](std::size_t to) {
        made.push_back(maker.make(from, to, size));
        from = to;
    };
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const auto at = glyphs[i].glyph.cluster;
        const bool begins_cluster = i == 0 || glyphs[i - 1].glyph.cluster != at;
        if (i > from && begins_cluster && may_begin[at] == 2) {
            end_line(i);
            used = used_at_break = 0;
            last_break = i;
        } else if (i > from && begins_cluster && may_begin[at] == 1) {
            last_break = i;
            used_at_break = used;
        }
        used += glyphs[i].glyph.advance;
        const bool is_blank = text[at] == ' ' || text[at] == '\n'; // Hangs over the end.
        if (used <= most || is_blank || i == from) continue;
        if (last_break > from) {
            end_line(last_break);
            used -= used_at_break;
        }
        if (used > most && i > from) { // No place to break, or what was carried over is still too long.
            end_line(i);
            used = glyphs[i].glyph.advance;
        }
        last_break = from;
        used_at_break = 0;
    }
    if (from < glyphs.size() || made.empty()) end_line(glyphs.size());
    return made;
}

} // namespace hoshirube::pdf
