#include "http/pages/markup.h"

#include <gtest/gtest.h>

namespace hoshirube {
namespace {

TEST(Markup, EscapesEveryValue) {
    const auto html = fill(R"(<a title="{t}">{t}</a>)", {{"t", "\"><script>alert('1')&"}});
    EXPECT_EQ(html.html(), "<a "
                           "title=\"&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&amp;\">&quot;&gt;&lt;script&"
                           "gt;alert(&#39;1&#39;)&amp;</a>");
}

TEST(Markup, DoesNotFillWhatAValueBringsAlong) { EXPECT_EQ(fill("{a}{b}", {{"a", "{b}"}, {"b", "x"}}).html(), "{b}x"); }

TEST(Markup, PassesThroughOnlyWhatItMadeItself) {
    const auto inner = fill("<b>{t}</b>", {{"t", "<"}});
    EXPECT_EQ(fill("<p>{i}</p>", {{"i", inner}}).html(), "<p><b>&lt;</b></p>");
}

} // namespace
} // namespace hoshirube
