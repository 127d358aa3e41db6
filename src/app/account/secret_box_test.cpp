#include <gtest/gtest.h>

#include "app/account/secret_box.h"

namespace hoshirube {

TEST(SecretBox, OpensWithItsKeyInItsPlaceAlone) {
    const auto text = sealed("key", "anna", "a secret");
    EXPECT_EQ(*opened("key", "anna", text), "a secret");
    EXPECT_EQ(text.find("secret"), std::string::npos);
    EXPECT_NE(sealed("key", "anna", "a secret"), text) << "never the same twice";
    EXPECT_FALSE(opened("other key", "anna", text));
    EXPECT_FALSE(opened("key", "bert", text)) << "moved to another person's row";
    auto changed = text;
    changed.back() = changed.back() == '0' ? '1' : '0';
    EXPECT_FALSE(opened("key", "anna", changed));
    for (const char* wrong : {"", "00", "no hex", "0"}) EXPECT_FALSE(opened("key", "anna", wrong)) << wrong;
}

} // namespace hoshirube
