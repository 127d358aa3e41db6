#include <gtest/gtest.h>

#include "base/base64url.h"

namespace hoshirube {

TEST(Base64Url, HasOneTextForEachValue) {
    EXPECT_EQ(to_base64url(""), "");
    EXPECT_EQ(to_base64url("f"), "Zg");
    EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
    for (const char* text : {"", "Zg", "Zm8", "Zm9v", "-_8"}) EXPECT_EQ(to_base64url(from_base64url(text).value()), text);
    for (const char* wrong : {"Z", "Zh", "Zg==", "Z g", "Zm9+", "Zm9/"}) EXPECT_FALSE(from_base64url(wrong)) << wrong;
}

} // namespace hoshirube
