#include "formats/pdf/typeset.h"

#include "formats/pdf/pages.h"
#include "support/typefaces.h"

namespace hoshirube::pdf {

namespace {

Manuscript manuscript() {
    Manuscript m{"報告書", "株式会社見本",     "見本", "ja", *Instant::parse("2026-11-26T00:00:00.000Z"), "報告書",
                 "見本",   "{page} / {pages}", {}};
    m.blocks = {Title{"報告書"}, Contents{"もくじ"}, Heading{1, "まとめ"}, Paragraph{{{"本文。", Weight::Bold}}}};
    for (int i = 1; i <= 40; ++i) {
        m.blocks.emplace_back(Heading{2, "見出し" + std::to_string(i)});
        m.blocks.emplace_back(Facts{{{"名前", {{"値"}}}, {"番号", {{"1-1-1-" + std::to_string(i)}}}}, Size::Small});
    }
    return m;
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

} // namespace

TEST(Typeset, GivesTheSameBytesForTheSameManuscript) {
    const auto first = typeset(manuscript(), test::typefaces()), second = typeset(manuscript(), test::typefaces());
    ASSERT_TRUE(first);
    EXPECT_EQ(*first, *second);
    auto other = manuscript();
    other.made_at = other.made_at.plus_seconds(86400);
    EXPECT_NE(*first, *typeset(other, test::typefaces()));
}

TEST(Typeset, EmbedsEachFaceOnceAsASubset) {
    const auto bytes = typeset(manuscript(), test::typefaces());
    ASSERT_TRUE(bytes);
    EXPECT_EQ(count(*bytes, "/CIDFontType0C"), 2U);
    EXPECT_LT(bytes->size(), 120'000U);
}

TEST(LayOut, KeepsEverythingInsideThePageAndInReadingOrder) {
    const auto book = lay_out(manuscript(), test::typefaces());
    ASSERT_GT(book.pages.size(), 2U);
    for (const auto& page : book.pages) {
        std::size_t last = 0;
        for (const auto& op : page.ops) {
            EXPECT_GE(op.x, 30);
            EXPECT_LE(op.y, kPageHeight - 20);
            if (op.element >= 0) {
                EXPECT_GE(op.sequence, last);
                last = op.sequence;
            }
        }
    }
    for (std::size_t i = 1; i < book.entries.size(); ++i) EXPECT_GE(book.entries[i].page, book.entries[i - 1].page);
}

TEST(LayOut, KeepsALongFooterOffThePageNumber) {
    auto named_at_length = manuscript();
    named_at_length.footer.clear();
    for (int i = 0; i < 30; ++i) named_at_length.footer += "株式会社長い名前製作所";
    for (const auto& page : lay_out(named_at_length, test::typefaces()).pages) {
        double number_begins = 0, footer_ends = 0;
        int footer_lines = 0;
        for (const auto& op : page.ops) {
            const auto* show = std::get_if<Show>(&op.what);
            if (!show || op.y < kPageHeight - 40) continue;
            double width = 0;
            for (const auto& glyph : show->run.glyphs) width += glyph.advance * show->size / 1000;
            if (show->run.text.find(" / ") != std::string::npos) number_begins = op.x;
            else footer_ends = std::max(footer_ends, op.x + width), ++footer_lines;
        }
        EXPECT_EQ(footer_lines, 2);
        EXPECT_GT(footer_ends, 100);
        EXPECT_LT(footer_ends + 5, number_begins);
    }
}

TEST(LayOut, LeavesNoHeadingAtTheFootOfAPage) {
    const auto book = lay_out(manuscript(), test::typefaces());
    for (const auto& entry : book.entries) EXPECT_LT(entry.y, kPageHeight - 100) << entry.text;
}

TEST(LayOut, SetsCloserWhatIsToStandOnOnePage) {
    const auto of_lines = [](int count, Pages pages) {
        auto m = manuscript();
        m.pages = pages;
        m.blocks.clear();
        for (int i = 0; i < count; ++i) m.blocks.emplace_back(Paragraph{{{"一行の文です。"}}});
        return lay_out(m, test::typefaces()).pages.size();
    };
    int full = 1; // As many lines as one page takes.
    while (of_lines(full + 1, Pages::Any) == 1) ++full;
    EXPECT_EQ(of_lines(full + 3, Pages::Any), 2u);
    EXPECT_EQ(of_lines(full + 3, Pages::One), 1u);
    EXPECT_EQ(of_lines(3 * full, Pages::One), of_lines(3 * full, Pages::Any)) << "what cannot fit is set to be read";
}

TEST(LayOut, SplitsARowThatIsLongerThanAPage) {
    std::string longest;
    for (int i = 0; i < 6000; ++i) longest += "長い記述。";
    auto m = manuscript();
    m.blocks = {Heading{1, "長い"}, Facts{{{"行っていること", {{longest}}}}},
                Table{{{"番号", 0.2}, {"文", 0.8}}, {{{{"1"}}, {{longest}}}}}};
    const auto book = lay_out(m, test::typefaces());
    EXPECT_GT(book.pages.size(), 15U);
    for (const auto& page : book.pages)
        for (const auto& op : page.ops) EXPECT_LE(op.y, kPageHeight - 20);
}

TEST(Typeface, RefusesWhatIsNoFont) {
    EXPECT_FALSE(Typeface::open("no font"));
    EXPECT_FALSE(Typeface::open(""));
}

} // namespace hoshirube::pdf
