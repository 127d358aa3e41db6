#include "formats/xml_text.h"

#include <gtest/gtest.h>

namespace hoshirube {

TEST(XmlText, LeavesNothingThatCouldEndAnElementOrAnAttribute) {
    EXPECT_EQ(xml_escaped("株式会社<A> & \"B\""), "株式会社&lt;A&gt; &amp; &quot;B&quot;");
    EXPECT_EQ(xml_escaped("一行目\n二行目\t三"), "一行目 二行目 三");
    EXPECT_EQ(xml_escaped(std::string_view("a\0b\x1b\r", 5)), "ab");
    std::string out = "<t>";
    append_xml_escaped(out, "1<2");
    EXPECT_EQ(out, "<t>1&lt;2");
}

} // namespace hoshirube
